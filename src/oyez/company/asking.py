"""Who asks: the viewer that the shell's middleware found for a request."""

from typing import cast

from django.http import HttpRequest

from oyez.company.core.scope import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request, with their data scope; `NOBODY` before somebody signed in."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]
