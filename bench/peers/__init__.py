"""The same leaflet made with what people would use instead, and how long each takes."""
