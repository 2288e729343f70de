"""What has been made once and may be asked for again, within a bound in bytes.

Nothing is ever invalidated: a key holds everything that its value was made from, so other input
has another key, and the least used value goes when the bound is reached.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Hashable
from typing import Generic
from typing import TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by key, the least recently used forgotten first; `limit` is in bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.held = 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()

    def get(self, key: Hashable) -> Value | None:
        """The value under `key`, or None when it was never there or has been forgotten."""
        entry = self._values.get(key)
        if entry is None:
            return None
        self._values.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, value: Value, size: int) -> Value:
        """Keep `value`, about `size` bytes; a value larger than the whole bound is not kept."""
        old = self._values.pop(key, None)
        if old is not None:
            self.held -= old[1]
        if size <= self.limit:
            self._values[key] = (value, size)
            self.held += size
        while self.held > self.limit:
            _, (_, dropped) = self._values.popitem(last=False)
            self.held -= dropped
        return value

    def remember(self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """The value under `key`, made and kept when it is not there."""
        value = self.get(key)
        return value if value is not None else self.put(key, made := make(), size(made))

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self.held = 0

    def __len__(self) -> int:
        return len(self._values)
