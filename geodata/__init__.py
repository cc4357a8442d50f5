"""Claimline's knowledge: articles in, control claims and layers out. Draws nothing."""
