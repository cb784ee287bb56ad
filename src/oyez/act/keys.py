"""Keys of what people name: triggers, goals, initiatives."""

import hashlib

from django.utils.text import slugify

from oyez.kit.keys import KEY_LENGTH


def slug_for(name: str) -> str:
    """A key that stands in an address; of a name in another script, always the same few letters."""
    slug = slugify(name)[:KEY_LENGTH]
    if slug or not any(map(str.isalnum, name)):
        return slug
    return hashlib.blake2s(name.encode(), digest_size=4).hexdigest()
