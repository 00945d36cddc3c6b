"""Every word that a reader sees can be translated, and a translation is shown."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from django.template import loader
from django.test import override_settings
from django.utils import translation
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from gatepost import apps, web
from tests.house.tree import name_of
from tests.web.look.words import untranslated, untranslated_in_code

WEB = Path(web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
CODE = [path for folder in (WEB, Path(apps.__file__).parent) for path in sorted(folder.rglob("*.py"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_word_of_a_template_escapes_translation(path: Path) -> None:
    assert untranslated(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_label_hint_or_message_escapes_translation(path: Path) -> None:
    assert untranslated_in_code(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_translator_s_tools_can_read_a_template(path: Path) -> None:
    text = path.read_text("utf-8")
    words = text.count("{% translate ") + text.count("{% blocktranslate")
    assert templatize(text).count("gettext(") >= words


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p>{% translate "Hello" %}</p>', []),
        ("<p>{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}, you</p>", [", you"]),
        ('<a aria-label="Close">{{ sign }}</a>', ["Close"]),
        ('<a aria-label="{% translate "Close" %}" class="quiet">×</a>', []),
        ("<p translate='no'>Ms Hill</p><p>is in</p>", ["is in"]),
        ("{% comment %}For us{% endcomment %}<code>gatepost demo</code>", []),
        ("{% if a %}<b>Yes</b>{% endif %}", ["Yes"]),
    ],
)
def test_the_reader_of_templates_finds_what_it_should(template: str, found: list[str]) -> None:
    assert untranslated(template) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('forms.CharField(label="Name")', ["'Name'"]),
        ('forms.CharField(label=_("Name"), help_text="")', []),
        ('messages.success(request, f"Saved {name}")', ["f'Saved {name}'"]),
        ('messages.success(request, _("Saved"))', []),
    ],
)
def test_the_reader_of_code_finds_what_it_should(code: str, found: list[str]) -> None:
    assert untranslated_in_code(code) == found


def test_a_translation_is_shown(tmp_path: Path) -> None:
    catalogue(tmp_path / "cy" / "LC_MESSAGES", {"Try again": "Rhowch gynnig arall arni", "Main": "Prif"})
    with override_settings(LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")], LOCALE_PATHS=[tmp_path]):
        vars(trans_real)["_translations"].pop("cy", None)
        with translation.override("cy"):
            page = loader.render_to_string("look/offline.html")
        vars(trans_real)["_translations"].pop("cy", None)
    assert "Rhowch gynnig arall arni" in page
    assert '<html lang="cy">' in page


def catalogue(folder: Path, words: dict[str, str]) -> None:
    """A catalogue as gettext keeps it: the head, the table of ours, the table of theirs, then all of the text."""
    folder.mkdir(parents=True)
    pairs = sorted({"": "Content-Type: text/plain; charset=utf-8\n", **words}.items())
    text, places = b"", []
    for side in (0, 1):
        for pair in pairs:
            written = pair[side].encode()
            places.append((len(written), 28 + 16 * len(pairs) + len(text)))
            text += written + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    (folder / "django.mo").write_bytes(head + b"".join(struct.pack("<2I", *place) for place in places) + text)
