"""The grammatical tree of a sentence, as the second reader needs it: heads, relations, tags."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from geodata.claims.sentence import Sentence

_RELATIVES = frozenset({"which", "that", "who", "whom"})
_INSIDE_PHRASE = frozenset(["pobj", "prep", "conj", "appos", "nmod", "pcomp", "dative"])
"""Relations that lead from a name up to the noun, verb or preposition that it depends on."""
_MARKS_OF_SUBJECT = ("nsubj", "nsubjpass")
_STEPS = 12
_MISTAKEN = frozenset(["advmod", "npadvmod", "dep", "intj", "oprd"])
"""Relations in which names of villages end up that the parser never saw."""


@dataclass(frozen=True, slots=True)
class Parse:
    """Head, relation to it (CLEAR labels) and Penn tag of every token; a root heads itself."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raise ValueError unless all three speak of the same tokens."""
        if not len(self.heads) == len(self.relations) == len(self.tags):
            raise ValueError("heads, relations and tags must be as many as the tokens")

    def children(self, token: int, *relations: str) -> list[int]:
        """Tokens that depend on `token` by one of the relations, in text order."""
        return [
            at
            for at, head in enumerate(self.heads)
            if head == token and at != token and self.relations[at] in relations
        ]

    def is_verb(self, token: int) -> bool:
        """Tell whether a token is a form of a verb here, and no adjective beside a noun."""
        return self.tags[token].startswith("VB") and self.relations[token] != "amod"

    def is_noun(self, token: int) -> bool:
        """Tell whether a token is a noun here, and not beside another one."""
        return self.tags[token].startswith("NN") and self.relations[token] != "compound"


class Parser(Protocol):
    """Parses sentences; the trees' tokens are the sentences' own."""

    @property
    def name(self) -> str:
        """Which pipeline parses, and its version."""

    def __call__(self, sentences: Sequence[Sentence]) -> Sequence[Parse]:
        """Parse sentences, in order."""


def with_known_names(sentence: Sentence, parse: Parse) -> Parse:
    """Read the names of places as nouns: parsers take many a village for an adverb.

    One that hangs on a verb is its object behind it, and its subject before it, unless it has one.
    """
    relations = list(parse.relations)
    for span in sentence.places:
        for at in range(span.first, span.last):
            verb = parse.heads[at]
            if relations[at] in _MISTAKEN and parse.tags[verb].startswith("VB") and verb != at:
                relations[at] = _relation_of_name(parse, at, verb) or relations[at]
    return replace(parse, relations=tuple(relations))


def _relation_of_name(parse: Parse, name: int, verb: int) -> str:
    if name > verb:
        taken = parse.children(verb, "dobj", "nsubjpass", "auxpass", "agent")
        return "" if taken else "dobj"
    if parse.children(verb, *_MARKS_OF_SUBJECT):
        return ""
    return "nsubjpass" if parse.children(verb, "auxpass") else "nsubj"


def upwards(parse: Parse, token: int) -> Iterator[int]:
    """Yield a token, its head, that one's head … up to the root."""
    for _ in range(_STEPS):
        yield token
        if parse.heads[token] == token:
            return
        token = parse.heads[token]


def subject_of(sentence: Sentence, parse: Parse, verb: int) -> int | None:
    """The noun or pronoun that does what a verb says, or that it is done to in the passive.

    A verb without a subject of its own shares that of the verb, or is done by the noun, that it
    depends on: "X beat Y, taking Z", "troops holding Z".
    """
    for at in upwards(parse, verb):
        own = parse.children(at, *_MARKS_OF_SUBJECT)
        if own:
            return _named_by(sentence, parse, own[-1], at)
        relation, head = parse.relations[at], parse.heads[at]
        if relation == "acl":
            return head
        if relation not in {"conj", "xcomp", "advcl", "pcomp", "prep"} or head == at:
            return None
        if relation == "prep" and not parse.is_verb(head):
            return None
    return None


def _named_by(sentence: Sentence, parse: Parse, noun: int, verb: int) -> int:
    """Of "troops that left X" the troops."""
    if sentence.low(noun) in _RELATIVES and parse.relations[verb] == "relcl":
        return parse.heads[verb]
    return noun


def patient_of(sentence: Sentence, parse: Parse, verb: int) -> int | None:
    """What a verb is done to: its object, or the noun that its relative clause explains."""
    passive = parse.children(verb, "nsubjpass")
    if passive:
        return _named_by(sentence, parse, passive[-1], verb)
    objects = parse.children(verb, "dobj")
    if objects and sentence.low(objects[0]) not in _RELATIVES:
        return objects[0]
    if parse.relations[verb] == "acl" and parse.tags[verb] == "VBN":
        return parse.heads[verb]
    if parse.relations[verb] == "conj" and is_passive(parse, verb):
        return patient_of(sentence, parse, parse.heads[verb])
    return _relative_object(sentence, parse, verb)


def _relative_object(sentence: Sentence, parse: Parse, verb: int) -> int | None:
    """Of "X, which troops had entered", "X, which they said they hold": X."""
    head = parse.heads[verb]
    if parse.relations[verb] in {"advcl", "ccomp", "xcomp", "oprd"} and is_passive(parse, verb):
        return next(iter(parse.children(head, "dobj")), None)  # "marked X as captured"
    if parse.relations[verb] == "ccomp" and not parse.children(verb, "mark"):
        named = parse.children(head, "nsubj")  # "X was the only town they had captured"
        if named and sentence.low(head) in {"is", "was", "been", "were", "are"}:
            return named[0]
    for at in upwards(parse, verb):
        if parse.relations[at] == "relcl":
            subject = subject_of(sentence, parse, verb)
            return None if subject == parse.heads[at] else parse.heads[at]
        if parse.relations[at] not in {"ccomp", "xcomp"}:
            return None
    return None


def is_passive(parse: Parse, verb: int) -> bool:
    """Tell whether a verb is done to its subject, or to the noun that it explains."""
    if parse.children(verb, "auxpass", "nsubjpass", "agent"):
        return True
    bare = parse.tags[verb] == "VBN" and not parse.children(verb, "dobj", "aux")
    if bare and parse.relations[verb] == "conj":
        return is_passive(parse, parse.heads[verb])
    alone = not parse.children(verb, "nsubj")
    return bare and alone and parse.relations[verb] in {"acl", "advcl", "ccomp", "xcomp", "oprd"}


def depends_on(parse: Parse, token: int, target: int) -> list[int] | None:
    """The tokens from `token` up to `target`, both left out, if one noun phrase joins them."""
    path: list[int] = []
    for at in upwards(parse, token):
        if at == target:
            return path[1:]
        path.append(at)
        if parse.relations[at] not in _INSIDE_PHRASE | {"dobj", "compound", "poss", "npadvmod"}:
            return None
    return None


def predicate_of(parse: Parse, token: int) -> int:
    """The verb, or the noun, that a preposition, adverb or adjective says something about."""
    for at in upwards(parse, token):
        if parse.is_verb(at) or (at != token and parse.is_noun(at)):
            return at
        if parse.relations[at] == "pobj" and at == token:
            continue
    return token
