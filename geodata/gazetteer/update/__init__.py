"""Growing the gazetteer from GeoNames' files: fetched, checked, merged, put into use at once."""

from geodata.gazetteer.update.growing import Request, UpdateReport, update_gazetteer

__all__ = ["Request", "UpdateReport", "update_gazetteer"]
