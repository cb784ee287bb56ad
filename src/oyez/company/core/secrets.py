"""How secrets are kept: never themselves."""

import hashlib


def digest(secret: str) -> str:
    """SHA-256 in hexadecimal of a random secret of 256 bits, which needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
