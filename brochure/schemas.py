"""JSON Schema of each YAML file, so that editors complete and check what an author writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from brochure.brand.model import Brand
from brochure.content.model import Content
from brochure.layouts.layout import LayoutFile
from brochure.looks import LookFile
from brochure.output import write_whole
from brochure.styles.model import StylesFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "content": Content,
    "clinic": Brand,
    "layout": LayoutFile,
    "look": LookFile,
    "styles": StylesFile,
}
"""The models by the name of the file that they describe."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of file."""
    made = SCHEMAS[name].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": f"{name}.yaml"}


def write_schemas(directory: Path) -> tuple[Path, ...]:
    """Write every schema as <name>.json into `directory`; gives the paths. BuildError where it cannot."""
    paths = []
    for name in SCHEMAS:
        path = directory / f"{name}.json"
        text = json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
        write_whole(path, text.encode())
        paths.append(path)
    return tuple(paths)
