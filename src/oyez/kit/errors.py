"""The few errors Oyez raises, each with a sentence that the user can act on."""


class OyezError(Exception):
    """An error with a sentence for a person and a status for a machine."""

    status = 500
    code = "error"


class Refused(OyezError):
    """What was asked cannot be done as it was asked; the sentence says what to change."""

    status = 422
    code = "refused"


class NotAllowed(OyezError):
    """The viewer's role does not include this; it answers as if there were nothing here."""

    status = 404
    code = "not_allowed"


class NotFound(OyezError):
    """There is no such thing, or it is outside the viewer's data scope: both look the same."""

    status = 404
    code = "not_found"


class Unavailable(OyezError):
    """A part that is needed does not answer now; trying again may help."""

    status = 503
    code = "unavailable"


class Misconfigured(OyezError):
    """A setting or a mapping cannot be used; the sentence names it."""

    status = 500
    code = "misconfigured"
