"""Tracing: edges joined into lines, from corner to corner, whichever way their ridges are kept."""

from dataclasses import dataclass

import numpy as np

from geodata.frontline.cells import Cells, Floats, Numbers
from geodata.frontline.chains import join_links
from geodata.frontline.edges import Edges
from geodata.frontline.ground import Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Traces:
    """Lines as vertices, and the edges that each is made of."""

    vertices: Floats
    """(lon, lat), line after line."""
    offsets: Numbers
    """Where in `vertices` each line begins; one more entry at the end."""
    edge: Numbers
    """Numbers of the edges in walking order, line after line."""
    line: Numbers
    """Line of each entry of `edge`."""
    begin: Numbers
    """Where in `vertices` each entry of `edge` begins."""
    turned: Flags
    """True for an entry that is walked against its ridge, so that left and right change places."""


def trace_edges(cells: Cells, edges: Edges) -> Traces:
    """Join edges of the same two sides; a line ends where a third side begins.

    A line is walked from its western end, whoever holds what: names decide no direction.
    """
    tail, head = (nodes[edges.ridge] for nodes in cells.ridge_ends)
    turned = edges.left > edges.right
    tail, head = np.where(turned, head, tail), np.where(turned, tail, head)
    low, high = np.minimum(edges.left, edges.right), np.maximum(edges.left, edges.right)
    order, starts, line = join_links(tail, head, low * np.int64(len(edges.sides)) + high)
    ends = np.append(starts[1:], len(order))
    first, last = order[starts], order[ends - 1]
    back = tail[first] > head[last]
    # Round a closed line the way that begins with the lower ridge; round a single one its own way.
    closed = tail[first] == head[last]
    back[closed] = np.where(first == last, turned[first], first > last)[closed]
    place = np.arange(len(order))
    order = order[np.where(back[line], (starts + ends - 1)[line] - place, place)]
    turned = turned[order] ^ back[line]
    walk = cells.walk(edges.ridge[order], turned, line)
    return Traces(**walk._asdict(), edge=order, line=line, turned=turned)
