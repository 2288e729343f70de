"""Names of files inside an output: relative, with slashes, and never leading out of it."""

from __future__ import annotations

# What Windows cannot hold, what leads elsewhere there, and what stores take for a pattern.
_REFUSED = frozenset('\\:*?"<>|[]')


def is_name(name: str) -> bool:
    """Whether this may name a file in every kind of output: "clinic/language/layout-target.pdf".

    No part is empty or begins with a dot: dots lead upwards, or hide what is not finished.
    """
    return (
        name.isprintable()
        and _REFUSED.isdisjoint(name)
        and all(part and not part.startswith(".") for part in name.split("/"))
    )


def check_name(name: str) -> str:
    """The same name; ValueError, because names are made by us, when it is none."""
    if not is_name(name):
        raise ValueError(f"not a name inside an output: {name!r}")
    return name
