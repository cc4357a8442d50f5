"""The rules of geodata.control in a reader's words; tests hold them to what the rules do."""

from geodata.model import ControlState, Corroboration

COUNTS = (
    "A voice's newest word about a place counts; its earlier words on the same are retired by it. "
    "Repeating a statement adds no weight, and a claim that three outlets print is still one "
    "origin. A near-duplicate of another text is the word of the outlet copied from. Hedged "
    "statements count. What is said of the past says nothing of any later day."
)
REACHES = (
    "A word about the place itself goes before one about the district, region or country around "
    "it. “X controls the region” reaches a place inside, unless that voice says something nearer. "
    "Control of a part, presence, fighting and threats reach no further than the place they name. "
    "A denial disputes what it denies, wherever that reaches."
)
States = tuple[tuple[str, ControlState, Corroboration | None, str], ...]
STATES: States = (
    (
        "Two or more actors are each said to control the whole place",
        ControlState.DISPUTED,
        Corroboration.DISPUTED,
        "the voices disagree",
    ),
    (
        "X is said to control it, and a voice denies that",
        ControlState.DISPUTED,
        Corroboration.DISPUTED,
        "the voices disagree",
    ),
    (
        "Fighting is reported, and no two origins have said since that X controls it",
        ControlState.CONTESTED,
        None,
        "fighting, whoever holds it",
    ),
    (
        "X is said to control it by two or more origins, or by a side that is neither X nor X's "
        "ally (an admission)",
        ControlState.HELD,
        Corroboration.AGREED,
        "said by both sides or several origins",
    ),
    (
        "X is said to control it by X alone, or by another side on its own",
        ControlState.HELD,
        Corroboration.ONE_SIDE,
        "one side's word",
    ),
    (
        "X is said to control it by one voice that is no side: an outlet, a mapper, a third party",
        ControlState.HELD,
        Corroboration.REPORTED,
        "an outlet's or mapper's own word",
    ),
    (
        "Only presence, a threat, a denial, or control of a part is told",
        ControlState.UNKNOWN,
        Corroboration.NONE,
        "presence is not control, a part not the whole",
    ),
    (
        "Only the past is told",
        ControlState.UNKNOWN,
        Corroboration.NONE,
        "drawn hollow",
    ),
)
"""What the voices still say; the state and support that follow; in words. The first that fits."""
GROUND = (
    "Ground that no claim reaches belongs to its recognised holder, on that basis and no other, "
    "and is not coloured. States do not expire: they age, and marks pale."
)
