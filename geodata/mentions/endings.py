"""Ukrainian and Russian endings: what the nominative of a word of a text may be."""

from collections.abc import Sequence
from functools import lru_cache

_PARADIGMS = """
# What a nominative ends in, and what the other cases put in its place, spelled as `fold` leaves
# them (й = и, ї = і, ё = е): genitive | dative | accusative | instrumental | locative; - = nothing.
# m, f, n: one gender each; p: plural names.

# Ukrainian nouns
m -: а у | у ові | - | ом | і у ові
m ь: я | ю еві | ь | ем | і ю
m и: ю я | ю єві | и | єм | і ю
m іг: | | | | озі
f а: и і | і | у | ою ею | і
f ка: | ці | | | ці
f га: | зі | | | зі
f ха: | сі | | | сі
f я: і | і | ю | ею єю | і
f ь: і | і | ь | ю | і
f ль: | | | ллю |
f нь: | | | нню |
f сь: | | | ссю |
f ть: | | | ттю |
n о: а | у ові | о | ом | і у
n е: я | ю | е | ем | і ю
n ще: ща | щу | ще | щем | щі щу
n я: я | ю | я | ям | і
p и: - ів | ам | и | ами | ах
p і: - ів | ям ам | і | ями ами | ях ах
p а: - | ам | а | ами | ах
# Ukrainian adjectives
m ии: ого | ому | ии | им | ому ім
m іи: ього | ьому | іи | ім | ьому ім
f а: оі | іи | у | ою | іи
f я: ьоі | іи | ю | ьою | іи
n е: ого | ому | е | им | ому ім
n є: ього | ьому | є | ім | ьому ім
p і: их | им | і | ими | их
m -: ого | ому | - | им | ому ім
m ів: ового евого євого | овому евому євому | ів | овим евим євим | овому овім євому

# Russian nouns
m -: а | у | - | ом ым | е у ом
m ь: я | ю | ь | ем | е
m и: я | ю | и | ем | е
f а: ы и | е | у | ои ою еи ею | е
f я: и | е и | ю | еи ею | е и
f ь: и | и | ь | ью | и
n о: а | у | о | ом ым | е ом
n е: я | ю | е | ем | е и
n ще: ща | щу | ще | щем | ще
p ы: - ов | ам | ы | ами | ах
p и: - ов ев еи | ам ям | и | ами ями | ах ях
# Russian adjectives
m ыи: ого | ому | ыи | ым | ом
m ии: ого его | ому ему | ии | им | ом ем
m ои: ого | ому | ои | ым им | ом
f ая: ои | ои | ую | ои ою | ои
f яя: еи | еи | юю | еи ею | еи
f ья: ьеи | ьеи | ью | ьеи ьею | ьеи
n ье: ьего | ьему | ье | ьим | ьем
p ьи: ьих | ьим | ьи | ьими | ьих
n ое: ого | ому | ое | ым им | ом
n ее: его | ему | ее | им | ем
p ые: ых | ым | ые | ыми | ых
p ие: их | им | ие | ими | их
"""
_CASES = 5
_VOWELS = frozenset("аеєиіоуюяыэ")
_AFTER_VOWEL = frozenset("яиєелнстгкхщ")
"""What an ending after a vowel may begin with: Росі-я, Га-й, Горна-ль."""
_CLOSING = frozenset({"", "ь"})
_TURNING = frozenset("оеє")
_SHORTEST_STEM = 1

ANY = (1 << 4 * (_CASES + 1)) - 1
"""A word that keeps its form agrees with everything: Нью-Йорку."""

Forms = tuple[tuple[str, int], ...]
"""Possible nominatives, each with the cases and genders in which it looks as it did, as bits."""


@lru_cache(maxsize=1 << 14)
def nominatives(word: str) -> Forms:
    """Read a folded word as every nominative that the endings allow; most of them are no words.

    Two words agree, as an adjective does with its noun, if their bits have one in common.
    """
    found: dict[str, int] = {}
    for size in range(min(_LONGEST, len(word) - _SHORTEST_STEM) + 1):
        if entries := _BY_ENDING.get(word[len(word) - size :]):
            _put_endings(word[: len(word) - size], entries, found, whole=not size)
    found.pop(word, None)
    return tuple(found.items())


def of_any_gender(bits: int) -> int:
    """Widen the bits of `nominatives` to every gender of their cases."""
    if bits == ANY:
        return ANY
    cases = (case for case in range(_CASES + 1) if bits >> 4 * case & 0b1111)
    return sum(0b1111 << 4 * case for case in cases)


def _put_endings(stem: str, entries: Forms, found: dict[str, int], *, whole: bool) -> None:
    """Add the nominatives of a stem. `whole`: it is the word itself, a genitive plural."""
    after_vowel = stem[-1] in _VOWELS
    if whole and after_vowel:
        return
    others = () if after_vowel else _opened(stem) if whole else _closed(stem)
    for nominative, bits in entries:
        if after_vowel and nominative[:1] not in _AFTER_VOWEL:
            continue
        found[stem + nominative] = found.get(stem + nominative, 0) | bits
        if others and (whole or nominative in _CLOSING):
            for other in others:
                found[other + nominative] = found.get(other + nominative, 0) | bits


def _closed(stem: str) -> Sequence[str]:
    """What ends a word where this stem is followed by an ending: Рог-у, Ріг; Донц-я, Донець.

    In the last syllable о and е turn to і, and a vowel parts the last consonants.
    """
    if stem.endswith("ост"):
        return (f"{stem[:-3]}іст",)  # Мост-у, Міст
    last = stem[-2:-1]
    if last in _TURNING:
        return (f"{stem[:-2]}і{stem[-1]}",)
    if not last or last in _VOWELS:
        return ()
    body = stem[:-2] if last == "ь" else stem[:-1]
    bodies = (body, body.replace("і", "о")) if "і" in body else (body,)
    return [f"{body}{vowel}{stem[-1]}" for body in bodies for vowel in "ео"]


def _opened(stem: str) -> Sequence[str]:
    """The opposite, for a genitive plural: пісок, піск-и; воріт, ворот-а; ровенек, ровеньк-и."""
    if stem[-2:-1] in _TURNING or stem[-2:-1] == "і":
        return tuple(f"{stem[:-2]}{vowel}{stem[-1]}" for vowel in ("", "о", "ь"))
    return ()


def _by_ending() -> dict[str, Forms]:
    found: dict[str, dict[str, int]] = {}
    for line in _PARADIGMS.splitlines():
        head, _, cells = line.partition(":")
        if not cells or head.startswith("#"):
            continue
        gender, nominative = head.split()
        nominative = nominative.strip("-")
        for case, cell in enumerate(cells.split("|"), start=1):
            for ending in cell.split():
                bits = found.setdefault(ending.strip("-"), {})
                bit = 1 << 4 * case + "mfnp".index(gender)
                bits[nominative] = bits.get(nominative, 0) | bit
    return {ending: tuple(bits.items()) for ending, bits in found.items()}


_BY_ENDING = _by_ending()
_LONGEST = max(map(len, _BY_ENDING))
