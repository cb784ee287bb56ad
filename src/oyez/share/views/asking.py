"""What every page needs of a request."""

from django.http import HttpRequest


def number_of(request: HttpRequest, name: str, default: int, most: int) -> int:
    """A number of the address; anything else is the default."""
    said = request.GET.get(name, "")
    return min(most, max(1, int(said))) if said.isdecimal() and len(said) < 10 else default
