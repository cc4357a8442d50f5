"""The day on which an article can have been printed."""

from datetime import UTC, datetime, timedelta

from geodata.errors import ArticleError

_AHEAD = timedelta(days=1)
"""Somewhere it is tomorrow already, and clocks differ."""


def check_published(moment: datetime | None, origin: str, *, line: int | None = None) -> None:
    """Refuse a day that is yet to come: a slip of the pen that would outdate every other article.

    Raises: ArticleError.
    """
    now = datetime.now(UTC)
    if moment is not None and moment > now + _AHEAD:
        problem = (
            f"published is {moment:%Y-%m-%d}, yet to come; write the day of print, or leave it out "
            f"(by this machine's clock it is {now:%Y-%m-%d})"
        )
        raise ArticleError(origin, problem, line=line)
