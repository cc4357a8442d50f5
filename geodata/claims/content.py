"""Which words somebody is said to say, and where another voice takes over."""

from dataclasses import replace

from geodata.claims.clauses import STOPS, phrase_end
from geodata.claims.frames import MIN_REPORTED, Frame, Speaker
from geodata.claims.lexicon import Lexicon
from geodata.claims.patterns import Match
from geodata.claims.pointing import owner_before
from geodata.claims.sentence import Sentence

_MAX_TAIL = 4
"""Words that may follow such an "X said" up to the end of the sentence."""
_RUMOUR_REACH = 4
"""Words between "amid" and the reports: "amid growing unconfirmed reports"."""
_SIDE_OPENERS = frozenset({"as", "while", "when", "after", "although", "though", "since"})
"""As in "As X announced A, Y took B": what is said ends with the side clause."""
_GOES_ON = frozenset({"and", "that", "but", "when", "as", "while", "where", "which"})
"""Before ", X say," these leave the clause open: it is what follows that is said."""


def said(sentence: Sentence, match: Match, speaker: Speaker, lexicon: Lexicon) -> tuple[int, int]:
    """The tokens that are said: before ", X said." or after "X said that"."""
    border = speaker.first - 1
    tail = len(sentence.tokens) - match.last
    beside = sentence.low(speaker.first) == "with"  # "…, with X confirming its withdrawal"
    if border >= MIN_REPORTED and sentence.low(border) in {",", "”", '"'} and not beside:
        after = sentence.low(match.last)
        end = min(match.last + _MAX_TAIL, phrase_end(sentence, match.last))
        opens = "that" in {sentence.low(at) for at in range(match.last, end)} or after == "to"
        quoted = sentence.low(border) != ","
        short = tail <= _MAX_TAIL or after in STOPS or _is_told(sentence, match, lexicon)
        if not opens and (quoted or short or lexicon.is_in(after, "saying.after_suffix")):
            if after == "," and sentence.low(border - 1) in _GOES_ON:
                return match.last, len(sentence.tokens)  # "A fell and, X say, B is next"
            return 0, border
    return _behind_verb(sentence, match, speaker, lexicon)


def _behind_verb(
    sentence: Sentence, match: Match, speaker: Speaker, lexicon: Lexicon
) -> tuple[int, int]:
    """The tokens of what is said after "X said"."""
    # "called the report that … untrue": what is said stands inside the phrase
    content = match.first + 1 if match.gap else match.last
    last = len(sentence.tokens)
    if lexicon.is_in(sentence.low(content), "saying.backing"):
        return content, phrase_end(sentence, content)  # "M23, which Y denies backing, took X"
    if sentence.low(0) in _SIDE_OPENERS and speaker.first <= 2:
        last = next((at for at in range(match.last, last) if sentence.low(at) == ","), last)
    if sentence.low(match.first).endswith("ing"):
        # "claiming control and positioning forces": the second participle is not said
        for at in range(match.last, last - 1):
            if sentence.low(at) == "and" and sentence.low(at + 1).endswith("ing"):
                return content, at
    return content, last


def _is_told(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    """As in "A has fallen, X told the channel Y by telephone": a hearer, and nothing said."""
    behind = range(match.last, phrase_end(sentence, match.last))
    return (
        lexicon.is_in(sentence.low(match.first), "saying.to_somebody")
        and sentence.quoted.isdisjoint(behind)
        and not any(
            lexicon.is_in(sentence.low(at), "grammar.passive", "grammar.finite", "grammar.pasts")
            or sentence.low(at).endswith("ed")
            for at in behind
        )
    )


def noun_content_end(sentence: Sentence, start: int) -> int:
    """What a claim says ends at a comma and a participle (", insisting that")."""
    for at in range(start, len(sentence.tokens) - 1):
        if sentence.low(at) == "," and sentence.low(at + 1).endswith("ing"):
            return at
    return len(sentence.tokens)


def closed_by(earlier: Frame, frame: Frame, sentence: Sentence, lexicon: Lexicon) -> Frame:
    """End an earlier frame where a new voice takes over after a comma, "but" or "while"."""
    if not (earlier.covers(frame.cue) and frame.first > earlier.first):
        return earlier
    # of "X, citing Y, reported that" nothing before the "citing" ends what Y says
    for at in range(frame.cue, max(earlier.first, earlier.cue), -1):
        word, after = sentence.low(at), sentence.low(at + 1)
        if (
            word == ";"
            or lexicon.is_in(word, "grammar.voice_breaks")
            or (word == "," and (after == "and" or after.endswith("ing")))
            or (word == "and" and _turns(earlier, frame))
            or (
                lexicon.is_in(word, "grammar.beside")
                and frame.speaker.claimants != earlier.speaker.claimants
            )
        ):
            return replace(earlier, last=at)
    return earlier


def _turns(earlier: Frame, frame: Frame) -> bool:
    """As in "Moscow denied … and said …": another voice, or the same one saying something else."""
    return frame.speaker.claimants != earlier.speaker.claimants or (earlier.stance == "deny") != (
        frame.stance == "deny"
    )


def closed_at_voice_break(frame: Frame, sentence: Sentence, lexicon: Lexicon) -> Frame:
    """End a frame at ", but …" when no verb of saying follows: the outlet speaks again."""
    if frame.last <= frame.cue:
        return frame  # "A fell, but B holds, X said"
    if not lexicon.any_in(sentence.words, "grammar.voice_breaks", "saying.beside_rumours"):
        return frame
    for at in range(frame.first + 2, frame.last - 1):
        if (
            sentence.low(at) in {",", "”"}
            and lexicon.is_in(sentence.low(at + 1), "grammar.voice_breaks")
            and at not in sentence.quoted
        ):
            return replace(frame, last=at)
        if at > frame.cue and _turns_to_rumours(sentence, at, lexicon):
            return replace(frame, last=at)
    return frame


def _turns_to_rumours(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "X said …, amid reports that …": these are nobody's in particular."""
    if at in sentence.quoted or not lexicon.is_in(sentence.low(at), "saying.beside_rumours"):
        return False
    return any(
        lexicon.is_in(sentence.low(noun), "saying.rumours")
        and sentence.low(noun + 1) in {"that", "of"}
        and owner_before(sentence, noun, lexicon) is None
        for noun in range(at + 1, at + 1 + _RUMOUR_REACH)
    )
