"""The schema turned into what a page shows: operations by subject, with the fields of what they take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_DEEPEST = 4


@dataclass(frozen=True)
class Field:
    """A key, what kind of value it has, and what is said of it."""

    name: str
    kind: str
    says: str
    needed: bool


@dataclass(frozen=True)
class Operation:
    """One operation."""

    id: str
    method: str
    path: str
    title: str
    says: str
    action: str
    scope: str
    once: bool
    parameters: list[Field]
    takes: list[Field]
    takes_kinds: tuple[str, ...]
    gives: list[Field]


@dataclass(frozen=True)
class Subject:
    """Operations of one subject."""

    title: str
    operations: list[Operation]


def read(schema: dict[str, Any]) -> list[Subject]:
    """All of it, in the order of the schema."""
    subjects: dict[str, list[Operation]] = {tag["name"]: [] for tag in schema["tags"]}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            subjects[told["tags"][0]].append(_operation(path, method, told, schema["components"]["schemas"]))
    return [Subject(title, found) for title, found in subjects.items()]


def _operation(path: str, method: str, told: dict[str, Any], shapes: dict[str, Any]) -> Operation:
    body = told.get("requestBody", {}).get("content", {})
    answer = next(one for status, one in told["responses"].items() if status.startswith("2"))
    parameters = [
        Field(one["name"], _kind(one["schema"], shapes), one.get("description", ""), one.get("required", False))
        for one in told["parameters"]
    ]
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        title=told["summary"],
        says=told.get("description", "").partition("\n\n")[2],
        action=told["x-action"],
        scope=told["x-scope"],
        once=any(one["name"] == "Idempotency-Key" for one in told["parameters"]),
        parameters=parameters,
        takes=_fields(body, shapes),
        takes_kinds=tuple(body),
        gives=_fields(answer.get("content", {}), shapes),
    )


def _fields(content: dict[str, Any], shapes: dict[str, Any]) -> list[Field]:
    schema: dict[str, Any] = next((one["schema"] for one in content.values()), {})
    return _within(schema, shapes, "", _DEEPEST)


def _within(schema: dict[str, Any], shapes: dict[str, Any], before: str, deepest: int) -> list[Field]:
    """`channel`, then `channel.kind`: a shape with the shapes in it."""
    shape = _resolved(schema, shapes)
    found: list[Field] = []
    for name, one in shape.get("properties", {}).items():
        key = f"{before}{name}"
        found.append(Field(key, _kind(one, shapes), one.get("description", ""), name in shape.get("required", ())))
        inner, many = _inner(one)
        if inner and deepest > 1:
            found += _within(inner, shapes, f"{key}{'[]' if many else ''}.", deepest - 1)
    return found


def _inner(one: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The shape that a value has, or that each of a list has."""
    if "$ref" in one:
        return one, False
    for other in (*one.get("anyOf", ()), *one.get("allOf", ())):
        inner, many = _inner(other)
        if inner:
            return inner, many
    items = one.get("items", {})
    return (items, True) if "$ref" in items else ({}, False)


def _resolved(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = shapes[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    return found


def _kind(one: dict[str, Any], shapes: dict[str, Any]) -> str:
    if "$ref" in one:
        return _kind(_resolved(one, shapes), shapes)
    if "anyOf" in one:
        return " or ".join(dict.fromkeys(_kind(other, shapes) for other in one["anyOf"]))
    if "enum" in one:
        return ", ".join(f"“{word}”" for word in one["enum"])
    if "const" in one:
        return f"“{one['const']}”"
    if one.get("type") == "array":
        return f"list of {_kind(one['items'], shapes)}" if "items" in one else "list"
    return str(one.get("format", one.get("type", "anything")))
