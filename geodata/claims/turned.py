"""Frames whose speaker stands behind the verb: "said X", "was denied by X", "according to X"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.claims.clauses import phrase_end, phrase_text
from geodata.claims.frames import LOCAL_OFFICIAL, MIN_REPORTED, Frame, Speaker, Voices
from geodata.claims.lexicon import Lexicon
from geodata.claims.patterns import Match
from geodata.claims.pointing import points_elsewhere
from geodata.claims.sentence import Sentence
from geodata.claims.titles import points_back, speaker_within
from geodata.model import SOURCE_VOICE

_AGENT_REACH = 6
_QUOTES = frozenset("”\"’'")
_LONGEST_NAME = 12
_ROLES = ("saying.local_officials", "saying.groups", "saying.nameless")
_NAME_WORDS = 5
_ROLE_REACH = 3
"""Words behind a verb of saying among which a role stands."""


def inverted_frame(  # noqa: PLR0913, PLR0917 - the verb, and all that tells who its subject is
    sentence: Sentence,
    match: Match,
    stance: str,
    lexicon: Lexicon,
    voices: Voices,
    earlier: Sequence[Frame],
) -> Frame | None:
    """Read "“…,” said X": the verb stands right behind what is said, its subject behind it."""
    border = match.first - 1
    if stance not in {"assert", "confirm"} or not _is_inverted(sentence, match, lexicon):
        return None
    speaker = _after_verb(sentence, match.last, lexicon, voices)
    first = 0
    if any(frame.cue < border for frame in earlier):
        opening = (at for at in range(border - 1, -1, -1) if at not in sentence.quoted)
        first = next(opening, -1) + 1 if sentence.low(border) in _QUOTES else border
    return Frame(
        speaker=speaker,
        stance=stance,
        first=first,
        last=border,
        cue=match.first,
    )


def _is_inverted(sentence: Sentence, match: Match, lexicon: Lexicon) -> bool:
    border = match.first - 1
    before, verb, after = sentence.low(border), sentence.low(match.first), sentence.low(match.last)
    if match.last - match.first > 1 or verb.endswith("ing") or not after:
        return False
    if before not in _QUOTES and not _reports(sentence, border, lexicon):
        return False
    behind = [sentence.low(at) for at in range(match.last, phrase_end(sentence, match.last))]
    if lexicon.is_in(verb, "saying.to_somebody") or _is_clause(behind, lexicon):
        return False
    if _has_subject(sentence, match.last, match.last + len(behind)):
        return False
    if lexicon.is_in(after, "anaphora.own"):
        # "said its mayor", and not "X, …, announced its entry"
        return lexicon.any_in(behind, *_ROLES)
    names = sentence.tokens[match.last].text[0].isupper() or sentence.actor_at(match.last)
    roles = lexicon.any_in(behind[:_ROLE_REACH], *_ROLES)  # "said local officials"
    return bool(names) or roles or after in {"the", "a", "an", "one", "two"}


def _reports(sentence: Sentence, border: int, lexicon: Lexicon) -> bool:
    """A comma behind what is said, and not behind its speaker.

    As in "the monitor X, meanwhile, said the army had …".
    """
    return (
        sentence.low(border) == ","
        and border >= MIN_REPORTED
        and not lexicon.is_in(sentence.low(border - 1), "saying.linking")
        and not _is_apposed_subject(sentence, border)
        and not _closes_relative(sentence, border, lexicon)
    )


def _is_clause(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell a clause from a name behind a verb of saying: "X said the town fell to Y"."""
    if len(words) > _LONGEST_NAME:
        return True
    if lexicon.any_in(words, "grammar.passive", "grammar.finite"):
        return True  # "X, its mayor, said two blasts had …"
    if lexicon.any_in(words[1:], "grammar.pasts"):
        return True
    heads = [at for at, word in enumerate(words) if lexicon.is_in(word, "grammar.plural_heads")]
    # "X said Russian troops controlled Y", "… the armed forces of Y control Z"
    behind = words[heads[0] + 1 :] if heads else []
    return any(
        word.endswith("ed") or lexicon.is_in(word, "grammar.noun_or_verb") for word in behind
    )


def _has_subject(sentence: Sentence, first: int, last: int) -> bool:
    """As in "X, who heads Y, said the Russians controlled Z": an actor, and what he did."""
    return any(
        first <= span.first and span.last < last and sentence.low(span.last).endswith("ed")
        for span in sentence.actors
    )


def _is_apposed_subject(sentence: Sentence, border: int) -> bool:
    """As in "Petro Ivanenko, chair of the port authority, said": a name and a title, no news."""
    commas = [at for at in range(border + 1) if sentence.low(at) == ","]
    if len(commas) != 2 or commas[-1] != border:
        return False
    first = int(sentence.low(0) in {"but", "and", "however"})
    name = sentence.tokens[first : commas[0]]
    written = [token.text for token in name if token.text not in {"-", "al", "de", "bin", "van"}]
    return 2 <= len(written) <= _NAME_WORDS and all(word[0].isupper() for word in written)


def _closes_relative(sentence: Sentence, border: int, lexicon: Lexicon) -> bool:
    """As in "an official, who asked not to be named, said": the comma ends what tells of him."""
    commas = [at for at in range(border) if sentence.low(at) == ","]
    if not commas or sentence.low(commas[-1] + 1) != "who":
        return False
    head = range(commas[-1])
    return not any(
        lexicon.is_in(sentence.low(at), "grammar.passive", "grammar.finite", "grammar.pasts")
        or (sentence.low(at).endswith("ed") and sentence.low(at - 1) != "-")
        for at in head
    )


def _after_verb(sentence: Sentence, first: int, lexicon: Lexicon, voices: Voices) -> Speaker:
    """The name behind the verb, or the title behind that name; somebody unknown is no actor."""
    last = phrase_end(sentence, first)
    speaker = speaker_within(sentence, first, last, lexicon, voices)
    goes_on = sentence.low(last) == "," and not sentence.low(last + 1).endswith("ing")
    if speaker is None and goes_on:  # "said a statement, adding that …" names nobody
        last = phrase_end(sentence, last + 1)
        speaker = speaker_within(sentence, first, last, lexicon, voices)
    return speaker or Speaker(claimants=(SOURCE_VOICE,), words="", first=first)


def quoted_on(sentence: Sentence, frame: Frame) -> Iterator[Frame]:
    """Yield the frame of a quotation that goes on behind the verb: "“A,” X said, “and B.”"."""
    behind = [at for at in sentence.quoted if at > frame.cue]
    if frame.last <= frame.cue and frame.stance != "deny" and behind:
        yield replace(frame, first=min(behind), last=max(behind) + 1)


def passive_frame(
    sentence: Sentence, match: Match, stance: str, lexicon: Lexicon, voices: Voices
) -> Frame | None:
    """Read "X was rejected by Kyiv": what stands before is what is spoken of."""
    if sentence.low(match.first) == "told":
        return _told_frame(sentence, match, lexicon)
    if sentence.low(match.last) != "by":
        return None
    last = min(match.last + 1 + _AGENT_REACH, phrase_end(sentence, match.last + 1))
    speaker = speaker_within(sentence, match.last + 1, last, lexicon, voices)
    if speaker is None:
        return None
    return Frame(
        speaker=speaker,
        stance=stance,
        first=0,
        last=match.first,
        cue=match.first,
        points=stance == "deny" and points_elsewhere(sentence, 0, match.first, lexicon),
    )


def _told_frame(sentence: Sentence, match: Match, lexicon: Lexicon) -> Frame | None:
    """As in "Putin was told by his general that …": known only if "by" says whose words."""
    that = next(
        (at for at in range(match.last, match.last + _AGENT_REACH) if sentence.low(at) == "that"),
        None,
    )
    if that is None:
        return None
    teller = next((span for span in sentence.actors if match.last < span.first < that), None)
    if teller is None and lexicon.is_in(sentence.low(match.last + 1), "anaphora.own"):
        before = [span for span in sentence.actors if span.last <= match.first]
        teller = before[-1] if before else None
    by = sentence.low(match.last) == "by" and teller is not None
    return Frame(
        speaker=Speaker(
            claimants=(teller.actor_id if by and teller else SOURCE_VOICE,),
            words=phrase_text(sentence, match.last + 1, that) if by else "",
            first=match.first,
        ),
        stance="assert" if by else "withhold",
        first=that + 1,
        last=len(sentence.tokens),
        cue=match.first,
    )


def according_frame(
    sentence: Sentence, match: Match, lexicon: Lexicon, voices: Voices
) -> Frame | None:
    """Read "according to X, …" and "…, according to X"."""
    last = phrase_end(sentence, match.last)
    speaker = speaker_within(sentence, match.last, last, lexicon, voices)
    opens = match.first == 0
    if speaker is None and not opens:  # "according to Petro Ivanenko, who heads the region"
        behind = phrase_end(sentence, last + 1)
        speaker = speaker_within(sentence, match.last, behind, lexicon, voices)
    back = voices.last is not None and points_back(sentence, match.last, last, lexicon)
    if back and voices.last and (speaker is None or speaker.claimants == (LOCAL_OFFICIAL,)):
        words = phrase_text(sentence, match.last, last)
        speaker = Speaker(claimants=voices.last.claimants, words=words, first=match.last)
    if speaker is None:
        return None
    goes_on = sentence.low(last) == "," and last + 1 < len(sentence.tokens)
    return Frame(
        speaker=speaker,
        stance="assert",
        first=last if opens else 0,
        last=len(sentence.tokens) if opens or goes_on else match.first,
        cue=match.first,
    )
