"""When a wave must pause: too many want no more of it (METHOD 7)."""

from oyez.contact.core.policy import Policy


def must_stop(sent: int, opt_outs: int, complaints: int, policy: Policy) -> str:
    """Why a wave pauses: `opt_outs`, `complaints`, or nothing.

    A share counts from so many on: one of twenty is five per cent, and says little.
    """
    rule = policy.stop
    if complaints >= rule.fewest_complaints and complaints > rule.complaints * sent:
        return "complaints"
    if opt_outs >= rule.fewest_opt_outs and opt_outs > rule.opt_outs * sent:
        return "opt_outs"
    return ""
