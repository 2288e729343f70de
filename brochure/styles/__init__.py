"""Named paragraph, list and box styles, in desktop-publishing terms."""
