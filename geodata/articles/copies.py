"""Copies: texts that another outlet printed before, word for word or lightly edited."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from geodata.model import Article

LEAST_LIKENESS = 0.6
"""Of the shingles of both texts, the share that both have; a copy cut by a third still has it."""
_LEAST_SHINGLES = 30
"""In a sentence or two, agencies word different news alike."""
_SHINGLE_WORDS = 3
_BANDS, _ROWS = 16, 4
"""Texts of likeness j share a band with probability 1 - (1 - j**4)**16: at 0.05 in 1 of 10,000
pairs, at 0.6 in 89 of 100, at 0.8 in all but 2 of 10,000."""
_WORD = re.compile(r"\w+")


def bands_of(text: str) -> tuple[int, ...]:
    """Hash a text so that texts much alike have hashes in common: MinHash in bands.

    Stores keep these numbers: who changes how they are made makes kept ones useless.
    """
    # Here, since SciPy comes with it: a second that only ingesting pays for.
    from datasketch import MinHash  # noqa: PLC0415

    sketch = MinHash(num_perm=_BANDS * _ROWS, seed=1, scheme="affine32")
    sketch.update_batch(shingle.encode() for shingle in _shingles(text))
    rows = sketch.hashvalues.astype("<u4").reshape(_BANDS, _ROWS)
    return tuple(_hash(bytes([nth]) + row.tobytes()) for nth, row in enumerate(rows))


def likeness(one: str, other: str) -> float:
    """Share of the three-word shingles of two texts that both have (Jaccard), 0 to 1."""
    ours, theirs = _shingles(one), _shingles(other)
    return len(ours & theirs) / (len(ours | theirs) or 1)


def original_of(article: Article, kept: Iterable[Article]) -> Article | None:
    """Of articles kept before, the one that this is a copy of: the likest that is like enough."""
    if len(_shingles(article.text)) < _LEAST_SHINGLES:
        return None
    alike = [(likeness(article.text, other.text), other.article_id, other) for other in kept]
    like_enough = [one for one in alike if one[0] >= LEAST_LIKENESS]
    return max(like_enough, key=lambda one: one[:2])[2] if like_enough else None


@lru_cache(maxsize=2)  # an article is sketched, then compared with one after the other
def _shingles(text: str) -> frozenset[str]:
    words: Sequence[str] = _WORD.findall(text.casefold())
    last = max(1, len(words) - _SHINGLE_WORDS + 1)
    return frozenset(" ".join(words[at : at + _SHINGLE_WORDS]) for at in range(last))


def _hash(content: bytes) -> int:
    """63 bits: what every database takes as an integer."""
    return int.from_bytes(blake2b(content, digest_size=8).digest()) >> 1
