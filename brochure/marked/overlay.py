"""One YAML document laid over another, each value still knowing the file that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brochure.marked.reader import Marked
from brochure.marked.reader import Trail


def overlay(under: Marked, over: Marked) -> Marked:
    """The values of `over`, and those of `under` where it is silent.

    Blocks are laid over one another name by name; lists and all other values replace what stood there,
    and an empty value takes it away.
    """
    replaced = frozenset(_find_replaced(under.value, over.value, ()))
    kept = {
        trail for trail in under.places if not any(trail[:end] in replaced for end in range(len(trail) + 1))
    }
    return Marked(
        _lay(under.value, over.value),
        {**{trail: place for trail, place in under.places.items() if trail in kept}, **over.places},
        {**{trail: place for trail, place in under.key_places.items() if trail in kept}, **over.key_places},
        {**{trail: text for trail, text in under.written.items() if trail in kept}, **over.written},
    )


def _lay(under: Any, over: Any) -> Any:
    if not (isinstance(under, dict) and isinstance(over, dict)):
        return over
    # A key knows its own place: where both have it, the upper one's counts.
    merged = {key: value for key, value in under.items() if key not in over}
    return {
        **merged,
        **{key: _lay(under[key], value) if key in under else value for key, value in over.items()},
    }


def _find_replaced(under: Any, over: Any, trail: Trail) -> Iterator[Trail]:
    """Trails of values of `over` that take the place of one of `under` whole."""
    if not (isinstance(under, dict) and isinstance(over, dict)):
        yield trail
        return
    for key, value in over.items():
        if key in under:
            yield from _find_replaced(under[key], value, (*trail, key))
