"""What every page needs of a request."""

from django.http import HttpRequest

from oyez.company.core.scope import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the shell's middleware
    return viewer


def number_of(request: HttpRequest, name: str, default: int, most: int) -> int:
    """A number of the address; anything else is the default."""
    said = request.GET.get(name, "")
    return min(most, max(1, int(said))) if said.isdecimal() and len(said) < 10 else default
