"""Reads a template for words that no translator would ever see."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import DebugLexer, TokenType

SPOKEN = {"alt", "title", "aria-label", "placeholder", "data-label", "label", "summary"}
NOT_SPOKEN = {"script", "style", "code", "pre", "svg"}
NO_END = {"img", "input", "br", "hr", "meta", "link", "wbr", "source"}
TOLD = {"label", "help_text", "empty_label", "legend"}
HIDDEN_TAGS = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "comment": "endcomment"}


class _Reader(HTMLParser):
    """Collects words outside all tags of translation, except where the page says `translate="no"`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        silent = tag in NOT_SPOKEN or ("translate", "no") in attrs
        if not self._is_silent() and not silent:
            self.found += [value for name, value in attrs if name in SPOKEN and value and _has_words(value)]
        if tag not in NO_END:
            self._silent.append(silent)

    def handle_endtag(self, tag: str) -> None:
        if tag not in NO_END and self._silent:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._is_silent() and _has_words(data):
            self.found.append(data.strip())

    def _is_silent(self) -> bool:
        return any(self._silent)


def untranslated(template: str) -> list[str]:
    """The words of a template that stand outside {% translate %} and {% blocktranslate %}."""
    reader = _Reader()
    reader.feed("".join(_own_text(template)))
    reader.close()
    return reader.found


def _own_text(template: str) -> Iterator[str]:
    until = ""
    for token in DebugLexer(template).tokenize():
        word = token.contents.split(" ")[0] if token.token_type == TokenType.BLOCK else ""
        if until:
            until = "" if word == until else until
        elif word in HIDDEN_TAGS:
            until = HIDDEN_TAGS[word]
        elif token.token_type == TokenType.TEXT:
            yield token.contents


def untranslated_in_code(code: str) -> list[str]:
    """The labels, hints and messages of a module that are plain text."""
    return [value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) for value in _plain(node)]


def _plain(call: ast.Call) -> Iterator[str]:
    spoken = [keyword.value for keyword in call.keywords if keyword.arg in TOLD]
    if (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "messages"
    ):
        spoken += call.args[1:2]
    for value in spoken:
        if isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and _has_words(value.value)):
            yield ast.unparse(value)


def _has_words(text: object) -> bool:
    return isinstance(text, str) and any(letter.isalpha() for letter in text)
