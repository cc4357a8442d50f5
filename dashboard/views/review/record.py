"""What a claim was read from, and every decision made on it."""

import streamlit as st

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.views.review.asking import SAID
from geodata import portrayal
from geodata.model import Claim, Review
from geodata.reviewing import history_of, original_of


def show_record(desk: reads.Desk, claim: Claim, decided: Review | None) -> None:
    """Say what the claim is, how it was found, as what it was read first, and who decided what."""
    source = desk.sources.get(claim.source_id)
    name = desk.place_name(claim.place_id)
    says = portrayal.statement(claim, name, source, desk.actors)
    tags = ", ".join(portrayal.tags(claim, denial=False))
    st.markdown(f"**{markdown_safe(says)}**" + (f" ({markdown_safe(tags)})" if tags else ""))
    st.caption(markdown_safe(f"Confidence {claim.confidence:.0%} · {claim.how}"))
    first = original_of(claim, desk.store)
    if first is not None and first.claim_id != claim.claim_id:
        named = desk.place_name(first.place_id)
        before = portrayal.statement(first, named, source, desk.actors)
        st.caption(markdown_safe(f"As it was read: {before}. “{first.quote[:200]}”"))
    if decided is None:
        return
    with st.expander(f"{SAID[decided.decision].capitalize()} · every decision on this claim"):
        for one in history_of(claim, desk.store):
            note = f": {one.note}" if one.note else ""
            moment = f"{one.recorded_at:%Y-%m-%d %H:%M} UTC"
            st.markdown(markdown_safe(f"{moment} · {one.analyst} · {SAID[one.decision]}{note}"))
