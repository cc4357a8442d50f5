"""Words of others on the page: Streamlit shows them as they are."""

import re
import string

_PUNCTUATION = {ord(c): f"\\{c}" for c in string.punctuation}
_ADDRESS = re.compile(r"://|www\.|@|mailto:|xmpp:", re.IGNORECASE)
_CONTROLS = dict.fromkeys((*range(32), 127, 8232, 8233), " ")


def markdown_safe(text: str) -> str:
    """Make Streamlit show text as it is: no emphasis, links, images, emoji or formulas.

    Addresses would become links in spite of every backslash: a mark without width breaks them.
    """
    inert = _ADDRESS.sub("\\g<0>\u2060", text)
    return inert.translate(_CONTROLS).translate(_PUNCTUATION)
