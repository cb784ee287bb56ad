"""Short keys out of names."""

import re
import unicodedata

KEY_LENGTH = 64


def key_for(name: str) -> str:
    """A short key that people can read and type: “Köln Süd” → “koln-sud”; other scripts stay as they are."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return (slug or " ".join(name.split()))[:KEY_LENGTH]
