"""From elements to finished pages: boxes, flow, copyfit."""
