"""Papers and fold schemes, as data: how large each panel is, and where it lands on its sheet."""

from __future__ import annotations

from brochure.sheets.folds import Fold
from brochure.sheets.folds import FoldScheme
from brochure.sheets.folds import Panel
from brochure.sheets.folds import Place
from brochure.sheets.folds import scheme
from brochure.sheets.folds import SCHEMES
from brochure.sheets.folds import Side
from brochure.sheets.papers import paper_size
from brochure.sheets.papers import PAPERS
from brochure.sheets.papers import TEXT_INSET
from brochure.sheets.papers import UnknownName

__all__ = [
    "PAPERS",
    "SCHEMES",
    "TEXT_INSET",
    "Fold",
    "FoldScheme",
    "Panel",
    "Place",
    "Side",
    "UnknownName",
    "paper_size",
    "scheme",
]
