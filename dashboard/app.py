"""Entry: opens the store, reads the seeds on first start, lists the pages."""

import os
from functools import partial
from typing import Any

import streamlit as st

from dashboard import drawing, reads
from dashboard.plain import markdown_safe
from dashboard.views import (
    access,
    add,
    article,
    brief,
    claims,
    compare,
    disputes,
    files,
    method,
    review,
    sources,
)
from dashboard.views import map as map_page
from dashboard.views.navigation import PAGES
from geodata.errors import ClaimlineError
from geodata.pipeline import ingest_seeds
from geodata.settings import settings_from

_RENDER = {
    "map": map_page.render,
    "compare": compare.render,
    "disputes": disputes.render,
    "claims": claims.render,
    "brief": brief.render,
    "article": article.render,
    "add": add.render,
    "review": review.render,
    "sources": sources.render,
    "method": method.render,
}


def main() -> None:
    """Show the page that the link asks for."""
    st.set_page_config(
        page_title="Claimline", layout="wide", initial_sidebar_state="collapsed", menu_items={}
    )
    st.html(files.PAGE_CSS)
    try:
        settings = settings_from(os.environ)
        if not access.enter(settings):
            return
        desk = reads.open_desk(settings)
        read_seeds_once(desk)
        drawing.serve(settings.cache_folder / "map")
    except ClaimlineError as error:
        st.error(markdown_safe(str(error)))
        return
    pages: dict[str, Any] = {}
    for name, render in _RENDER.items():
        pages[name] = st.Page(
            partial(render, desk, pages),
            title=PAGES[name][0],
            url_path=name,
            default=name == "map",
        )
    st.navigation(list(pages.values()), position="hidden").run()


def read_seeds_once(desk: reads.Desk) -> None:
    """Fill an empty store with the seed articles, in sight of the reader.

    The notices have their place on every run: an element less above the map would mount it anew.
    """
    progress, problems = st.empty(), st.container()
    for problem in desk.knowledge.gazetteer.problems:
        problems.warning(markdown_safe(str(problem)))
    if reads.articles(desk):
        return
    with progress.status("First start: reading the seed articles …"):
        report = ingest_seeds(desk.store, desk.knowledge)
    progress.empty()
    for _, message in report.failed:
        problems.error(markdown_safe(message))
    st.toast(f"{report.added} seed articles read.")


main()
