"""What every block of clinic.yaml is."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic import ConfigDict


class Part(BaseModel):
    """A block of clinic.yaml: frozen, hashable, and refusing names that it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, alias_generator=lambda name: name.replace("_", "-")
    )
