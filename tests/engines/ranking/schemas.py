"""The part of JSON Schema that ours use: enough to say whether data follow a schema, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties",
    "items", "minItems", "maxItems", "minLength", "minProperties", "minimum", "maximum", "exclusiveMinimum", "enum",
    "const", "anyOf", "oneOf",
}  # fmt: skip


def faults(data: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, path: str = "") -> Iterator[str]:
    """Yield what does not follow the schema, with where."""
    root = root or schema
    assert set(schema) <= KNOWN, f"unknown keyword in {set(schema) - KNOWN}"
    if "$ref" in schema:
        yield from faults(data, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, path)
    for kind, wanted in (("anyOf", None), ("oneOf", 1)):
        if kind in schema:
            fits = sum(not list(faults(data, one, root, path)) for one in schema[kind])
            if not fits or (wanted and fits != wanted):
                yield f"{path}: {data!r} fits {fits} of {kind}"
    if "type" in schema and not _is(data, schema["type"]):
        yield f"{path}: {data!r} is not {schema['type']}"
        return
    if "const" in schema and data != schema["const"]:
        yield f"{path}: {data!r} is not {schema['const']!r}"
    if "enum" in schema and data not in schema["enum"]:
        yield f"{path}: {data!r} is not one of {schema['enum']}"
    yield from _inside(data, schema, root, path)


def _is(data: Any, kind: str) -> bool:
    if kind in ("number", "integer"):
        return isinstance(data, int if kind == "integer" else (int, float)) and not isinstance(data, bool)
    return isinstance(data, TYPES[kind])


def _inside(data: Any, schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    if isinstance(data, dict):
        yield from (f"{path}: {key} is missing" for key in schema.get("required", []) if key not in data)
        if len(data) < schema.get("minProperties", 0):
            yield f"{path}: too few keys"
        for key, value in data.items():
            part = schema.get("properties", {}).get(key, schema.get("additionalProperties", True))
            if part is False:
                yield f"{path}: {key} is not known"
            elif isinstance(part, dict):
                yield from faults(value, part, root, f"{path}/{key}")
    elif isinstance(data, list):
        if not schema.get("minItems", 0) <= len(data) <= schema.get("maxItems", len(data)):
            yield f"{path}: {len(data)} items"
        for index, value in enumerate(data):
            yield from faults(value, schema.get("items", {}), root, f"{path}/{index}")
    elif isinstance(data, str) and len(data) < schema.get("minLength", 0):
        yield f"{path}: empty"
    elif isinstance(data, int | float) and not isinstance(data, bool):
        low, high = schema.get("minimum", data), schema.get("maximum", data)
        if not low <= data <= high or data <= schema.get("exclusiveMinimum", data - 1):
            yield f"{path}: {data} out of bounds"
