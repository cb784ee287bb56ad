"""The few errors, as a person and as a program meets them."""

from oyez.kit.errors import OyezError
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table


def page() -> str:
    rows = [(code(kind.code), str(kind.status), kind.__doc__ or "") for kind in OyezError.__subclasses__()]
    return f"""
# Errors

Each error carries a sentence that says what happened, what was kept and what to do. On the command line it is
printed and the exit status is 2; on a page it is shown; to a program it comes as one JSON shape:

```json
{{"error": {{"code": "not_found", "message": "There is no such case."}}}}
```

{table(("code", "HTTP status", "when"), sorted(rows, key=lambda row: row[1]))}
"""


PAGES.add("errors", page)
