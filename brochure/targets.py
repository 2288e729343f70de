"""What a finished file must promise to whoever opens or prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A flavour of output, as data.

    `imposed` says whether panels are laid out on sheets for the printer (or shown one after
    another in reading order), `bleed` is how far a ground goes over the trim edge, in points.
    """

    name: str
    summary: str
    imposed: bool
    bleed: float = 0.0


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("screen", "one panel or page after another in reading order", imposed=False),
        Target("office", "imposed for the clinic's own duplex printer", imposed=True),
    )
}
