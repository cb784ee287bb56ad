"""What keeps somebody from using a page: what axe finds, and what sticks out, on all screens, light and dark."""

from pathlib import Path
from typing import Any

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SIZES = ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"), (320, "light"))


def barriers(page: Any, address: str) -> list[tuple[str, int, str]]:
    """(address, width, what) of an open page, everything on it unfolded."""
    found = []
    page.eval_on_selector_all("main details", "all => all.forEach(one => one.open = true)")
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((address, width, "scrolls sideways"))
        said = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(address, width, one["id"]) for one in said["violations"]]
    return found
