"""Texts to measure with: articles dense with claims, and texts as no paper prints them."""

import csv
import random
import tomllib
from collections.abc import Callable, Iterable, Mapping
from itertools import cycle
from pathlib import Path

from geodata.claims.reading import sentence_spans
from geodata.model import Article, article_id_of
from geodata.seeds import moment_of
from geodata.settings import SEEDS_FOLDER

_GOLDEN = Path(__file__).parents[1] / "golden" / "articles"
_SENTENCES = 25


def dense_articles(count: int) -> list[Article]:
    """Put golden texts and seed paragraphs together, in any order, by some 25 sentences each."""
    texts = _golden_texts()
    articles = []
    for number in range(count):
        order = random.Random(number).sample(texts, len(texts))
        paragraphs: list[str] = []
        sentences = 0
        for text in order:
            paragraphs.append(text)
            sentences += sum(1 for _ in sentence_spans(text))
            if sentences >= _SENTENCES:
                break
        articles.append(article_of("\n".join(paragraphs)))
    return articles


def article_of(text: str) -> Article:
    """An article of that text, of a day on which the golden ones make sense."""
    return Article(
        article_id=article_id_of(text),
        source_id="s",
        title="",
        text=text,
        published_at=moment_of("2025-04-27"),
    )


def _golden_texts() -> list[str]:
    texts = [
        " ".join(case["text"].split())
        for path in sorted(_GOLDEN.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8")).values()
        if "text" in case
    ]
    for path in sorted((SEEDS_FOLDER / "articles").glob("*.txt")):
        texts.extend(line for line in path.read_text("utf-8").splitlines() if line.strip())
    return texts


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _prose(length: int) -> str:
    numbered = (f"{number}. {text}" for number, text in enumerate(cycle(_golden_texts())))
    return _up_to(length, numbered)


def _villages(sentence: str) -> Callable[[int], str]:
    with (SEEDS_FOLDER / "gazetteer" / "curated.csv").open(encoding="utf-8", newline="") as rows:
        names = list(dict.fromkeys(row["name_en"] for row in csv.DictReader(rows)))
    return lambda length: _up_to(length, (sentence.format(name) for name in cycle(names)))


def _up_to(length: int, parts: Iterable[str]) -> str:
    kept: list[str] = []
    size = 0
    for part in parts:
        kept.append(part)
        size += len(part) + 1
        if size >= length:
            break
    return " ".join(kept)


LONG_TEXTS: Mapping[str, Callable[[int], str]] = {
    "prose": _prose,
    "no full stop": _repeated("Russia said troops had taken Sudzha and entered Toretsk while "),
    "nothing but openings": _repeated("captured “ ( — "),
    "said that": _repeated("said that "),
    "reports that": _repeated("Russian reports that "),
    "denials": _repeated("Russia took Sudzha. Kyiv denied it. "),
}
"""Name -> the text of so many characters."""
VILLAGES: Mapping[str, Callable[[int], str]] = {
    "a list of villages": _villages("{},"),
    "a claim and its denial each": _villages("Russia took {}. Kyiv denied the claim."),
}
"""The same, each name of which is weighed against those around it."""
