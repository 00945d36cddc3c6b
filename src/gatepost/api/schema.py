"""The schema as OpenAPI 3.1: what the library writes, completed with our bodies, answers, problems and marks."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from gatepost.api import problems

# What an operation carries for this module; the first two stay in the schema, for readers.
ACTION, SCOPE, GIVES, TAKES, ONCE = "x-action", "x-scope", "x-gives", "x-takes", "x-once"
_REF = "#/components/schemas/{model}"
_ALWAYS = (400, 401, 403, 404, 405, 406, 429, 500, 503)
_WITH_BODY = (411, 413, 415)
_PARAMETERS = (422,)
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A word of your own for this one request. The same word with the same request gets the same answer, "
    "and nothing is done twice; with another request it is refused. It is known for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_HEADERS = {
    401: {"WWW-Authenticate": "What kind of token is asked for."},
    405: {"Allow": "The methods that there are."},
    429: {"Retry-After": "Seconds to wait."},
    503: {"Retry-After": "Seconds to wait."},
}


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """The library's schema with everything that it does not say."""
    shapes: dict[str, Any] = schema["components"]["schemas"]
    _shape(problems.Said, shapes, "serialization")
    for path in schema["paths"].values():
        for method, operation in path.items():
            _complete(operation, shapes, has_body=method == "post")
    schema["components"]["securitySchemes"].pop("Nobody", None)
    schema["tags"] = [{"name": name} for name in _tags(schema)]
    return schema


def _complete(operation: dict[str, Any], shapes: dict[str, Any], *, has_body: bool) -> None:
    status, kind, gives = operation.pop(GIVES)
    takes = operation.pop(TAKES, None)
    if operation.pop(ONCE, False):
        operation["parameters"].append(KEY)
    if takes is not None:
        kinds, model = takes
        said = _shape(model, shapes, "validation") if model else {"type": "string", "format": "binary"}
        content = {one: {"schema": said} for one in kinds}
        operation["requestBody"] = {"required": True, "content": content}
    content = {kind: {"schema": _shape(gives, shapes, "serialization")}} if gives else {}
    first = {"description": HTTPStatus(status).phrase, **({"content": content} if content else {})}
    statuses = (*_ALWAYS, *_PARAMETERS, *(_WITH_BODY if has_body or takes else ()), *((409,) if has_body else ()))
    operation["responses"] = {str(status): first, **{str(one): _problem(one) for one in sorted(statuses)}}


def _problem(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {problems.KIND: {"schema": {"$ref": _REF.format(model="Said")}}},
    }
    if status in _HEADERS:
        found["headers"] = {
            name: {"description": says, "schema": {"type": "string"}} for name, says in _HEADERS[status].items()
        }
    return found


def _shape(model: type[BaseModel], shapes: dict[str, Any], mode: JsonSchemaMode) -> dict[str, str]:
    """A reference to the model's schema, which joins the others."""
    made = model.model_json_schema(ref_template=_REF, mode=mode)
    shapes.update(made.pop("$defs", {}))
    shapes[model.__name__] = made
    return {"$ref": _REF.format(model=model.__name__)}


def _tags(schema: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(tag for path in schema["paths"].values() for one in path.values() for tag in one["tags"]))
