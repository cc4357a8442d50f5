"""Grown rows into the embedded ones: no id is lost, no place becomes a namesake of itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from geodata.gazetteer.folding import fold
from geodata.gazetteer.rows import HISTORIC, keys_of
from geodata.gazetteer.update.embedded import Embedded
from geodata.model import PlaceKind


@dataclass(slots=True)
class Merged:
    """The embedded rows in their order, then the new ones; and what became of them."""

    rows: list[str]
    index: dict[str, list[int]]
    """Folded names to the numbers of their rows."""
    new: int
    enriched: int
    """Embedded places of the same GeoNames id."""
    located: int
    """Embedded places that were known approximately only."""


def merge(embedded: Embedded, grown: Iterable[str]) -> Merged:
    """Join both sets of rows.

    - The embedded row of the same GeoNames id stays as it is and gains names.
    - A place known approximately takes the point and the names of the one grown place of its
      kind, name, region and reach, if that in turn fits no other; its id stays. A district is no
      point and takes the names only.
    """
    rows, new = list(embedded.rows), []
    enriched = set()
    for row in grown:
        number = embedded.number_by_id.get(int(row[: row.index("\t")]))
        if number is None:
            new.append(row)
        else:
            rows[number] = _with_names(rows[number], row)
            enriched.add(number)
    pairs = _pairs(embedded, new)
    for number, rough in pairs.items():
        rows[rough] = _located(_with_names(rows[rough], new[number]), new[number])
    rows += [row for number, row in enumerate(new) if number not in pairs]
    touched = [*sorted(enriched.union(pairs.values())), *range(len(embedded.rows), len(rows))]
    return Merged(
        rows=rows,
        index=_index(embedded, rows, touched),
        new=len(new) - len(pairs),
        enriched=len(enriched),
        located=len(pairs),
    )


def _index(embedded: Embedded, rows: Sequence[str], touched: Iterable[int]) -> dict[str, list[int]]:
    """The embedded index and what is new: rows gain names and lose none."""
    index = {key: [int(number) for number in text.split()] for key, text in embedded.names.items()}
    for number in tqdm(touched, desc="indexing names", unit=" places", disable=None):
        for key in keys_of(rows[number].split("\t")):
            numbers = index.setdefault(key, [])
            if number not in numbers:
                numbers.append(number)
    return index


def _with_names(row: str, other: str) -> str:
    """Add the names of `other` that `row` lacks, at the end: the first may stand for the name."""
    *head, names = row.split("\t")
    known = {fold(name.removeprefix(HISTORIC)) for name in (head[1], *names.split("|"))}
    cells = other.split("\t")
    kept = [names] if names else []
    for name in (cells[1], *cells[-1].split("|")):
        folded = fold(name.removeprefix(HISTORIC))
        if folded and folded not in known:
            known.add(folded)
            kept.append(name)
    return "\t".join([*head, "|".join(kept)])


def _located(row: str, other: str) -> str:
    """Put a place where `other` is, and count the people that it counts."""
    cells, exact = row.split("\t"), other.split("\t")
    if cells[2] != PlaceKind.SETTLEMENT:
        return row
    cells[3] = exact[3]
    cells[6] = cells[6] or exact[6]
    cells[7:10] = exact[7:10]
    return "\t".join(cells)


def _pairs(embedded: Embedded, new: Sequence[str]) -> Mapping[int, int]:
    """Which new row is which embedded row, where one fits one only."""
    fits = [
        (number, rough)
        for number, row in enumerate(new)
        for rough in embedded.rough_like(row.split("\t"))
    ]
    return dict(_alone(fits, new, embedded.rows))


def _alone(
    fits: Sequence[tuple[int, int]], new: Sequence[str], rows: Sequence[str]
) -> Iterable[tuple[int, int]]:
    """Pairs of which neither fits another; among several, those of one district count alone."""
    roughs: dict[int, list[int]] = defaultdict(list)
    news: dict[int, list[int]] = defaultdict(list)
    for number, rough in fits:
        roughs[number].append(rough)
        news[rough].append(number)

    def same_district(number: int, rough: int) -> bool:
        return "" != new[number].split("\t")[10] == rows[rough].split("\t")[10]

    for number, rough in fits:
        mine = [other for other in roughs[number] if same_district(number, other)]
        theirs = [other for other in news[rough] if same_district(other, rough)]
        if (mine or roughs[number]) == [rough] and (theirs or news[rough]) == [number]:
            yield number, rough
