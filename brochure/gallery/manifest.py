"""manifest.json: what a batch has printed, for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any

from brochure.gallery.model import Entry
from brochure.gallery.model import in_order

FORMAT = 1
"""Raised when a key goes or changes its meaning; a new key does not raise it."""


def make_manifest(entries: Sequence[Entry], title: str) -> bytes:
    """The manifest as JSON in UTF-8: a row for each file, and one for each entry that has editions missing.

    Each row stands on a line of its own, in the order of its id, so that two manifests can be compared by
    line. The same entries give the same bytes in any order.
    """
    ordered = in_order(entries)
    head = json.dumps({"format": FORMAT, "title": title}, ensure_ascii=False, indent=1)
    lists = [("editions", _editions(ordered)), ("stopped", _stopped(ordered))]
    parts = [head.removesuffix("\n}"), *(_rows(name, rows) for name, rows in lists)]
    return (",\n ".join(parts) + "\n}\n").encode(errors="replace")


def _rows(name: str, rows: Iterable[dict[str, Any]]) -> str:
    lines = [json.dumps(row, ensure_ascii=False) for row in sorted(rows, key=lambda row: str(row["id"]))]
    return f'"{name}": [' + ",".join(f"\n  {line}" for line in lines) + ("\n ]" if lines else "]")


def _editions(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        for file in sorted(entry.files):
            yield {
                "id": f"{entry.id}/{file.target}",
                "clinic": entry.clinic,
                "language": entry.language,
                "layout": entry.layout,
                "target": file.target,
                "path": file.href,
                "digest": file.digest,
                "bytes": file.bytes,
                "pages": file.pages,
                "version": entry.version,
                "size": entry.size,
                "plan": entry.plan,
                "draft": entry.draft,
                "warnings": entry.warnings,
            }


def _stopped(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if entry.stopped:
            yield {
                "id": entry.id,
                "clinic": entry.clinic,
                "language": entry.language,
                "layout": entry.layout,
                "messages": entry.stopped,
            }
