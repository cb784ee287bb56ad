"""How many parts a text message is sent and paid in (3GPP TS 23.038: 7-bit alphabet, or UCS-2)."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")  # each takes two places
ONE_BASIC, EACH_BASIC = 160, 153
ONE_WIDE, EACH_WIDE = 70, 67


def segments(text: str) -> int:
    """The number of parts, one at least; a letter outside the 7-bit alphabet makes all of them shorter."""
    if all(letter in BASIC or letter in EXTENDED for letter in text):
        places = len(text) + sum(letter in EXTENDED for letter in text)
        one, each = ONE_BASIC, EACH_BASIC
    else:
        places = len(text.encode("utf-16-be")) // 2
        one, each = ONE_WIDE, EACH_WIDE
    return 1 if places <= one else -(-places // each)
