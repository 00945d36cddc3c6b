"""The schema turned into what a page shows: operations by subject, with the fields of what they take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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
    takes: str  # the name of a shape; empty for a file
    takes_kinds: tuple[str, ...]
    gives: str


@dataclass(frozen=True)
class Shape:
    """A kind of object, told of once."""

    name: str
    says: str
    fields: list[Field]


@dataclass(frozen=True)
class Subject:
    """Operations of one subject."""

    title: str
    operations: list[Operation]


def read(schema: dict[str, Any]) -> list[Subject]:
    """All operations, in the order of the schema."""
    subjects: dict[str, list[Operation]] = {tag["name"]: [] for tag in schema["tags"]}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            subjects[told["tags"][0]].append(_operation(path, method, told))
    return [Subject(title, found) for title, found in subjects.items()]


def shapes(schema: dict[str, Any]) -> list[Shape]:
    """Every kind of object that is sent or comes back."""
    found = schema["components"]["schemas"].items()
    return [Shape(name, one.get("description", ""), _fields(one)) for name, one in sorted(found) if "properties" in one]


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    body = told.get("requestBody", {}).get("content", {})
    answer = next(one for status, one in told["responses"].items() if status.startswith("2"))
    parameters = [
        Field(one["name"], _kind(one["schema"]), one.get("description", ""), one.get("required", False))
        for one in told["parameters"]
        if one["in"] != "header"
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
        takes=_shape(body),
        takes_kinds=tuple(body),
        gives=_shape(answer.get("content", {})),
    )


def _shape(content: dict[str, Any]) -> str:
    schema: dict[str, Any] = next((one["schema"] for one in content.values()), {})
    return _named(schema) if "$ref" in schema else ""


def _named(schema: dict[str, Any]) -> str:
    return str(schema["$ref"].rsplit("/", 1)[-1])


def _fields(shape: dict[str, Any]) -> list[Field]:
    needed = shape.get("required", ())
    return [
        Field(name, _kind(one), one.get("description", ""), name in needed) for name, one in shape["properties"].items()
    ]


def _kind(one: dict[str, Any]) -> str:
    if "$ref" in one:
        return _named(one)
    if "anyOf" in one:
        return " or ".join(dict.fromkeys(map(_kind, one["anyOf"])))
    if "enum" in one:
        return ", ".join(f"“{word}”" for word in one["enum"])
    if "const" in one:
        return f"“{one['const']}”"
    if one.get("type") == "array":
        return f"list of {_kind(one['items'])}" if "items" in one else "list"
    return str(one.get("format", one.get("type", "anything")))
