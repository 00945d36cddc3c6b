"""Read YAML strictly: every mistake names its file, its line, what was expected, and a hint."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML without its C part: slower, same result
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]


class Loader(_SafeLoader):
    """YAML 1.2's idea of a truth value: `true` and `false` only, so that the key `on:` stays a word.

    Dates stay words too: the model reads them, and tells which line holds one that never was.
    """


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, forms in _SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))

Model = TypeVar("Model", bound=BaseModel)


class PolicyError(ValueError):
    """A pack that cannot be used: all its mistakes, one to a line."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint: `did you mean X?`, or the first few that are known."""
    names = sorted(set(known))
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    shown = ", ".join(names[:8])
    return f"known: {shown}{', …' if len(names) > 8 else ''}"


def read(text: str, model: type[Model], file: str) -> Model:
    """`text` as a `model`; PolicyError with `file:line: problem; expected …; hint` for each mistake."""
    try:
        node = yaml.compose(text, Loader=Loader)
        values = yaml.load(text, Loader=Loader)  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, ValueError) as problem:
        raise PolicyError([_syntax(problem, file)]) from None
    except RecursionError:
        raise PolicyError([_TOO_DEEP.format(file=file)]) from None
    if node is None:
        raise PolicyError([f"{file}:1: the file is empty; expected {_keys(model)}"])
    try:
        repeated = list(_repeated_keys(node, file))
    except RecursionError:
        raise PolicyError([_TOO_DEEP.format(file=file)]) from None
    if repeated:
        raise PolicyError(repeated)
    try:
        return model.model_validate(values, strict=False)
    except ValidationError as problem:
        raise PolicyError(_mistakes(problem, node, model, file)) from None


_TOO_DEEP = (
    "{file}:1: nested too deeply, or an alias that holds itself; expected plain keys and values; hint: write it out"
)


def _syntax(problem: Exception, file: str) -> str:
    mark = getattr(problem, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "unreadable text"
    return f"{file}:{line}: not YAML: {what}; expected keys and values; hint: quote a text that holds a colon"


def _repeated_keys(node: yaml.Node, file: str) -> Iterable[str]:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if str(key.value) in seen:
                yield (
                    f"{file}:{line}: {key.value!r} stands twice; expected once; "
                    f"hint: it stands first on line {seen[str(key.value)]}"
                )
            seen[str(key.value)] = line
            yield from _repeated_keys(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item, file)


def _mistakes(problem: ValidationError, node: yaml.Node, model: type[BaseModel], file: str) -> list[str]:
    return [_mistake(error, node, model, file) for error in problem.errors(include_url=False)]


def _mistake(error: Any, node: yaml.Node, model: type[BaseModel], file: str) -> str:
    path = tuple(error["loc"])
    where = ".".join(str(step) for step in path) or "the file"
    head = f"{file}:{_line(node, path)}: {where}: "
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        fields = _fields_at(model, path[:-1])
        return f"{head}unknown key; expected one of {', '.join(fields)}; hint: {nearest(str(path[-1]), fields)}"
    if kind == "missing":
        return f"{head}missing; expected this key; hint: add `{path[-1]}:`"
    if kind == "literal_error":
        choices = context["expected"].replace("'", "")
        hint = nearest(str(error["input"]), choices.replace(" or ", ", ").split(", "))
        return f"{head}{error['input']!r}; expected {choices}; hint: {hint}"
    if kind in ("model_type", "tuple_type", "dict_type", "model_attributes_type"):
        wanted = "a list (a tuple)" if kind == "tuple_type" else f"the keys {', '.join(_fields_at(model, path))}"
        return f"{head}{type(error['input']).__name__} where it does not fit; expected {wanted}; hint: see docs/writing-a-policy.md"
    if kind == "string_pattern_mismatch":
        return f"{head}{error['input']!r}; expected the form {context['pattern']}; hint: see docs/writing-a-policy.md"
    said = error["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    return f"{head}{str(error['input'])[:60]!r}; expected {said}; hint: see docs/writing-a-policy.md"


def _line(node: yaml.Node, path: tuple[Any, ...]) -> int:
    """The line of the deepest node on `path` that exists."""
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        node = found
    return int(node.start_mark.line) + 1


def _child(node: yaml.Node, step: Any) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                # a scalar's own line is its key's: the value may be folded below
                return value if isinstance(value, yaml.CollectionNode) else key
    return None


def _fields_at(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """The keys allowed at `path`: the models are followed through tuples by their annotations."""
    here = model
    for step in path:
        if isinstance(step, str) and step in here.model_fields:
            inner = _model_in(here.model_fields[step].annotation)
            here = inner or here
    return list(here.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found:
            return found
    return None


def _keys(model: type[BaseModel]) -> str:
    return ", ".join(model.model_fields)
