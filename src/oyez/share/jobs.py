"""The worker looks for findings: every hour while something is new, and when much is new."""

from oyez.company.core.scope import OPERATOR
from oyez.journal.queries import last_seq
from oyez.kit import worker
from oyez.kit.worker import Lease, Step
from oyez.share.changes import keep_search
from oyez.share.queries.findings import is_due


def _search(lease: Lease) -> bool:
    from oyez.share.findings.search import search

    seq = last_seq()
    keep_search(search(OPERATOR), seq)
    return False


worker.STEPS.add("findings", Step("findings", lambda position: is_due(OPERATOR), _search))
