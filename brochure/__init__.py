"""Assemble YAML content and a clinic's brand into print-ready, tagged PDF leaflets."""

__version__ = "0.1.0"
