"""Every setting of an installation."""

from oyez.kit.settings import SETTINGS
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table


def page() -> str:
    rows = [(code(row.name), code(row.default) or "–", row.help) for row in SETTINGS.values()]
    return f"""
# Settings

Settings come from the environment. Each has a default that is right for one machine.

{table(("setting", "default", "what it does"), rows)}
"""


PAGES.add("settings", page)
