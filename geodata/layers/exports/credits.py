"""Credits: what every exported file says of itself."""

DISCLAIMER = (
    "Boundaries, names and control shown record what the cited sources state at the date given; "
    "they imply no endorsement or acceptance."
)
ATTRIBUTION = (
    "Places: GeoNames (CC BY 4.0) and places set by hand. Outlines: Natural Earth (public domain). "
    "Claims: the cited sources, as read by Claimline."
)
