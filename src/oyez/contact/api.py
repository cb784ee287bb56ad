"""Contact for programs."""

from ninja import Router

from oyez.contact.rules_api import router as rules_router

router = Router(tags=["Contact rules"])
router.add_router("", rules_router)
