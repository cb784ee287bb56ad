"""The company's colour, moved as far as it must be so that everybody can read what stands on it (WCAG 2.2, 1.4.3)."""

from collections.abc import Iterator

LEAST = 4.5
WHITE, BLACK = "#ffffff", "#101010"
LIGHT_PAGE, DARK_PAGE = "#fffefc", "#1a1b1f"
Channels = tuple[float, float, float]


def channels(colour: str) -> Channels:
    """Red, green and blue, 0 to 1, of `#rrggbb`."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, on: str) -> str:
    """The colour, or the nearest towards black or white that can be read on a page."""
    toward = BLACK if luminance(on) > 0.5 else WHITE
    return next((one for one in _towards(colour, toward) if contrast(one, on) >= LEAST), toward)


def _towards(colour: str, end: str) -> Iterator[str]:
    for step in range(21):
        share = step / 20
        mixed = (a + (b - a) * share for a, b in zip(channels(colour), channels(end), strict=True))
        yield "#" + "".join(f"{round(part * 255):02x}" for part in mixed)


def ink(colour: str) -> str:
    """White or black, whichever can be read better on this colour."""
    return max((WHITE, BLACK), key=lambda one: contrast(one, colour))


def accents(colour: str) -> dict[str, str]:
    """The four colours of a page for a company's one: accent and ink on it, by day and by night."""
    day, night = readable(colour, LIGHT_PAGE), readable(colour, DARK_PAGE)
    return {"day": day, "day_ink": ink(day), "night": night, "night_ink": ink(night)}
