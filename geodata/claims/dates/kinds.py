"""The kinds of date expressions: a pattern each, made of the words of a language."""

import re
from dataclasses import dataclass

from geodata.claims.dates.words import DAY, YEAR, DateWords, capital, loose, one_of

NEEDS = {
    **dict.fromkeys(("iso", "dotted", "year", "year_owned"), frozenset({"year"})),
    **dict.fromkeys(
        (
            *("day_range", "month_day_range", "month_range", "night", "day_month", "month_day"),
            *("part_of_month", "month_year", "month_last", "month", "month_owned", "anchored"),
        ),
        frozenset({"month"}),
    ),
    **dict.fromkeys(("season_year", "season_last", "season"), frozenset({"season"})),
    **dict.fromkeys(("overnight", "weekdays", "weekday"), frozenset({"weekday"})),
    **dict.fromkeys(("ago", "past_count", "span", "weekend"), frozenset({"unit"})),
    "part_of_year": frozenset({"year", "unit"}),
    "moment": frozenset({"moment"}),
}
"""Kind -> of which sorts a text must have a word to hold a date of that kind."""
_JOINT = r"\s?(?:-|–|—)\s?"


@dataclass(frozen=True, slots=True)
class Pieces:
    """Parts that several patterns share."""

    month: str
    weekday: str
    lead: str
    needed_lead: str
    and_to: str
    count: str
    unit: str
    part: str

    @classmethod
    def of(cls, words: DateWords) -> "Pieces":
        """Make them of the words of a language."""
        prepositions = [word for name in words.leads for word in words.leads[name]]
        needed = [word for name in ("at", "since", "until") for word in words.leads[name]]
        before = f"(?:{loose(words.leads['part_of_day'])}\\s)?"
        named = f"(?:(?P<lead>{loose(prepositions)})\\s)?(?:(?i:the)\\s)?"
        return cls(
            # "Oct. 30", but no full stop at the end of a sentence
            month=capital(words.months) + r"(?:\.(?=\s[\da-z]))?",
            weekday=capital(words.weekdays) + r"\b",
            lead=before + named,
            needed_lead=f"(?:back\\s)?(?P<lead>{loose(needed)})\\s",
            and_to=rf"(?:{_JOINT}|\s(?i:and|to|through|till|until)\s)",
            count=rf"(?:{loose(words.numbers)}|\d{{1,3}})",
            unit=loose(words.units),
            part=loose(words.parts),
        )


def kinds_of(words: DateWords) -> dict[str, str]:
    """Patterns by kind, in the order in which they are tried at one place in the text."""
    p = Pieces.of(words)
    return _calendar_days(p, words) | _longer(p, words) | _counted(p, words)


def _calendar_days(p: Pieces, words: DateWords) -> dict[str, str]:
    weekday = rf"(?:{p.weekday}(?:,\s|\s)(?:(?i:the)\s)?)?"
    year = rf"(?:,?\s(?P<year>{YEAR})(?!\d))?"
    day_month = rf"(?P<day>{DAY})(?:\s(?i:of))?\s(?P<month>{p.month})(?!\w)"
    month_day = rf"(?P<month>{p.month})\s(?P<day>{DAY})"
    two_days = rf"(?P<day>{DAY}){p.and_to}(?P<next>{DAY})\s(?P<month>{p.month})(?!\w)"
    other_month = rf"(?:(?P<next_month>{p.month})\s)?"
    between = r"(?:(?P<between>(?i:between|from))\s)?"
    return {
        "iso": rf"{p.lead}(?P<year>{YEAR})-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        "dotted": rf"{p.lead}(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>{YEAR})(?!\d)",
        "day_range": rf"{between}(?:(?i:on|in)\s(?i:the\snight\sof)\s)?{two_days}{year}",
        "month_day_range": (
            rf"{between}(?:{p.lead}){month_day}{p.and_to}{other_month}(?P<next>{DAY}){year}"
        ),
        "month_range": (
            rf"{between}{day_month}{p.and_to}(?P<next>{DAY})\s(?P<next_month>{p.month})(?!\w){year}"
        ),
        "night": rf"(?i:on|in)\s(?i:the\snight\sof)\s(?:{month_day}|{_again(day_month)}){year}",
        "day_month": rf"{p.lead}{weekday}{day_month}{year}",
        "month_day": rf"{p.lead}{weekday}{month_day}{year}",
    }


def _again(pattern: str) -> str:
    """The same pattern with names of its own, for the other side of an alternation."""
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\1_2>", pattern)


def _longer(p: Pieces, words: DateWords) -> dict[str, str]:
    year = rf"(?:(?:,?\s|\s(?i:of)\s)(?P<year>{YEAR})(?!\d))"
    back = rf"(?:(?i:of)\s)?(?:(?i:the)\s)?(?P<back>{loose(words.lists['last'])})\s(?i:year)\b"
    season = rf"(?P<season>{loose(words.seasons)})"
    last = rf"(?P<last>{loose(words.lists['last'] | words.lists['this'])})\s"
    owner = loose(words.lists["owners"])
    return {
        "part_of_month": (
            rf"{p.lead}(?P<part>{p.part})(?:\s|-)(?P<month>{p.month})(?!\w)"
            rf"(?:{year}|\s{back})?"
        ),
        "month_year": rf"{p.lead}(?P<month>{p.month})(?:{year}|\s{back})",
        "month_last": rf"(?:{p.lead}){last}(?P<month>{p.month})(?!\w)",
        "month": rf"{p.needed_lead}(?:(?i:the)\s)?(?P<month>{p.month})(?![\w-])(?!\s\d)",
        "month_owned": rf"{owner}\s(?P<owned>(?P<month>{p.month}))(?=\s[a-z])",
        "season_year": rf"{p.lead}(?:{p.part}\s)?{season}{year}",
        "season_last": rf"{p.lead}{last}{season}\b",
        "season": rf"{p.needed_lead}(?:(?i:the)\s)?{season}\b(?!\s(?i:of)\b)",
        "part_of_year": (
            rf"{p.lead}(?P<part>{p.part})(?:\s|-)(?:(?P<year>{YEAR})(?![\d-])"
            rf"|(?:(?P<back>{loose(words.lists['last'])})|(?i:the|this))\s(?i:year)\b)"
        ),
        "year": rf"{p.needed_lead}(?:(?i:the\syear)\s)?(?P<year>{YEAR})(?![\d-])",
        "year_owned": rf"{owner}\s(?P<owned>(?P<year>{YEAR}))(?=\s[a-z])",
    }


def _counted(p: Pieces, words: DateWords) -> dict[str, str]:
    lists = words.lists
    about = rf"(?:{loose(lists['about'])}\s)?"
    few = loose(lists["few"])
    how_far = loose(lists["ago"] | lists["earlier"] | lists["later"])
    day_time = rf"(?:\s{loose(lists['times_of_day'])})?"
    spans = r"(?P<span>(?i:week|weekend|month|year))\b"
    within = r"(?:(?i:over|in|during|since|within|for|at|on|by|from)\s)?"
    month_day = rf"(?P<month>{p.month})\s(?P<day>{DAY})(?:,?\s(?P<year>{YEAR}))?"
    day_month = rf"(?P<day_2>{DAY})\s(?P<month_2>{p.month})(?:,?\s(?P<year_2>{YEAR}))?"
    only_month = rf"(?:(?i:the)\s)?(?P<month_3>{p.month})(?:\s(?P<year_3>{YEAR})|\s[a-z]+)?"
    # "the day before." counts from a day named; "a day before they left" from what follows
    alone = r"(?!(?i:after|before|prior)\s\w)"
    return {
        "anchored": (
            rf"{about}(?P<count>{p.count})\s(?P<unit>{p.unit})\s(?P<way>(?i:after|before))\s"
            rf"(?:{month_day}|{day_month}|{only_month})(?!\w)"
        ),
        "overnight": (
            rf"(?i:overnight|in\sthe\snight)\s(?:(?:(?i:from|on)\s)?{p.weekday}(?:\s(?i:to|into)\s|{_JOINT})"
            rf"|(?i:to|into)\s)(?P<weekday>{p.weekday})"
        ),
        "moment": loose(words.moments) + r"(?!\w)(?!\s(?i:of|after|before)\b)",
        "ago": (
            rf"{about}(?:(?P<count>{p.count})|{few})\s(?P<unit>{p.unit})\s(?P<way>{alone}{how_far})\b"
            rf"|(?<![\w-])(?P<unit_2>(?i:days|weeks|months))\s(?P<way_2>{alone}{how_far})\b"
        ),
        "past_count": (
            rf"{within}(?:(?i:the)\s){loose(lists['last'])}\s(?P<count>{p.count})\s(?P<unit>{p.unit})\b"
        ),
        "weekdays": rf"{p.lead}(?P<weekday>{p.weekday}){p.and_to}(?P<next>{p.weekday})",
        "weekday": (
            rf"{p.lead}(?:(?P<last>{loose(lists['last'] | lists['this'] | lists['coming'])})\s)?"
            rf"(?P<weekday>{p.weekday}){day_time}"
            rf"(?:\s(?:(?i:of)\s)?(?P<back>{loose(lists['last'])})\s(?i:week)\b)?"
        ),
        "span": (
            rf"(?:(?i:earlier|later)\s)?{within}(?:(?i:earlier|later)\s)?"
            rf"(?:(?P<this>{one_of(lists['this'])})|(?:(?i:the)\s)?(?P<back>{loose(lists['last'])}))"
            rf"\s{spans}"
        ),
        "weekend": r"(?:(?i:over|on|at|during)\s)(?i:the)\s(?P<span>(?i:weekend))\b",
    }
