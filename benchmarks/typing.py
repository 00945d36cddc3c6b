"""From the last key to the verdict on the page, in a real Chromium: `python -m benchmarks.typing`, or a part of `site`.

A teacher types a post at the pace of a quick typist, with a roll of ten thousand. A clock inside the page runs from the
last key to the moment at which the verdict on these very words is drawn.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.posts import posts
from benchmarks.results import Results
from benchmarks.site import serving
from benchmarks.site.filling import ROLL
from tests.browser.chromium import MISSING, launched

MOST, PACE, LONGEST = 200, 60, 30  # milliseconds that are allowed; between two keys; characters of a post
TRIES, QUICK = 60, 3

# The verdict counts once it is drawn (two frames) and no newer words wait for theirs.
_CLOCK = """() => {
  window.taken = []; let key = 0;
  document.addEventListener('keydown', () => { key = performance.now(); }, true);
  new MutationObserver(() => {
    const result = document.getElementById('result');
    if (!key || result.classList.contains('waiting') || !document.getElementById('verdict')) return;
    const began = key; key = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => taken.push(performance.now() - began)));
  }).observe(document.getElementById('result'), {childList: true, attributes: true});
}"""


def measure(results: Results, folder: Path, *, tries: int, tell: Callable[[str], None]) -> None:
    """One typist on a server with nothing else to do."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            results.not_measured("first verdict after the last key: p95", f"under {MOST} ms", MISSING)
            return
        with serving.site(folder / "sheet", "sheet") as served:
            tell(f"typing, {tries} posts")
            name, _, value = served.cookie.partition("=")
            context = browser.new_context(base_url=f"http://localhost:{served.port}", service_workers="block")
            cookie: Any = {"name": name, "value": value, "url": f"http://localhost:{served.port}"}
            context.add_cookies([cookie])
            taken = _typed(context.new_page(), tries)
        browser.close()
    _told(results, taken)


def _typed(page: Page, tries: int) -> list[float]:
    """Milliseconds for each post; the first is not counted, for by it the roll's index is built."""
    page.goto("/check/")
    page.evaluate(_CLOCK)
    box = page.locator("#id_text")
    for post in [one for one in posts() if one.draft.text][: tries + 1]:
        before = page.evaluate("taken.length")
        box.fill("")
        box.press_sequentially(" ".join(post.draft.text.split())[:LONGEST], delay=PACE)
        for _look in range(200):  # the page's own rules let no text be run, which waiting for a function needs
            page.wait_for_timeout(100)
            if page.evaluate("taken.length") > before:
                break
        page.wait_for_timeout(200)
    taken: list[float] = page.evaluate("taken")
    return taken[-tries:]


def _told(results: Results, taken: list[float]) -> None:
    p95 = quantiles(taken, n=20)[18]
    results.say(f"## From the last key to the verdict, roll of {ROLL:,}, in Chromium")
    results.table(
        ("", "posts", "p50 ms", "p95 ms", "longest ms"),
        [("typed at 60 ms a key", len(taken), f"{median(taken):.0f}", f"{p95:.0f}", f"{max(taken):.0f}")],
    )
    results.aim("first verdict after the last key: p95", f"under {MOST} ms", f"{p95:.0f} ms", met=p95 < MOST)


def main() -> None:
    """This measure alone, printed."""
    results = Results()
    with TemporaryDirectory() as folder:
        tries = QUICK if "--quick" in sys.argv else TRIES
        measure(results, Path(folder), tries=tries, tell=lambda what: print(what, file=sys.stderr))
    print("\n\n".join(results.sections), *results.aims, sep="\n")


if __name__ == "__main__":
    main()
