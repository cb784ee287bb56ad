"""Only `kit` reaches the network, so that one guard stands before every address."""

from collections.abc import Iterator

from tests.house.names import imported
from tests.house.sources import Finding, Source, expect_none, python

REACHING = {
    "socket",
    "socketserver",
    "ssl",
    "urllib.request",
    "http.client",
    "http.server",
    "smtplib",
    "imaplib",
    "poplib",
    "ftplib",
    "xmlrpc",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "websockets",
    "django.core.mail",
}


def reaches_out(source: Source) -> Iterator[Finding]:
    for line, name in imported(source):
        if any(name == module or name.startswith(f"{module}.") for module in REACHING):
            yield Finding(source.path, line, f"{name} reaches the network outside kit")


def test_only_the_kit_reaches_the_network() -> None:
    expect_none(finding for source in python() if source.room != "kit" for finding in reaches_out(source))


def seen(code: str) -> int:
    return len(list(reaches_out(Source("act/changes.py", code))))


def test_reaching_the_network_is_seen() -> None:
    assert seen("import socket") == 1
    assert seen("from urllib.request import urlopen") == 1
    assert seen("from urllib import request") == 1
    assert seen("from http import client as c") == 1
    assert seen("from django.core.mail import send_mail") == 1
    assert seen("import importlib\nhttpx = importlib.import_module('httpx')") == 1


def test_taking_addresses_apart_is_allowed() -> None:
    assert seen("from urllib.parse import urlsplit\nfrom http import HTTPStatus") == 0
