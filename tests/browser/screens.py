"""Makes the pictures in docs/screens anew, of a demonstration that runs: `make demo` in one window, `make screens` in another.

`python -m tests.browser.screens http://localhost:8000`
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import MISSING, launched

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {"phone": (390, 844), "desktop": (1280, 800)}
COLOURS = 64


class Screen(NamedTuple):
    """A picture: its name, who of the cast looks (nobody: without signing in), and the page.

    `press` names a link or button that is pressed there first; `dark` shows it as it is at night.
    """

    name: str
    who: str
    page: str
    press: str = ""
    dark: bool = False


SCREENS = (
    Screen("sign-in", "", "/accounts/login/"),
    Screen("demo", "", "/demo/"),
    Screen("today-teacher", "Ms Hill", "/"),
    Screen("today-executive-head", "Dr Pace", "/"),
    Screen("today-head", "Mrs Penfold", "/"),
    Screen("tell", "Ms Hill", "/tell/child_contact/"),
    Screen("check", "Ms Hill", "/check/"),
    Screen("decide", "Dr Pace", "/posts/waiting/", press="Mrs Fairweather"),
    Screen("ask", "Ms Hill", "/ask/"),
    Screen("question", "Mrs Penfold", "/questions/waiting/", press="A question by Mr Tidy"),
    Screen("today-at-night", "Mr Okoro", "/", dark=True),
    Screen("policy", "Mrs Fairweather", "/policy/"),
    Screen("clause", "Ms Hill", "/policy/SU-4b/"),
    Screen("who-does-what", "Mrs Webb", "/who-does-what/"),
    Screen("people", "Dr Pace", "/people/"),
    Screen("person", "Dr Pace", "/schools/SMP/", press="Ms Rowena Hill"),
    Screen("pupils", "Mrs Savage", "/pupils/"),
    Screen("family", "Mrs Fairweather", "/family/"),
    Screen("imports", "Mrs Savage", "/imports/"),
    Screen("ledger", "Dr Pace", "/ledger/"),
    Screen("colours", "Dr Pace", "/federation/"),
    Screen("state", "Mr Clay", "/state/", press="Look now"),
    Screen("look", "", "/look/"),
)


def main(site: str) -> None:
    """Take them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            sys.exit(MISSING)
        for screen in SCREENS:
            for name, picture in taken(browser, site, screen):
                (FOLDER / name).write_bytes(picture)
        browser.close()
    weight = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(SCREENS) * len(WIDTHS)} pictures in {FOLDER}, {weight / 1000:.0f} kB")  # noqa: T201


def taken(browser: Browser, site: str, screen: Screen) -> Iterator[tuple[str, bytes]]:
    """A picture for each width, the height of a screen and a half: what one sees, and that there is more."""
    context = browser.new_context(
        base_url=site, color_scheme="dark" if screen.dark else "light", reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    opened(page, screen)
    for device, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        tall = page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": width, "height": min(tall, height * 3 // 2)}
        picture = page.screenshot(full_page=True, clip=clip, type="png")  # type: ignore[arg-type]
        yield f"{screen.name}-{device}.png", small(picture)
    context.close()


def opened(page: Page, screen: Screen) -> None:
    """Sign in with one tap, as the demonstration lets everybody, then go to the page."""
    page.set_viewport_size({"width": 1280, "height": 800})
    if screen.who:
        page.goto("/demo/")
        page.get_by_role("button", name=screen.who, exact=True).first.click()
        page.wait_for_url("**/")
    page.goto(screen.page)
    if screen.press:
        page.get_by_role("link", name=screen.press).or_(page.get_by_role("button", name=screen.press)).first.click()
        page.wait_for_load_state()


def small(picture: bytes) -> bytes:
    """With a palette: a page has few colours."""
    kept = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        kept, "PNG", optimize=True
    )
    return kept.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
