"""How an article gets here: pasted, dropped as a file, or fetched from an address."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import reads
from dashboard.plain import markdown_safe
from dashboard.reads.adding import read_address, read_file, read_text
from dashboard.views.add import drafts
from geodata.articles import PASTED, SUFFIXES, Arrival
from geodata.articles.text import MAX_CHARACTERS, MAX_FILE_BYTES
from geodata.errors import ArticleError

PASTE, FILES, ADDRESS = "Paste text", "Drop files", "Web address"
WAYS = {
    PASTE: ":material/content_paste:",
    FILES: ":material/upload_file:",
    ADDRESS: ":material/link:",
}
_WAY, _ROUND = "add-way", "add-round"
_CHANGED, _LEFT_OUT = "add-files-changed", "add-left-out"
_MEGABYTES = MAX_FILE_BYTES // 1024**2


def show_ways(desk: reads.Desk) -> None:
    """Offer the three ways; what is read becomes drafts. Nothing is saved."""
    st.session_state.setdefault(_WAY, PASTE)
    way = st.segmented_control(
        "Where the article is",
        list(WAYS),
        key=_WAY,
        required=True,
        format_func=lambda one: f"{WAYS[one]} {one}",
        label_visibility="collapsed",
    )
    if way == PASTE:
        _show_paste()
    elif way == FILES:
        _show_files(desk)
    else:
        _show_address(desk)


def begin_anew() -> None:
    """Empty the fields and drop the drafts."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    drafts.keep_groups(())


def _key(name: str) -> str:
    """A field that is emptied is another field."""
    return f"add-{name}-{st.session_state.get(_ROUND, 0)}"


def _show_paste() -> None:
    st.text_area(
        "Text of the article",
        key=_key("text"),
        height=100 if drafts.drafts() else 200,  # what was read is what matters then
        max_chars=MAX_CHARACTERS,
        placeholder="Paste the text, headline first. Ctrl+Enter reads it.",
        label_visibility="collapsed",
        on_change=_read_pasted,
    )
    st.button("Read it", key="add-read", icon=":material/visibility:", on_click=_read_pasted)


def _read_pasted() -> None:
    drafts.keep_groups(())
    text = str(st.session_state.get(_key("text")) or "")
    try:
        drafts.take(PASTED, [Arrival(origin=PASTED, article=read_text(text))])
    except ArticleError as error:
        drafts.take(PASTED, [Arrival(origin=PASTED, error=error)])


def _show_files(desk: reads.Desk) -> None:
    files = st.file_uploader(
        "Files",
        type=list(SUFFIXES),
        accept_multiple_files=True,
        key=_key("files"),
        max_upload_size=_MEGABYTES,
        on_change=_note_change,
        label_visibility="collapsed",
    )
    st.caption(
        f"Up to {_MEGABYTES} MB a file and {drafts.MOST_DRAFTS} articles at once. A .csv has the "
        "columns id, title, source, published, language, text, url; a .jsonl the same keys."
    )
    if st.session_state.pop(_CHANGED, False):
        _read_files(desk, files)
    if st.session_state.get(_LEFT_OUT):
        st.warning(
            f"The first {drafts.MOST_DRAFTS} articles are listed. Save them and drop the rest "
            "then, or use `python -m geodata ingest`.",
            icon=":material/playlist_remove:",
        )


def _note_change() -> None:
    """Not when the page is left and opened again, which empties the field too."""
    st.session_state[_CHANGED] = True


def _read_files(desk: reads.Desk, files: Sequence[UploadedFile]) -> None:
    """Read the files that are new; those taken out of the list go."""
    drafts.keep_groups(file.file_id for file in files)
    new = [file for file in files if file.file_id not in drafts.groups()]
    progress = st.progress(0.0) if new else st.empty()
    whole = True
    for number, file in enumerate(new, start=1):
        progress.progress(number / len(new), f"Reading {markdown_safe(file.name[:80])}")
        whole = drafts.take(file.file_id, read_file(desk, file.name, file.getvalue())) and whole
    progress.empty()
    st.session_state[_LEFT_OUT] = not whole


def _show_address(desk: reads.Desk) -> None:
    with st.form("add-address", border=False):
        url = st.text_input(
            "Address of the page",
            key=_key("url"),
            max_chars=2_000,
            placeholder="https://…",
            label_visibility="collapsed",
        )
        asked = st.form_submit_button("Fetch it", icon=":material/download:")
    st.caption(
        "The page's server will see that this machine asks for it, and when. Only the page itself "
        "is fetched: no pictures, scripts or trackers. To leave no trace, paste the text."
    )
    if asked and url.strip():
        drafts.keep_groups(())
        with st.spinner("Asking the page's server …"):
            drafts.take(ADDRESS, read_address(desk, url.strip()))
