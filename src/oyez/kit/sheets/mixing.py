"""Mixed colours as plain ones: `color-mix(in oklab, …)` worked out, for programs that know only #rrggbb.

Oklab: Björn Ottosson 2020; mixing as CSS Color 5 does it, of two opaque colours.
"""

import re

MIX = re.compile(r"color-mix\(in (?:oklab|srgb), (#[0-9a-f]{3,6}) ([0-9.]+)%, (#[0-9a-f]{3,6})\)")
Triple = tuple[float, float, float]


def unmixed(value: str) -> str:
    """A value without mixtures."""
    return MIX.sub(lambda match: mixed(match[1], float(match[2]) / 100, match[3]), value)


def mixed(one: str, share: float, other: str) -> str:
    """So much of one colour, the rest of the other, mixed as the eye does."""
    pairs = zip(_oklab(one), _oklab(other), strict=True)
    lightness, a, b = (share * first + (1 - share) * second for first, second in pairs)
    return _hex((lightness, a, b))


def _oklab(colour: str) -> Triple:
    red, green, blue = (_straight(part) for part in _parts(colour))
    l, m, s = (  # noqa: E741  # the names of the three cones
        (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3),
        (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3),
        (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3),
    )
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )


def _hex(lab: Triple) -> str:
    lightness, a, b = lab
    l, m, s = (  # noqa: E741
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    straight = (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )
    return "#" + "".join(f"{round(255 * _bent(part)):02x}" for part in straight)


def _parts(colour: str) -> list[float]:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def _straight(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _bent(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
