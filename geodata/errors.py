"""Every error raised on purpose.

ClaimlineError                   what a view or the command line shows; anything else is a defect
├── SettingsError                an environment variable that can't be understood
├── SeedError                    a file under seeds/ can't be used; names file and line
├── ArticleError                 an article can't be read; names the file (and line, for JSON Lines)
├── MapError                     a published map can't be read; names file and line
├── UnknownPlaceError            a place id that the gazetteer doesn't hold
├── GazetteerError               the gazetteer can't be grown, or the grown one can't be used
├── ParserError                  the parser is missing, or its files are not the known ones
├── SelectionError               a view's parameter that can't be understood
├── ReviewError                  an analyst's decision that can't be kept; says why
│   └── DecidedMeanwhileError    somebody else decided since the claim was shown
├── StoreError                   the claim store can't be opened, read or written
├── ExportError                  an export can't be written
└── SheetError                   a briefing sheet can't be written, or read back

Messages say what, where and what to do about it.
"""

from datetime import datetime
from pathlib import Path


class ClaimlineError(Exception):
    """An error that a person can act on."""


class SettingsError(ClaimlineError):
    """An environment variable can't be understood; names it and what it may be."""


class SeedError(ClaimlineError):
    """A seed file can't be used.

    Attributes: path, line (1-based; None when the whole file is meant), problem.
    """

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        where = str(path) if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class ArticleError(ClaimlineError):
    """An article can't be read.

    Attributes: origin (file name or a word for pasted text), line (JSON Lines only), problem.
    """

    def __init__(self, origin: str, problem: str, *, line: int | None = None) -> None:
        super().__init__(f"{origin if line is None else f'{origin}:{line}'}: {problem}")
        self.origin = origin
        self.line = line
        self.problem = problem


class MapError(ClaimlineError):
    """A published map, or a row of it, can't be read.

    Attributes: origin (file, also one within an archive), line (None when all of it is meant),
    problem.
    """

    def __init__(self, origin: str, problem: str, *, line: int | None = None) -> None:
        super().__init__(f"{origin if line is None else f'{origin}:{line}'}: {problem}")
        self.origin = origin
        self.line = line
        self.problem = problem


class UnknownPlaceError(ClaimlineError):
    """A place id that the gazetteer doesn't hold."""

    def __init__(self, place_id: str) -> None:
        super().__init__(
            f"The gazetteer holds no place {place_id!r}; was the claim made with another gazetteer?"
        )
        self.place_id = place_id


class GazetteerError(ClaimlineError):
    """The gazetteer can't be grown, or what it has grown to can't be used.

    Attributes: where (address or file), problem, advice.
    """

    def __init__(self, where: object, problem: str, advice: str) -> None:
        super().__init__(f"{where}: {problem}; {advice}")
        self.where = str(where)
        self.problem = problem
        self.advice = advice


class ParserError(ClaimlineError):
    """The parser is missing, or its files are not those that are known.

    Attributes: where (package or file), problem, advice.
    """

    def __init__(self, where: str, problem: str, advice: str) -> None:
        super().__init__(f"{where}: {problem}; {advice}")
        self.where = where
        self.problem = problem
        self.advice = advice


class SelectionError(ClaimlineError):
    """A view's parameter (link, command-line option) that can't be understood."""


class ReviewError(ClaimlineError):
    """An analyst's decision about a claim can't be kept as it is."""


class DecidedMeanwhileError(ReviewError):
    """Somebody else decided on the claim since it was shown; nothing is kept unasked."""

    def __init__(self, analyst: str, decision: str, recorded_at: datetime) -> None:
        super().__init__(
            f"{analyst} decided “{decision}” on this claim at {recorded_at:%Y-%m-%d %H:%M} UTC, "
            "after it was shown here; look at that first, then decide again"
        )
        self.analyst = analyst
        self.decision = decision
        self.recorded_at = recorded_at


class StoreError(ClaimlineError):
    """The claim store can't be opened, read or written."""


class ExportError(ClaimlineError):
    """An export can't be written."""


class SheetError(ClaimlineError):
    """A briefing sheet can't be written, or what it carries can't be read."""
