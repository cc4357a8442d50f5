"""Rows of VIINA control files: blocks of lines -> columns of categories, bad lines named."""

import csv
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geodata.errors import MapError
from geodata.published.files import MapFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which columns a file has, by their place in its rows."""

    names: Sequence[str]
    place: str
    accounts: Sequence[str]
    """The status columns."""
    delimiter: str

    @property
    def wanted(self) -> list[str]:
        """The columns that are read."""
        return [self.place, "date", *self.accounts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some whole lines of a file."""

    file: MapFile
    line: int
    """Number of the first of them in the file."""
    content: bytes
    layout: Layout

    def problem(self, at: int, problem: str) -> MapError:
        """What is wrong with one of the lines."""
        return MapError(self.file.origin, problem, line=self.line + at)


def rows_of(block: Block) -> tuple[pd.DataFrame, list[MapError]]:
    """The wanted columns as categories, and the lines that have too few or too many cells.

    The index counts lines from the first of the block. Lines with too few cells come back as rows
    that lack some, unless others have too many.
    """
    layout = block.layout
    try:
        with warnings.catch_warnings():  # of a first line with more cells it only warns
            warnings.simplefilter("error", pd.errors.ParserWarning)
            rows = pd.read_csv(
                io.BytesIO(block.content),
                header=None,
                names=list(layout.names),
                index_col=False,
                dtype="category",
                sep=layout.delimiter,
                low_memory=False,
                skip_blank_lines=False,
                encoding_errors="replace",
            )
    except pd.errors.EmptyDataError:
        return pd.DataFrame(columns=layout.wanted), []
    except (pd.errors.ParserError, pd.errors.ParserWarning):
        return _row_by_row(block)
    return rows[layout.wanted], []


def texts_of(column: "pd.Series[Any]") -> list[str]:
    """What stands in a column, once each; pandas makes numbers of categories that are numbers."""
    return [str(category) for category in column.cat.categories]


def _row_by_row(block: Block) -> tuple[pd.DataFrame, list[MapError]]:
    """The same, slowly, for a block with rows that have too many cells."""
    layout = block.layout
    at = [layout.names.index(name) for name in layout.wanted]
    rows, numbers, problems = [], [], []
    text = block.content.decode("utf-8", "replace").replace("\0", "\ufffd").replace("\r\n", "\n")
    lines = csv.reader(text.split("\n"), delimiter=layout.delimiter)
    try:
        for number, cells in enumerate(lines):
            if len(cells) == len(layout.names):
                rows.append([cells[column] for column in at])
                numbers.append(number)
            elif cells:
                problem = f"has {len(cells)} cells where the header has {len(layout.names)}"
                problems.append(block.problem(number, problem))
    except csv.Error as error:
        problems.append(block.problem(lines.line_num, f"is no CSV from here on ({error})"))
    frame = pd.DataFrame(rows, columns=layout.wanted, index=numbers, dtype="category")
    return frame, problems
