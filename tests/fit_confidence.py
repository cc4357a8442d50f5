"""Fit how sure claims are: `python -m tests.fit_confidence FILE… [--unseen FILE…]`.

It prints the table for grading.py.

FILEs are labelled cases as for tests/score_claims.py. Method: logistic regression of "right"
(strict) on the circumstances that a claim tells of, with a small ridge so that what is rare stays
near nothing (scipy's L-BFGS; deterministic). The level is then set so that on the unseen files, of
which nothing was developed, the confidences add up to the number of claims that are right.
"""

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import expit

from geodata.claims.grading import WEIGHTS, WORDS
from geodata.model import SOURCE_VOICE, Claim
from geodata.pipeline import Knowledge, load_knowledge
from geodata.settings import settings_from
from tests.score_claims import read_cases, score_cases

RIDGE = 1.0


def main() -> None:
    """Print BASE and WEIGHTS fitted on the cases of all files together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--unseen", type=Path, nargs="+", default=[])
    asked = parser.parse_args()
    knowledge = load_knowledge(settings_from(os.environ))
    rows = list(_rows([*asked.files, *asked.unseen], knowledge))
    told = np.array([[1.0, *(name in names for name in sorted(WEIGHTS))] for names, _ in rows])
    right = np.array([is_right for _, is_right in rows], dtype=float)
    fitted = minimize(_loss, np.zeros(told.shape[1]), args=(told, right), method="L-BFGS-B").x
    unseen = list(_rows(asked.unseen, knowledge))
    base = _level(dict(zip(sorted(WEIGHTS), fitted[1:], strict=True)), unseen) or fitted[0]
    print(f"BASE = {base:.2f}\nWEIGHTS = {{")
    for name, weight, count in zip(
        sorted(WEIGHTS), fitted[1:], told[:, 1:].sum(axis=0), strict=True
    ):
        print(f'    "{name}": {weight:.2f},  # {int(count)} of {len(rows)} claims')
    print("}")


def _level(weights: Mapping[str, float], rows: Sequence[tuple[set[str], bool]]) -> float | None:
    """The log-odds without any circumstance that fit the share of claims that are right."""
    if not rows:
        return None
    odds = np.array([sum(weights[name] for name in names) for names, _ in rows])
    right = sum(is_right for _, is_right in rows)
    return float(brentq(lambda base: expit(base + odds).sum() - right, -10, 10))


def _loss(weights: np.ndarray, told: np.ndarray, right: np.ndarray) -> float:
    chance = np.clip(expit(told @ weights), 1e-9, 1 - 1e-9)
    likelihood = right * np.log(chance) + (1 - right) * np.log(1 - chance)
    return float(-likelihood.sum() + RIDGE * (weights[1:] ** 2).sum() / 2)


def _rows(files: list[Path], knowledge: Knowledge) -> Iterator[tuple[frozenset[str], bool]]:
    for path in files:
        for claim, is_right in score_cases(read_cases(path), knowledge).judged:
            yield _circumstances(claim), is_right


def _circumstances(claim: Claim) -> frozenset[str]:
    """Read back what the claim's explanation and fields tell."""
    names = {name for name, words in WORDS.items() if words in claim.how}
    names |= {str(claim.relation)} & WEIGHTS.keys()
    if claim.how.startswith("denial by"):
        names = {"answer"}
    return frozenset(names | ({"voiced"} if claim.claimant != SOURCE_VOICE else set()))


if __name__ == "__main__":
    main()
