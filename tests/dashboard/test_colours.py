"""Hues are told apart by every eye, and no side looks heavier."""

import math
from itertools import combinations

import numpy as np
import pytest

from geodata.portrayal import CONTESTED_COLOUR
from geodata.seeds import read_actors
from geodata.settings import SEEDS_FOLDER

ACTORS = {actor.actor_id: actor for actor in read_actors(SEEDS_FOLDER)}
LIGHT_GROUND = "#F8F7F4"
FILLED = 0.45


def lab(colour: str) -> "np.typing.NDArray[np.float64]":
    return _lab(np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]))


def _linear(rgb: "np.typing.NDArray[np.float64]") -> "np.typing.NDArray[np.float64]":
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _lab(rgb: "np.typing.NDArray[np.float64]") -> "np.typing.NDArray[np.float64]":
    to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
    x, y, z = (to_xyz @ _linear(rgb)) / (0.95047, 1.0, 1.08883)
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


# Machado, Oliveira, Fernandes 2009, full severity, in linear RGB.
VISION = {
    "normal": np.eye(3),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def seen(colour: str, vision: str) -> "np.typing.NDArray[np.float64]":
    """A fill of that hue over the light ground, as an eye of that kind sees it, in Lab."""
    over, under = (
        np.array([int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)]) for c in (colour, LIGHT_GROUND)
    )
    mixed = FILLED * over + (1 - FILLED) * under
    light = np.clip(VISION[vision] @ _linear(mixed), 0, 1)
    return _lab(np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055))


def delta_e(one: "np.typing.NDArray[np.float64]", other: "np.typing.NDArray[np.float64]") -> float:
    """CIEDE2000 (Sharma, Wu, Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    mean_h = (h1 + turn / 2) % 360
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    turns = ((1, -30, -0.17), (2, 0, 0.24), (3, 6, 0.32), (4, -63, -0.20))
    t = 1 + sum(f * math.cos(math.radians(n * mean_h + shift)) for n, shift, f in turns)
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    bend = 60 * math.exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7)) * math.sin(math.radians(bend))
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / s_c
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / s_h
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + r_t * d_c * d_h)


def test_the_colour_difference_agrees_with_the_published_pairs() -> None:
    # Pairs 1 and 25 of Sharma, Wu and Dalal's test data.
    assert delta_e(np.array([50, 2.6772, -79.7751]), np.array([50, 0, -82.7485])) == pytest.approx(
        2.0425, abs=1e-4
    )
    assert delta_e(
        np.array([60.2574, -34.0099, 36.2677]), np.array([60.4626, -34.1751, 39.4387])
    ) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("vision", VISION)
def test_the_two_sides_are_told_apart_by_every_eye(vision: str) -> None:
    russia, ukraine = (seen(ACTORS[side].colour, vision) for side in ("RU", "UA"))
    assert delta_e(russia, ukraine) >= 31.5  # 31.7 for protan eyes, 35 and more for the others


def test_neither_side_looks_heavier() -> None:
    russia, ukraine = (seen(ACTORS[side].colour, "normal") for side in ("RU", "UA"))
    assert abs(russia[0] - ukraine[0]) <= 3.5  # 3.2 on our ground


@pytest.mark.parametrize("vision", VISION)
def test_marks_that_differ_by_hue_alone_are_told_apart(vision: str) -> None:
    hues = [ACTORS["RU"].colour, ACTORS["UA"].colour, CONTESTED_COLOUR]
    for one, other in combinations(hues, 2):
        assert delta_e(seen(one, vision), seen(other, vision)) >= 10
