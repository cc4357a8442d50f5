"""Tests of briefing sheets: what they say, what they cite, what is drawn."""
