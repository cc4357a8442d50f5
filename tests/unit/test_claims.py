"""The parts of the claim grammar, each on its own; whole articles stand in tests/golden."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from geodata.claims import build_lexicon
from geodata.claims.attribution import find_frames
from geodata.claims.frames import Voices
from geodata.claims.patterns import compile_pattern, inflections, match_at
from geodata.claims.reading import read_sentences, sentence_spans
from geodata.claims.sentence import Sentence
from geodata.errors import SeedError
from geodata.mentions import find_mentions
from geodata.model import Article, Polarity
from geodata.pipeline import Knowledge, read
from geodata.seeds import read_phrases
from geodata.settings import SEEDS_FOLDER


def sentence_of(text: str, knowledge: Knowledge) -> Sentence:
    article = Article(article_id="a", source_id="s", title="", text=text)
    mentions = find_mentions(article, knowledge.gazetteer, knowledge.actors)
    index = knowledge.lexicon.actor_index
    return read_sentences(article, mentions, index, knowledge.gazetteer.place)[0]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("capture#", "They captured it", "captured"),
        ("take# ~ control of|over", "They took firm control of it", "took firm control of"),
        ("take# ~ control of|over", "They took it, and control of more went on", None),
        ("in full? control of", "in control of", "in control of"),
        ("{A} - held", "the Russian-held town", "Russian-held"),
        ("under {A} control", "under Ukraine's control", "under Ukraine's control"),
        ("under {A} control", "under local control", None),
        ("full control of", "full “control” of it", "full “control” of"),
    ],
)
def test_a_pattern_finds_its_words(
    pattern: str, text: str, found: str | None, knowledge: Knowledge
) -> None:
    sentence = sentence_of(text, knowledge)
    compiled = compile_pattern(pattern, {"take": ["takes", "took", "taken", "taking"]})
    matches = [match_at(compiled, sentence, at) for at in range(len(sentence.tokens))]
    match = next((one for one in matches if one is not None), None)
    words = match and text[sentence.tokens[match.first].start : sentence.tokens[match.last - 1].end]
    assert words == found


def test_a_verb_inflects_by_rule_unless_the_table_says_otherwise() -> None:
    assert inflections("seize", {}) == {"seize", "seizes", "seized", "seizing"}
    assert inflections("carry", {}) == {"carry", "carries", "carried", "carrying"}
    assert inflections("reach", {}) == {"reach", "reaches", "reached", "reaching"}
    assert inflections("hold", {"hold": ["held"]}) == {"hold", "held"}


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("Kyiv said its troops left.", [("UA", "assert")]),
        ("Its troops left the town, Kyiv said.", [("UA", "assert")]),
        ("According to ISW, troops left the town.", [("ISW", "assert")]),
        ("Ukraine rejected Russian assertions that it left.", [("UA", "deny"), ("RU", "assert")]),
        ("The claim was denied by Russia.", [("RU", "deny")]),
        ("Kyiv has not confirmed it.", [("UA", "withhold")]),
        ("Kyiv did not say that its troops left.", [("UA", "withhold")]),
        ("Russian claims are many.", []),
        ("Troops reported to be near the town moved on.", []),
    ],
)
def test_frames_tell_who_says_and_how(
    text: str, frames: Sequence[tuple[str, str]], knowledge: Knowledge
) -> None:
    found = find_frames(sentence_of(text, knowledge), knowledge.lexicon, Voices())
    assert [(frame.speaker.claimants[0], frame.stance) for frame in found] == list(frames)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Russia says it has taken Toretsk. This met with immediate denial from Ukraine's "
            "military leadership, who called it propaganda.",
            "Ukraine's military leadership",
        ),
        ("Moscow said it took Toretsk, a claim Kyiv has denied.", "Kyiv"),
        (
            "Moscow said it took Toretsk, a claim dismissed by the General Staff in Kyiv.",
            "the General Staff in Kyiv",
        ),
    ],
)
def test_a_denial_keeps_the_words_that_name_its_speaker(
    text: str, speaker: str, knowledge: Knowledge
) -> None:
    article = Article(article_id="a", source_id="s", title="", text=text)
    _, claims = read(article, knowledge)
    [denial] = [claim for claim in claims if claim.polarity is Polarity.DENY]
    assert denial.speaker == speaker


def test_a_body_belongs_to_the_side_named_right_before_it(knowledge: Knowledge) -> None:
    text = "In Sudzha the Russian General Staff met Ukraine's General Staff."
    sentence = sentence_of(text, knowledge)
    assert [span.actor_id for span in sentence.actors] == ["RU", "RU", "UA", "UA"]


def test_a_repeated_paragraph_is_read_once() -> None:
    text = "One came. Two came.\nThree came.\nOne  came. Two came.\n"
    spans = [text[start:end] for start, end in sentence_spans(text)]
    assert spans == ["One came.", "Two came.", "Three came."]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"shape": "sideways"}, "shape must be one of"),
        ({"relation": "adores"}, "adores"),
        ({"patterns": ["~ of"]}, "must start with a word"),
        ({"default": "somebody"}, "default must be one of"),
        ({"standng": True}, "unknown key 'standng'"),
    ],
)
def test_a_phrase_rule_that_makes_no_sense_is_named(
    change: dict[str, object], problem: str, knowledge: Knowledge
) -> None:
    phrases = read_phrases(SEEDS_FOLDER, "en")
    broken = {**phrases.tables, "rule": [{**phrases.tables["rule"][0], **change}]}
    with pytest.raises(SeedError, match=problem) as caught:
        build_lexicon(knowledge.actors, replace(phrases, tables=broken))
    assert caught.value.path == phrases.path
