"""Baseline: one CircleMarker for each claim through st_folium, as most apps draw them."""

import os

import branca.element
import folium
import jinja2
import sqlalchemy as sa
import streamlit as st
from streamlit_folium import st_folium

import dashboard.drawing  # noqa: F401 - assets from this machine
from geodata.store import schema

HUES = {"RU": "#D55E00", "UA": "#0072B2"}
branca.element.Template = jinja2.Template  # as branca comes
LEAFLET = "../dashboard.drawing.frame.assets/leaflet/leaflet.js"
folium.Map.default_js = [("leaflet", LEAFLET)]

st.set_page_config(layout="wide")
voice = st.segmented_control("Whose account", ["Russia says", "Everyone"], default="Everyone")
asked = sa.select(schema.claims.c.lat, schema.claims.c.lon, schema.claims.c.actor)
if voice == "Russia says":
    asked = asked.where(schema.claims.c.claimant == "RU")
world = folium.Map(location=(48.9, 34.5), zoom_start=6, tiles=None)
with sa.create_engine(os.environ["CLAIMLINE_STORE"]).connect() as connection:
    for lat, lon, actor in connection.execute(asked):
        circle = folium.CircleMarker((lat, lon), radius=4, color=HUES[actor], tooltip=actor)
        circle.add_to(world)
st_folium(world, returned_objects=[], use_container_width=True, key="circles")
