"""Series: what each side holds, and how long its front is, day by day."""

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np
import pandas as pd

from geodata.frontline.cells import Cells, Floats
from geodata.frontline.edges import find_edges
from geodata.frontline.ground import CONTESTED, DISPUTED, HELD, Flags, Ground, ground_of
from geodata.frontline.lines import has_line
from geodata.holdings import NOBODY, Codes, Holdings

_MEASURES = ["area_km2", "contested_km2", "disputed_km2", "front_km"]


def holding_series(
    cells: Cells, days: Iterable[date], holdings_of: Callable[[date], Holdings]
) -> pd.DataFrame:
    """Measure each day without drawing it.

    Returns: one row per day and actor, of all actors that ever hold or front anything: day, actor
    ("" for contested or disputed ground of which nobody is named), area_km2 (held), contested_km2
    (that it is said to hold), disputed_km2 (that it is a party to, so that two parties count it
    both), front_km (of all fronts of the actor, as `length_km` of FrontLine; NaN on days when the
    account names too few places for a line). Only ground of which a claim speaks counts; km on
    the ellipsoid WGS 84.
    """
    tables = {day: _measure(cells, holdings_of(day)) for day in days}
    if not tables:
        return pd.DataFrame(columns=["day", "actor", *_MEASURES])
    whole = pd.concat(tables, names=["day", "actor"])
    unlined = whole["front_km"].isna().groupby("day").any()
    seen = whole.fillna(0).groupby("actor").any().any(axis=1)
    every = pd.MultiIndex.from_product([tables, sorted(seen.index[seen])], names=whole.index.names)
    whole = whole.reindex(every).fillna(0.0)
    whole.loc[unlined.reindex(every, level="day").to_numpy(), "front_km"] = np.nan
    return whole.reset_index()


def _measure(cells: Cells, holdings: Holdings) -> pd.DataFrame:
    """The measures of one day, a row per actor and one for nobody."""
    ground = ground_of(cells, holdings)
    count = len(holdings.actors)
    holder = np.where(ground.named, holdings.holder, NOBODY)
    disputed = ground.claimed & (holdings.state == DISPUTED)
    second = disputed & (holdings.contender != NOBODY)
    measures = {
        "area_km2": _sum(holder, cells.area_km2, ground.claimed & (holdings.state == HELD), count),
        "contested_km2": _sum(holder, cells.area_km2, holdings.state == CONTESTED, count),
        "disputed_km2": _sum(holder, cells.area_km2, disputed & ~(second & (holder < 0)), count)
        + _sum(holdings.contender, cells.area_km2, second, count),
        "front_km": _front_km(cells, holdings, ground),
    }
    return pd.DataFrame(measures, index=[*holdings.actors, ""])


def _sum(actor: Codes, amount: Floats, chosen: Flags, count: int) -> Floats:
    """Sum by actor; NOBODY comes last."""
    who = np.where(actor[chosen] == NOBODY, count, actor[chosen])
    return np.asarray(np.bincount(who, amount[chosen], count + 1), dtype=np.float64)


def _front_km(cells: Cells, holdings: Holdings, ground: Ground) -> Floats:
    count = len(holdings.actors)
    if not has_line(ground):
        return np.full(count + 1, np.nan)
    edges = find_edges(cells, holdings, ground)
    km = cells.ridge_km[edges.ridge]
    return _sum(edges.left, km, edges.is_front, count) + _sum(
        edges.right, km, edges.is_front, count
    )
