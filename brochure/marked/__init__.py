"""YAML whose every value knows its file, line and column, and models filled from it."""

from brochure.marked.models import fill
from brochure.marked.models import read
from brochure.marked.models import shown_path
from brochure.marked.models import validate
from brochure.marked.overlay import overlay
from brochure.marked.reader import load
from brochure.marked.reader import Marked
from brochure.marked.reader import read_bytes
from brochure.marked.reader import Trail
from brochure.marked.text import Refusal
from brochure.marked.text import Str

__all__ = [
    "Marked",
    "Refusal",
    "Str",
    "Trail",
    "fill",
    "load",
    "overlay",
    "read",
    "read_bytes",
    "shown_path",
    "validate",
]
