"""Where finished files go: a folder, or any address that fsspec knows; each file whole or not at all."""

from brochure.output.address import open_output
from brochure.output.address import Output
from brochure.output.local import write_whole
from brochure.output.troubles import OutputClosed

__all__ = [
    "Output",
    "OutputClosed",
    "open_output",
    "write_whole",
]
