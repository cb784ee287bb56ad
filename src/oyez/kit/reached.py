"""What a provider's answer, or the lack of one, says about a message."""

import requests

TROUBLE = 500  # from this status on the provider is in trouble itself, and may have taken the message


def never_connected(error: BaseException | None) -> bool:
    """Whether it failed before a byte of the message left."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    reason = getattr(cause, "reason", cause)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
