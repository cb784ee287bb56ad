"""Addresses that nobody can guess: a number or a random name, with a MAC that only we can make."""

import base64
import hashlib
import hmac
import secrets

MAC_BYTES = 9
NAME_BYTES = 9


def _mac(secret: bytes, sort: str, name: bytes) -> bytes:
    return hmac.new(secret, f"oyez survey {sort}:".encode() + name, hashlib.sha256).digest()[:MAC_BYTES]


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(token: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except ValueError:
        return None


def of_number(secret: bytes, sort: str, number: int) -> str:
    """The token of a row: 20 to 24 characters that fit into an address."""
    name = number.to_bytes(max(6, (number.bit_length() + 7) // 8))
    return _written(name + _mac(secret, sort, name))


def number_of(secret: bytes, sort: str, token: str) -> int | None:
    """The row's number, or `None` where the token is not ours."""
    raw = _read(token) if len(token) <= 40 else None
    if raw is None or len(raw) <= MAC_BYTES:
        return None
    name, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    return int.from_bytes(name) if hmac.compare_digest(mac, _mac(secret, sort, name)) else None


def fresh(secret: bytes, sort: str) -> str:
    """A new random token of 24 characters."""
    name = secrets.token_bytes(NAME_BYTES)
    return _written(name + _mac(secret, sort, name))


def is_ours(secret: bytes, sort: str, token: str) -> bool:
    """Whether we made this random token."""
    raw = _read(token) if len(token) == 24 else None
    if raw is None or len(raw) != NAME_BYTES + MAC_BYTES:
        return False
    return hmac.compare_digest(raw[NAME_BYTES:], _mac(secret, sort, raw[:NAME_BYTES]))
