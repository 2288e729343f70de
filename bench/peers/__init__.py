"""The same leaflet made with what people would use instead, in one run with ours."""
