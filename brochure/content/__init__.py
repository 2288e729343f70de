"""What a leaflet may say: content.yaml as checked, frozen values, and the small markup inside its texts."""
