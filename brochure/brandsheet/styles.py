"""A brand sheet's own styles over those of the clinic's look: one for each swatch, sample and ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from brochure.brand.inks import ROLES
from brochure.brand.legibility import Pair
from brochure.styles.resolve import BoxStyle
from brochure.styles.resolve import Styles
from brochure.units import Insets
from brochure.units import MM

GROUNDS = ("paper", "tint", "primary")
MARGIN = 15 * MM
PLATE = 4 * MM
"""A ground around the logo's clear space."""


def rank(pair: Pair) -> tuple[bool, int, int, float]:
    """The order of pairs: words before marks, then by ground and ink."""
    return (not pair.words, ROLES.index(pair.ground), ROLES.index(pair.ink), pair.least)


# Long: a table of styles, one a line or two.
def make_styles(look: Styles, pairs: Iterable[Pair], clear: float) -> Styles:
    """The look's styles and the sheet's own over them; `clear` is the space around a logo."""
    title, body = look.paragraph["title"], look.paragraph["body"]
    small = replace(
        body, name="sheet-note", size=10.0, fixed=True, floor=10.0, leading=1.3, ink="ink", space_after=0.0
    )
    paragraphs = [
        replace(title, name="sheet-title", ink="on-primary", space_before=0.0, space_after=1.5 * MM),
        replace(small, name="sheet-line", size=11.0, ink="on-primary"),
        replace(
            look.paragraph["h2"],
            name="sheet-heading",
            ink="primary",
            space_before=7 * MM,
            space_after=1.5 * MM,
        ),
        small,
        replace(small, name="sheet-name", weight=700, ink="ink", space_before=1 * MM),
        replace(small, name="sheet-value"),
        replace(small, name="sheet-fails", weight=700, ink="danger"),
        *(
            replace(
                body, name=f"sheet-sample-{ink}", size=14.0, fixed=True, weight=700, ink=ink, space_after=0.0
            )
            for ink in dict.fromkeys(pair.ink for pair in sorted(pairs, key=rank))
        ),
        *(
            replace(style, name=f"sheet-type-{name}", space_before=0.0, space_after=0.0, align="start")
            for name, style in look.paragraph.items()
        ),
    ]
    edge = Insets(2 * MM, 3 * MM, 2 * MM, 3 * MM)
    boxes = [
        BoxStyle("sheet-page", padding=Insets(MARGIN, MARGIN, MARGIN, MARGIN)),
        BoxStyle("sheet-band", ground="primary", padding=Insets(0.0, 0.0, 7 * MM, 0.0), space_after=4 * MM),
        BoxStyle("sheet-row", space_before=2.6 * MM, space_after=2.6 * MM),
        BoxStyle("sheet-type", space_before=1.6 * MM, space_after=1.6 * MM),
        BoxStyle("sheet-plate", ground="paper", padding=Insets(clear, clear, clear, clear), radius=1 * MM),
        BoxStyle("sheet-clear", padding=Insets(clear, clear, clear, clear)),
        BoxStyle("sheet-contacts", ground="mist", padding=Insets(5 * MM, 6 * MM, 5 * MM, 6 * MM), gap=3 * MM),
        *(
            BoxStyle(
                f"sheet-swatch-{role}", ground=role, border="rule", border_width=0.5, least_height=8.5 * MM
            )
            for role in ROLES
        ),
        *(
            BoxStyle(
                f"sheet-ground-{role}",
                ground=role,
                border="rule",
                border_width=0.5,
                padding=edge,
                radius=1 * MM,
            )
            for role in ROLES
        ),
        *(
            BoxStyle(
                f"sheet-logo-{role}",
                ground=role,
                border="rule" if role == "paper" else None,
                border_width=0.5,
                padding=Insets(PLATE, PLATE, PLATE, PLATE),
            )
            for role in GROUNDS
        ),
    ]
    return Styles(
        {**look.paragraph, **{style.name: style for style in paragraphs}},
        look.list,
        {**look.box, **{style.name: style for style in boxes}},
    )
