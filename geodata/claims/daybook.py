"""What an article has told of days so far: the day named last, who spoke when, how it tells."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from geodata.claims.attaching import saying_dates
from geodata.claims.dates import When, find_dates
from geodata.claims.frames import LOCAL_OFFICIAL, Frame
from geodata.claims.lexicon import Lexicon
from geodata.claims.sentence import Sentence
from geodata.model import Article, DatePrecision

_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", ")")


@dataclass(frozen=True, slots=True)
class Said:
    """When a voice was said to have spoken."""

    number: int
    """Of the sentence."""
    day: date
    precision: DatePrecision
    words: str
    """The date; empty for the day of publication of a story that the voice opens."""


@dataclass(slots=True)
class DayBook:
    """The days of one article, kept from sentence to sentence."""

    published: date | None
    told_now: int = 0
    """How many verbs tell of the day in the present tense ("says"), on a page without "said"."""
    after: date | None = None
    """The last date that carried its year, where the day of publication is unknown."""
    named: date | None = None
    """The day named last."""
    is_lead: bool = True
    """Whether the sentence is the first one of the story."""
    number: int = 0
    said: dict[str, Said] = field(default_factory=dict)
    """By claimant."""

    def copy(self) -> "DayBook":
        """The book as it stands, for a sentence that is read again later."""
        return replace(self, said=dict(self.said))

    @property
    def is_day_page(self) -> bool:
        """Whether the page tells its own day, as chronicles do."""
        return self.told_now > 0 and self.published is not None

    def dates_in(self, sentence: Sentence, lexicon: Lexicon) -> list[When]:
        """Find the dates of a sentence, in the light of those before."""
        if not lexicon.dates.may_date(sentence.words):
            return []
        return find_dates(
            sentence.text,
            lexicon.dates,
            self.published,
            offset=sentence.start,
            named=self.named,
            after=self.after,
        )

    def turn(
        self, sentence: Sentence, frames: Sequence[Frame], dates: Sequence[When], lexicon: Lexicon
    ) -> None:
        """Note what a sentence that was read tells of days."""
        for frame in frames:
            self._note_speaker(frame, sentence, dates, lexicon)
        exact = [when for when in dates if when.precision is DatePrecision.DAY]
        if exact:
            self.named = exact[0].day
        if self.published is None and dates:
            self.after = dates[-1].day
        self.is_lead = self.is_lead and not sentence.text.endswith(_SENTENCE_ENDS)
        self.number += 1

    def carried(self, frame: Frame, sentence: Sentence) -> Said | None:
        """When the voice that speaks on spoke in the sentence before."""
        for claimant in frame.speaker.claimants:
            said = self.said.get(claimant)
            if said is None or self.number - said.number > 1:
                continue
            if said.words or _points_back(frame, sentence):
                return said
        return None

    def _note_speaker(
        self, frame: Frame, sentence: Sentence, dates: Sequence[When], lexicon: Lexicon
    ) -> None:
        told = saying_dates(frame, sentence, dates, lexicon)
        before = self.carried(frame, sentence)
        said = None
        if told:
            said = Said(self.number, told[0].day, told[0].precision, told[0].words)
        elif self.is_lead and self.published is not None:
            said = Said(self.number, self.published, DatePrecision.DAY, "")
        elif before is not None and frame.cue == frame.first:  # goes on without a verb of saying
            said = replace(before, number=self.number)
        if said is not None:
            self.said |= dict.fromkeys(set(frame.speaker.claimants) - {LOCAL_OFFICIAL}, said)


def open_daybook(article: Article, sentences: Sequence[Sentence], lexicon: Lexicon) -> DayBook:
    """Start with what is known before the first sentence is read.

    Without a day of publication, a year in the title is that of the days in the text.
    """
    book = DayBook(published=article.published_on, told_now=_told_now(sentences, lexicon))
    if book.published is None:
        titled = find_dates(f"in {article.title}", lexicon.dates, None)
        book.after = titled[0].first if titled else None
    return book


def _points_back(frame: Frame, sentence: Sentence) -> bool:
    """As in "it said", "the ministry said", and no new name."""
    at = frame.speaker.first
    if frame.cue == frame.first:
        return True
    word, after = sentence.low(at), sentence.tokens[min(at + 1, len(sentence.tokens) - 1)]
    return word in {"it", "they", "he", "she"} or (word == "the" and after.text.islower())


def _told_now(sentences: Sequence[Sentence], lexicon: Lexicon) -> int:
    """Count "X captures Y", "X says that"; 0 for a page that has "X said that" anywhere."""
    lists = lexicon.dates.words.lists
    tells = 0
    for sentence in sentences:
        for at, token in enumerate(sentence.tokens):
            before = sentence.low(at - 1)
            if token.low in lists["past_saying"] and not lexicon.is_in(before, "grammar.passive"):
                return 0
            tells += _tells_now(sentence, at, lexicon)
    return tells


def _tells_now(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "forces capture", "Kyiv says"; and not in "to capture", "Russian claims"."""
    lists = lexicon.dates.words.lists
    word, before = sentence.low(at), sentence.low(at - 1)
    actor = sentence.actor_at(at - 1)
    named = actor is not None and actor.form != "demonyms"
    if word in lists["present_or_noun"]:
        return named and lexicon.is_side(actor.actor_id if actor else None)
    if word not in lists["present_telling"]:
        return False
    if not word.endswith("s"):
        return named or before.endswith("s")
    return before != "to" and not lexicon.is_in(before, "modality.modal", "grammar.before_noun")
