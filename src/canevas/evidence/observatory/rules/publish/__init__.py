"""Forms in which published figures leave: HXL, SDMX, GeoJSON, DCAT."""
