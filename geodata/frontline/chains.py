"""Chains: directed links put one behind the other, as far as they go on without a fork."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Chains(NamedTuple):
    """Links in walking order, chain after chain."""

    order: Numbers
    """Numbers of the links."""
    starts: Numbers
    """Where in `order` each chain begins."""
    chain: Numbers
    """Number of the chain, for each entry of `order`."""


def join_links(tail: Numbers, head: Numbers, group: Numbers) -> Chains:
    """Join links (node `tail` to node `head`) of one group where exactly one enters and one leaves.

    A closed chain begins at its lowest node. All links are followed at once, by doubling the
    stride, so the work grows with the logarithm of the longest chain.
    """
    following = _following(tail, head, group)
    last, left_over = _walk(following)
    in_loop = following[last] != last
    if in_loop.any():
        lowest = _lowest_of_loop(tail, following)
        closing = in_loop & (head == lowest)
        following[closing] = np.flatnonzero(closing)
        last, left_over = _walk(following)
    order = np.lexsort((-left_over, last))
    begins = np.diff(last[order], prepend=-1) != 0
    return Chains(order, np.flatnonzero(begins), np.cumsum(begins) - 1)


def _following(tail: Numbers, head: Numbers, group: Numbers) -> Numbers:
    """The link behind each link; itself if it is the last one of its chain."""
    count = len(tail)
    nodes = int(max(tail.max(initial=0), head.max(initial=0))) + 1
    _, place = np.unique(
        np.concatenate([group * nodes + tail, group * nodes + head]), return_inverse=True
    )
    leaves, enters = place[:count], place[count:]
    goes_on = (np.bincount(leaves, minlength=place.max(initial=0) + 1) == 1)[enters] & (
        np.bincount(enters, minlength=place.max(initial=0) + 1) == 1
    )[enters]
    leaving = np.zeros(place.max(initial=0) + 1, dtype=np.int64)
    leaving[leaves] = np.arange(count)
    return np.where(goes_on, leaving[enters], np.arange(count))


def _walk(following: Numbers) -> tuple[Numbers, Numbers]:
    """The last link of each link's chain, and how many links lie before it (a loop has neither)."""
    ahead = following.copy()
    left_over = (following != np.arange(len(following))).astype(np.int64)
    for _ in range(len(following).bit_length()):
        left_over += left_over[ahead]
        ahead = ahead[ahead]
    return ahead, left_over


def _lowest_of_loop(tail: Numbers, following: Numbers) -> Numbers:
    lowest, ahead = tail.copy(), following.copy()
    for _ in range(len(following).bit_length()):
        lowest = np.minimum(lowest, lowest[ahead])
        ahead = ahead[ahead]
    return lowest


def spread(starts: Numbers, counts: Numbers) -> Numbers:
    """The numbers start, start + 1 … of each stretch, stretch after stretch."""
    begins = np.cumsum(counts) - counts
    return np.asarray(np.arange(int(counts.sum())) + np.repeat(starts - begins, counts))
