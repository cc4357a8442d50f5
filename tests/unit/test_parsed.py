"""The second reader, on trees written by hand: what it sees of places, doers and voices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from geodata.claims import Parse, Sentence
from geodata.claims.parsed import find_parsed_statements
from geodata.model import Article, Claim
from geodata.pipeline import Knowledge, read
from tests.unit.test_claims import sentence_of


def tree_of(lines: str) -> Parse:
    """A tree from `word/TAG/relation>head` items."""
    parts = [item.rsplit("/", 2) for item in lines.split()]
    ends = [part[2].split(">") for part in parts]
    return Parse(
        heads=tuple(int(head) for _, head in ends),
        relations=tuple(relation for relation, _ in ends),
        tags=tuple(part[1] for part in parts),
    )


@dataclass(frozen=True)
class Written:
    """A parser that knows the trees of some sentences by their first word, and no others."""

    trees: dict[str, str]
    name: str = "written-1"

    def __call__(self, sentences: Sequence[Sentence]) -> list[Parse]:
        return [tree_of(self.trees[one.tokens[0].text]) for one in sentences]


def claims_of(text: str, tree: str, knowledge: Knowledge) -> list[Claim]:
    article = Article(article_id="a", source_id="s", title="", text=text)
    first = tree.split("/", maxsplit=1)[0]
    return read(article, replace(knowledge, parser=Written({first: tree})))[1]


def words(claim: Claim, knowledge: Knowledge) -> str:
    place = knowledge.gazetteer.place(claim.place_id).name
    return f"{place} {claim.claimant} {claim.relation} {claim.actor} {claim.polarity}"


def statements_of(tree: str, knowledge: Knowledge) -> list[str]:
    parse = tree_of(tree)
    text = " ".join(item.split("/")[0] for item in tree.split())
    found = find_parsed_statements(sentence_of(text, knowledge), parse, [], knowledge.lexicon)
    return [
        f"{span.place.name} {one.rule.relation} {one.doer.actor_id or one.doer.pronoun or None} "
        f"{one.polarity} {one.ground.extent}"
        for one in found
        for span in one.ground.spans
    ]


CAPITAL = (
    "Kherson/NNP/nsubj>1 was/VBD/ROOT>1 the/DT/det>5 only/JJ/amod>5 regional/JJ/amod>5 "
    "capital/NN/attr>1 Russian/JJ/amod>7 forces/NNS/nsubj>9 had/VBD/aux>9 captured/VBN/relcl>5 "
    "././punct>1"
)
BRIGADE = (
    "Soldiers/NNS/nsubj>5 of/IN/prep>0 the/DT/det>4 47th/JJ/amod>4 brigade/NN/pobj>1 "
    "entered/VBD/ccomp>13 Robotyne/NNP/dobj>5 this/DT/det>8 week/NN/npadvmod>5 ,/,/punct>13 "
    "a/DT/det>12 Ukrainian/JJ/amod>12 minister/NN/nsubj>13 said/VBD/ROOT>13 ././punct>13"
)


@pytest.mark.parametrize(
    ("text", "tree", "claims"),
    [
        (
            "Kherson was the only regional capital Russian forces had captured.",
            CAPITAL,
            ["Kherson SOURCE controls RU affirm"],
        ),
        (
            "Soldiers of the 47th brigade entered Robotyne this week, a Ukrainian minister said.",
            BRIGADE,
            ["Robotyne UA present UA affirm"],
        ),
    ],
)
def test_the_tree_tells_place_doer_and_voice(
    text: str, tree: str, claims: list[str], knowledge: Knowledge
) -> None:
    found = claims_of(text, tree, knowledge)
    assert [words(claim, knowledge) for claim in found] == claims


@pytest.mark.parametrize(
    ("tree", "statements"),
    [
        (
            "Russian/JJ/amod>1 troops/NNS/nsubj>3 have/VBP/aux>3 entered/VBN/ROOT>3 the/DT/det>5 "
            "outskirts/NNS/dobj>3 of/IN/prep>5 Toretsk/NNP/pobj>6",
            ["Toretsk present RU affirm partial"],
        ),
        (
            "Toretsk/NNP/nsubjpass>2 was/VBD/auxpass>2 captured/VBN/ROOT>2 by/IN/agent>2 "
            "Russian/JJ/amod>5 forces/NNS/pobj>3",
            ["Toretsk controls RU affirm whole"],
        ),
        (
            "Russian/JJ/amod>1 forces/NNS/nsubj>2 advanced/VBD/ROOT>2 ,/,/punct>2 "
            "capturing/VBG/advcl>2 Toretsk/NNP/dobj>4 and/CC/cc>5 Selydove/NNP/conj>5",
            ["Toretsk controls RU affirm whole", "Selydove controls RU affirm whole"],
        ),
        (
            "Ukrainian/JJ/amod>1 units/NNS/nsubj>2 repelled/VBD/ROOT>2 three/CD/nummod>5 "
            "Russian/JJ/amod>5 attacks/NNS/dobj>2 near/IN/prep>5 Toretsk/NNP/pobj>6",
            ["Toretsk contested RU affirm whole"],
        ),
        (
            "Attacks/NNS/nsubj>4 by/IN/prep>0 Russian/JJ/amod>3 forces/NNS/pobj>1 "
            "continued/VBD/ROOT>4 near/IN/prep>4 Toretsk/NNP/pobj>5",
            ["Toretsk contested RU affirm whole"],
        ),
        (
            "Russian/JJ/amod>1 soldiers/NNS/nsubjpass>3 were/VBD/auxpass>3 driven/VBN/ROOT>3 "
            "out/IN/prep>3 of/IN/prep>4 Toretsk/NNP/pobj>5",
            ["Toretsk present RU deny whole"],
        ),
        (
            "Russian/JJ/amod>1 troops/NNS/nsubj>7 ,/,/punct>1 who/WP/nsubj>4 hold/VBP/relcl>1 "
            "Toretsk/NNP/dobj>4 ,/,/punct>1 moved/VBD/ROOT>7 on/RP/prt>7",
            ["Toretsk controls RU affirm whole"],
        ),
        (
            "The/DT/det>1 map/NN/nsubj>2 marked/VBD/ROOT>2 Toretsk/NNP/dobj>2 as/IN/mark>5 "
            "captured/VBN/advcl>2",
            ["Toretsk controls None affirm whole"],
        ),
        (
            "The/DT/det>1 fighters/NNS/nsubj>2 advanced/VBD/ROOT>2 towards/IN/prep>2 "
            "Toretsk/NNP/pobj>3",
            ["Toretsk threatens they affirm whole"],
        ),
    ],
)
def test_a_statement_is_read_from_the_relations_of_its_words(
    tree: str, statements: list[str], knowledge: Knowledge
) -> None:
    assert statements_of(tree, knowledge) == statements


def test_a_village_taken_for_an_adverb_is_an_object_or_a_subject_all_the_same(
    knowledge: Knowledge,
) -> None:
    behind = (
        "Russian/JJ/amod>1 forces/NNS/nsubj>4 have/VBP/aux>4 not/RB/neg>4 captured/VBN/ROOT>4 "
        "Toretsk/NNP/advmod>4"
    )
    before = "Toretsk/RB/advmod>1 is/VBZ/ROOT>1 under/IN/prep>1 Russian/JJ/amod>4 control/NN/pobj>2"
    assert statements_of(behind, knowledge) == ["Toretsk controls RU deny whole"]
    assert statements_of(before, knowledge) == ["Toretsk controls RU affirm whole"]


@pytest.mark.parametrize(
    "tree",
    [
        "Russian/JJ/amod>1 troops/NNS/nsubj>4 could/MD/aux>4 have/VB/aux>4 entered/VBN/ROOT>4 "
        "Toretsk/NNP/dobj>4",
        "Officials/NNS/nsubj>1 condemned/VBD/ROOT>1 plans/NNS/dobj>1 to/TO/aux>4 "
        "capture/VB/acl>2 Toretsk/NNP/dobj>4",
        "Moscow/NNP/nsubj>1 wants/VBZ/ROOT>1 Russian/JJ/amod>3 troops/NNS/nsubj>5 to/TO/aux>5 "
        "hold/VB/ccomp>1 Toretsk/NNP/dobj>5",
        "If/IN/mark>3 Russian/JJ/amod>2 troops/NNS/nsubj>3 enter/VBP/advcl>6 Toretsk/NNP/dobj>3 "
        "people/NNS/nsubj>6 leave/VBP/ROOT>6",
        "Protesters/NNS/nsubj>1 attacked/VBD/ROOT>1 Toretsk/NNP/dobj>1",
        "Russian/JJ/amod>1 forces/NNS/nsubj>2 captured/VBD/ROOT>2 weapons/NNS/dobj>2 "
        "near/IN/prep>3 Toretsk/NNP/pobj>4",
    ],
)
def test_wishes_conditions_civilians_and_things_taken_give_no_statement(
    tree: str, knowledge: Knowledge
) -> None:
    assert statements_of(tree, knowledge) == []


def test_where_both_readers_agree_the_claim_says_so_and_is_surer(knowledge: Knowledge) -> None:
    text = "They reportedly entered Toretsk, a Russian official said."
    tree = (
        "They/PRP/nsubj>2 reportedly/RB/advmod>2 entered/VBD/ccomp>8 Toretsk/NNP/dobj>2 "
        ",/,/punct>8 a/DT/det>7 Russian/JJ/amod>7 official/NN/nsubj>8 said/VBD/ROOT>8 ././punct>8"
    )
    article = Article(article_id="a", source_id="s", title="", text=text)
    (alone,) = read(article, knowledge)[1]
    (both,) = claims_of(text, tree, knowledge)
    assert both.how == f"{alone.how}; the parser reads the same"
    assert both.confidence > alone.confidence
    assert both.claim_id == alone.claim_id


def test_a_claim_that_the_grammar_is_sure_of_is_not_parsed(knowledge: Knowledge) -> None:
    text = "Russian forces captured Toretsk."
    knows_no_tree = replace(knowledge, parser=Written({}))
    article = Article(article_id="a", source_id="s", title="", text=text)
    assert len(read(article, knows_no_tree)[1]) == 1


def test_a_tree_must_speak_of_as_many_heads_as_relations() -> None:
    with pytest.raises(ValueError, match="as many as the tokens"):
        Parse(heads=(0, 0), relations=("ROOT",), tags=("VB",))
