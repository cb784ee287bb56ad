"""Signing in: members come by invitation; nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """No open door: the company invites its members."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
