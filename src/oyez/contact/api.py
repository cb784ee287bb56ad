"""Contact for programs."""

from ninja import Router

router = Router(tags=["Contact rules"])
