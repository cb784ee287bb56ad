"""Pseudonyms for whole columns: the same for the same value as long as the installation has its secret.

Nobody without the secret can make one, turn it back, or learn from it who came first.
"""

import base64
import hashlib
from collections.abc import Mapping

import pyarrow as pa
from django.conf import settings


def pseudonyms(kind: str, array: pa.Array, same_as: Mapping[int, int] | None = None) -> pa.Array:
    """Each value as `kind-…`; values that are the `same_as` another one share its pseudonym."""
    coded = array.dictionary_encode()
    same, key = same_as or {}, settings.SECRET_KEY.encode()[:64]
    words = [pseudonym(kind, same.get(value, value), key) for value in coded.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(coded.indices, pa.array(words, pa.string())).cast(pa.string())


def pseudonym(kind: str, value: object, key: bytes) -> str:
    digest = hashlib.blake2b(str(value).encode(), digest_size=10, key=key, person=kind.encode()[:16]).digest()
    return f"{kind[:1]}-{base64.b32encode(digest).decode().lower()}"
