"""When: dates and date words in a text, read against the day of publication."""

from geodata.claims.dates.finding import DateReader, Lag, When, build_reader, find_dates, find_lags

__all__ = ["DateReader", "Lag", "When", "build_reader", "find_dates", "find_lags"]
