"""5  Claims + voice + day -> Control: the state of each place, and why, in words.

Which claims count: those that the voice hears, said to be true by `as_of`, recorded by
`known_at`. An *origin* is a claimant; of the articles' own voice (SOURCE), each outlet is an
origin. A text that is a near-duplicate of one read before is the word of the outlet that it was
copied from (`geodata.origins`).

What an origin still says. Its later statement about a place retires its earlier one, later by
event day (else day of publication), then by publication:

| a later statement                    | retires the origin's own earlier                          |
|--------------------------------------|-----------------------------------------------------------|
| any                                  | statements of the same relation, actor and extent         |
| X controls the whole                 | control by anybody else, and fighting                     |
| X does not control; X is not present | control by X                                              |
| control or fighting on its published | what the map showed there                                 |
| map                                  |                                                           |

A denial and an affirmation of one proposition at one moment leave the denial. Repeating a statement
adds no weight. A statement about the past (`current` false) holds within the day, month or year
that it names and says nothing of any later day; it retires nothing.

What reaches a place. A word about the place itself goes before one about the district, region or
country that it lies in, the nearer area before the wider:

| an origin says of an area        | it reaches a place inside                                     |
|----------------------------------|---------------------------------------------------------------|
| X controls the whole             | unless that origin says of the place, or of a nearer area,    |
|                                  | that somebody controls it or does not; its own earlier word of|
|                                  | fighting there is then over                                   |
| X controls a part                | never                                                         |
| X does not control it            | where another's word that X does reaches it, and is denied    |
|                                  | with it; else never: who lacks the whole may hold the place   |
| presence, fighting, threat       | never                                                         |

A published map that lists settlements (VIINA) lends what it shows of the nearest one to a
settlement of the same region that its list lacks, up to 15 km, unless the mapper speaks of that
itself.

The state of a place. The first row that fits decides:

| what the origins still say                                   | state     | corroboration      |
|--------------------------------------------------------------|-----------|--------------------|
| two or more actors are each said to control the whole        | disputed  | disputed           |
| X controls the whole, and an origin denies it                | disputed  | disputed           |
| fighting, and no two origins said after it that X controls   | contested | as X's below       |
| X controls the whole: two or more origins                    | held      | agreed             |
|   … one origin, a party that is neither X nor X's ally       | held      | agreed (admission) |
|   … one origin, X or another belligerent                     | held      | one side           |
|   … one origin that is no side (outlet, mapper, third party) | held      | reported           |
| only presence, threat, denial, or control of a part          | unknown   | none               |
| only the past                                                | unknown   | none               |

Ground that no claim reaches belongs to its recognised holder, on that basis and no other, unless
the voice denies just that: then to nobody.

So presence, contest and threat never become control; a part never becomes the whole; a side's
admission against its own interest is the agreement of both sides; a claim that is printed by three
outlets is still one origin; hedged statements count as statements; states don't expire, they age
(`said_on`). Contested (fighting is reported) and disputed (the voices disagree) are different
words.
"""

from geodata.control.assessing import Areas, assess_control, make_controls, nesting_of
from geodata.control.cases import Cases
from geodata.control.changes import Change, find_changes
from geodata.control.histories import Admission, Dispute, find_admissions, find_disputes
from geodata.control.judging import NOW, Heard, Judge
from geodata.control.nesting import Nesting
from geodata.control.stances import Stance, find_stances
from geodata.control.standing import Assessment, Assessor
from geodata.control.statements import (
    DENIES,
    HOLDS,
    Statements,
    compile_statements,
)
from geodata.control.told import newest_first, weight_words

__all__ = [
    "DENIES",
    "HOLDS",
    "NOW",
    "Admission",
    "Areas",
    "Assessment",
    "Assessor",
    "Cases",
    "Change",
    "Dispute",
    "Heard",
    "Judge",
    "Nesting",
    "Stance",
    "Statements",
    "assess_control",
    "compile_statements",
    "find_admissions",
    "find_changes",
    "find_disputes",
    "find_stances",
    "make_controls",
    "nesting_of",
    "newest_first",
    "weight_words",
]
