"""Growing the gazetteer from GeoNames' files: fetched, checked, merged, put into use at once."""
