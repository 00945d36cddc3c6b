"""On which line of a YAML file something stands, so that a mistake can name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from gatepost.policy.reading import Loader


@dataclass
class Lines:
    """The files of a pack, each read once, when its first line number is asked for.

    `Lines(folder).of("clauses/4-SU.yaml", "clauses", 3, "breaks", 0)` is where that break stands.
    """

    folder: Path
    _nodes: dict[str, yaml.Node | None] = field(default_factory=dict)

    def of(self, file: str, *path: str | int) -> int:
        """The line of what `path` leads to, or of the last step on the way that exists; 1 without a file."""
        if file not in self._nodes:
            self._nodes[file] = _composed(self.folder / file)
        node = self._nodes[file]
        line = 1
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            line, node = found
        return line


def _composed(path: Path) -> yaml.Node | None:
    if not path.is_file():
        return None
    node: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=Loader)
    return node


def _step(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """The line and the node one step further; for a key, the line of the key."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    return None
