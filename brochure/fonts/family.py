"""A family that is not built in: its faces, whichever files they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from brochure.fonts.face import Face
from brochure.fonts.facts import Facts
from brochure.fonts.facts import Permission
from brochure.fonts.match import held
from brochure.fonts.match import match_weight
from brochure.fonts.match import match_width


@dataclass(frozen=True, slots=True)
class Cut:
    """One face of a font file, and what it says about itself; `stamp` as in `Face`."""

    path: str
    index: int
    stamp: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Family:
    """A family's upright faces of one width; made by `make_family`.

    Two are equal when their name, their files' digest and the folder that they are in are.
    """

    name: str
    digest: str
    home: str
    cuts: tuple[Cut, ...] = field(compare=False)

    @property
    def has_width_axis(self) -> bool:
        """Whether its regular weight can be set narrower."""
        widths = self._cut(400)[0].facts.widths
        return widths[0] < widths[1]

    def face(self, weight: int, width: float) -> Face:
        """The face for a weight, matched as CSS matches it, as wide (in percent) as it can be."""
        cut, found = self._cut(weight)
        low, high = cut.facts.widths
        wide = held(float(width), (low, high)) if low < high else 100.0
        return Face(cut.path, cut.index, round(found), wide, cut.stamp)

    def faces(self) -> tuple[Face, ...]:
        """A face of each of its files, as light and as wide as it is by itself."""
        return tuple(self.face(round(cut.facts.weights[0]), 100.0) for cut in self.cuts)

    def _cut(self, weight: int) -> tuple[Cut, float]:
        found = match_weight([cut.facts.weights for cut in self.cuts], weight)
        # A static file that was drawn for the weight is better than a variable one that reaches it.
        holding = [cut for cut in self.cuts if cut.facts.weights[0] <= found <= cut.facts.weights[1]]
        return min(holding, key=lambda cut: cut.facts.weights[1] - cut.facts.weights[0]), found

    def refused(self, permission: Permission) -> tuple[Cut, ...]:
        """Its files that say that of themselves."""
        return tuple(cut for cut in self.cuts if cut.facts.permission is permission)


def make_family(cuts: Sequence[Cut], digest: str, home: str) -> Family | None:
    """The family of these cuts, all of one name, in `home`: upright ones of the width nearest to normal.

    None when none of them is upright.
    """
    upright = [cut for cut in cuts if cut.facts.upright]
    if not upright:
        return None
    width = match_width([cut.facts.widths for cut in upright])
    chosen = (cut for cut in upright if cut.facts.widths[0] <= width <= cut.facts.widths[1])
    return Family(upright[0].facts.family, digest, home, tuple(chosen))
