"""What is wrong with a page for somebody: each function lists it, and an empty list is a good page."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

WIDTHS = (320, 768, 1280)
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast", "link-in-text-block"],  # all else is the same as in the light
}
MOST = 60_000
_THERE = Axe("null")  # half a megabyte of script, which a page is given once

# What is below 44 pixels and no link in the flow of a text, which WCAG 2.5.8 excepts. A clause's tag is a mark of 24
# pixels at least; where it stands alone, its surroundings answer to the touch as well.
_SMALL = """() => {
  const inText = (e) => e.tagName === 'A' && getComputedStyle(e).display.startsWith('inline') &&
    !getComputedStyle(e).display.includes('flex') && e.closest('p, li, td, th, dd, header, small, div');
  const target = (e) => e.closest('.choice') && e.matches('input') ? e.closest('.choice') : e;
  return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
    .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.skip') && !inText(e))
    .map((e) => [e.outerHTML.slice(0, 120), target(e).getBoundingClientRect()])
    .filter(([html, box]) => Math.min(box.height, box.width) < (html.includes('class="clause"') ? 24 : 43.5))
    .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`);
}"""
_MOVES = """() => [...document.querySelectorAll('*')].filter((e) => {
  const style = getComputedStyle(e);
  return style.animationName !== 'none' || style.transitionDuration.split(', ').some((t) => parseFloat(t) > 0);
}).map((e) => e.outerHTML.slice(0, 80))"""
# Numbers everything that the Tab key should reach, in the order of the page. Of radio buttons it reaches one a group.
_NUMBER = """() => {
  const groups = new Set();
  const reachable = [...document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter((e) => !e.disabled && (e.matches('.skip') || e.checkVisibility({visibilityProperty: true})))
    .filter((e) => e.type !== 'radio' || !groups.has(e.name) && groups.add(e.name));
  document.activeElement.blur();
  return reachable.map((e, at) => (e.dataset.at = at, e.outerHTML.slice(0, 120)));
}"""
_HERE = """() => {
  const e = document.activeElement, group = e.type === 'radio' && document.querySelector(`[name="${e.name}"][data-at]`);
  const style = getComputedStyle(e), at = (group || e).dataset.at;
  return at === undefined ? null : [Number(at),
    style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3 && style.boxShadow !== 'none'];
}"""


def at_each_width(page: Page) -> Iterator[int]:
    """The page on a small telephone, a tablet and a desk."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield width


def hard_to_read(page: Page) -> list[str]:
    """What axe finds, light and dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        results = _THERE.run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
        found += [f"{scheme}: {results.generate_report()}"] if results.violations_count else []
    return found


def wider_than(page: Page, width: int) -> bool:
    """Whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


def small(page: Page) -> list[str]:
    """What is too small for a thumb."""
    found: list[str] = page.evaluate(_SMALL)
    return found


def moving(page: Page) -> list[str]:
    """What moves although the reader asked for nothing to."""
    found: list[str] = page.evaluate(_MOVES)
    return found


def out_of_reach(page: Page) -> list[str]:
    """What the Tab key does not reach in the order of the page, or where one does not see that it has."""
    page.set_viewport_size({"width": 1280, "height": 800})
    all_of_them: list[str] = page.evaluate(_NUMBER)
    dates = page.locator("input[type=date]").count()
    places: dict[int, bool] = {}
    for _press in range(len(all_of_them) + 4 * dates + 2):
        page.keyboard.press("Tab")
        place = page.evaluate(_HERE)
        if place:
            places.setdefault(*place)
    order = list(places)
    start = order.index(0) if 0 in order else 0
    found = [html for at, html in enumerate(all_of_them) if not places.get(at)]
    return found if order[start:] + order[:start] == list(range(len(all_of_them))) else [*found, f"order {order}"]


def heavy(answers: list[Response]) -> list[str]:
    """What a page brings, if all of it is 60 kB or more."""
    weights = {answer.url: _weight(answer) for answer in answers}
    return [f"{weight} {url}" for url, weight in weights.items()] if sum(weights.values()) >= MOST else []


def _weight(answer: Response) -> int:
    """As sent in service: static files are kept compressed; pages are not compressed, for what is theirs in them."""
    body = answer.body()
    headers = sum(len(name) + len(value) + 4 for name, value in answer.all_headers().items())
    return headers + len(gzip.compress(body) if "/static/" in answer.url else body)
