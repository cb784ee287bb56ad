"""Who only looks sees one moment; whoever writes reads everything anew."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from oyez.kit.look import once_a_look
from oyez.web.middleware import LookMiddleware


@pytest.mark.parametrize(
    ("method", "read"), [("GET", 1), ("HEAD", 1), ("POST", 2), ("PUT", 2), ("DELETE", 2)]
)
def test_what_a_page_reads_twice_is_read_once_where_nothing_is_written(method: str, read: int) -> None:
    times: list[str] = []

    @once_a_look
    def name() -> str:
        times.append(method)
        return "town"

    def respond(request: HttpRequest) -> HttpResponse:
        return HttpResponse(name() + name())

    for _ in range(2):
        times.clear()
        LookMiddleware(respond)(RequestFactory().generic(method, "/"))
        assert len(times) == read
