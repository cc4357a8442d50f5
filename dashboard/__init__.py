"""Draws the ledger and decides nothing."""

from streamlit import net_util

# A request that names a foreign page as its origin makes Streamlit ask a machine outside for this
# one's address, to compare them. With an address that is allowed anyway it compares and refuses.
net_util._external_ip = "127.0.0.1"
