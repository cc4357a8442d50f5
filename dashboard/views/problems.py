"""What a page can't show, said in its place."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.plain import markdown_safe
from geodata.errors import ClaimlineError


@contextmanager
def told() -> Iterator[None]:
    """Say what was raised on purpose, where it keeps the rest of a block from being shown."""
    try:
        yield
    except ClaimlineError as error:
        st.error(markdown_safe(str(error)))
