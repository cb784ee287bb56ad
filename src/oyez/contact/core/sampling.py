"""Who is drawn: the same persons each time, independently between surveys (METHOD 7, vector 7.2)."""

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

DIGITS = 15
WHOLE = float(16**DIGITS)


def drawn_at(survey: str, customer: str) -> float:
    """A number from 0 to below 1 that belongs to a survey and a customer: SHA-256 of both, its first 15 hex digits."""
    said = hashlib.sha256(f"{survey}:{customer}".encode()).hexdigest()
    return int(said[:DIGITS], 16) / WHOLE


def sampled(survey: str, customer: str, rate: float) -> bool:
    """Whether a customer is in a sample of this share."""
    return drawn_at(survey, customer) < rate


def draws(survey: str, customers: Iterable[int]) -> npt.NDArray[np.float64]:
    """`drawn_at` for very many: fifteen hex digits are the first sixty bits."""
    begun = hashlib.sha256(f"{survey}:".encode())
    heads = []
    for customer in customers:
        one = begun.copy()
        one.update(b"%d" % customer)
        heads.append(one.digest()[:8])
    return (np.frombuffer(b"".join(heads), ">u8") >> np.uint64(4)).astype(np.float64) / WHOLE
