"""The schemas that editors check YAML files with are those of the models, and accept our own files."""

import json
import re
from pathlib import Path

import pytest

from brochure.diagnostics import BuildError
from brochure.marked import load
from brochure.schemas import schema
from brochure.schemas import SCHEMAS
from brochure.schemas import write_schemas

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = {
    "content": "content.yaml",
    "clinic": "clinics/riverside/clinic.yaml",
    "layout": "layouts/trifold/layout.yaml",
    "look": "looks/warm/look.yaml",
    "styles": "looks/warm/styles.yaml",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_in_the_project_are_the_models_own(name):
    kept = (ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    assert json.loads(kept) == json.loads(json.dumps(schema(name))), "run: brochure schema --output schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_says_which_draft_it_is_and_refuses_unknown_keys(name):
    made = schema(name)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"] == f"{name}.yaml"
    assert made["additionalProperties"] is False


def refusals(value, rule, schemas, path=()):
    """Where a value breaks a schema: as much of JSON Schema as pydantic writes of our models."""
    if "$ref" in rule:
        return refusals(value, schemas[rule["$ref"].rsplit("/", 1)[1]], schemas, path)
    if "anyOf" in rule:
        tried = [refusals(value, one, schemas, path) for one in rule["anyOf"]]
        return [] if any(not found for found in tried) else tried[0]
    kinds = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
    }
    kind = rule.get("type")
    if kind == "string" and rule.get("format") == "date":
        return [] if hasattr(value, "isoformat") else [path]
    if kind and (not isinstance(value, kinds[kind]) or (kind != "boolean" and isinstance(value, bool))):
        return [path]
    if "enum" in rule and value not in rule["enum"]:
        return [path]
    if isinstance(value, str) and "pattern" in rule and not re.search(rule["pattern"], value):
        return [path]
    if isinstance(value, list):
        return [
            found
            for index, item in enumerate(value)
            for found in refusals(item, rule.get("items", {}), schemas, (*path, index))
        ]
    if isinstance(value, dict):
        known = rule.get("properties", {})
        other = rule.get("additionalProperties", {})
        found = [(*path, name) for name in rule.get("required", ()) if name not in value]
        for name, item in value.items():
            if name not in known and other is False:
                found.append((*path, name))
            else:
                inner = known.get(name, other if isinstance(other, dict) else {})
                found += refusals(item, inner, schemas, (*path, name))
        return found
    return []


@pytest.mark.parametrize("name", SCHEMAS)
def test_our_own_files_keep_to_their_schema(name):
    path = ROOT / EXAMPLES[name]
    rule = schema(name)
    value = load(path.read_bytes(), path.name).value
    assert refusals(value, rule, rule.get("$defs", {})) == []
    # The same reading finds what an editor would underline.
    assert refusals({**value, "misspelt": 1}, rule, rule.get("$defs", {})) == [("misspelt",)]


def test_a_length_without_a_unit_is_underlined():
    rule = schema("layout")
    layout = {"summary": "x", "fold": "roll-fold", "plans": [], "size": {"largest": 14, "smallest": "12pt"}}
    assert refusals(layout, rule, rule["$defs"]) == [("size", "largest")]


def test_schemas_are_written_whole(tmp_path):
    paths = write_schemas(tmp_path / "new")
    assert [path.name for path in paths] == [f"{name}.json" for name in SCHEMAS]
    assert json.loads(paths[0].read_text(encoding="utf-8"))["title"] == "content.yaml"
    (tmp_path / "file").write_text("x")
    with pytest.raises(BuildError, match="cannot be written"):
        write_schemas(tmp_path / "file")
