"""A place on the network to be reached at."""

import errno
import socket

from oyez.kit.errors import Refused

BACKLOG = 512


def listen(host: str, port: int) -> socket.socket:
    """Take a port for this process alone; 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    place = socket.socket(family, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((host, port))
        place.listen(BACKLOG)
    except OSError as error:
        place.close()
        raise Refused(_reason(error, host, port)) from None
    return place


def _reason(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is taken by another program. Stop it, or choose another one with --port."
        case errno.EACCES:
            return f"Port {port} may only be used by the system. Choose one above 1023 with --port."
    return f"{host} is not an address of this machine: {error.strerror}. Choose another one with --host."
