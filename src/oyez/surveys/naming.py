"""What kinds, states and modes of surveys are called on pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS_OF_QUESTION: dict[str, tuple[Any, Any]] = {
    "nps": (_("Recommendation"), _("0 to 10, in its fixed wording: the Net Promoter Score.")),
    "csat": (_("Satisfaction"), _("1 to 5, from very dissatisfied to very satisfied.")),
    "ces": (_("Effort"), _("1 to 7: we made it easy, do you agree?")),
    "stars": (_("Stars"), _("1 to 5 stars, read at a glance.")),
    "rating": (_("Rating"), _("A scale with ends that you name.")),
    "single": (_("One of several"), _("Options of which one is chosen.")),
    "multiple": (_("Some of several"), _("Options of which any may be chosen.")),
    "ranking": (_("Order"), _("Options put in order of preference.")),
    "matrix": (_("Matrix"), _("A few statements on one scale, five at most if it can be.")),
    "gap": (_("Expected and experienced"), _("What was expected against how it was, side by side.")),
    "number": (_("Number"), _("A number between two bounds.")),
    "date": (_("Date"), _("A day.")),
    "short": (_("Short text"), _("A word or a line.")),
    "long": (_("Long text"), _("Own words, as many as somebody likes.")),
    "consent": (_("Agreement"), _("One box to tick; never ticked beforehand.")),
    "contact": (_("Please contact me"), _("The wish to be contacted, and how.")),
    "file": (_("File"), _("A picture or a document.")),
    "statement": (_("Only text"), _("Something to read, nothing to answer.")),
}
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Scores"), ("nps", "csat", "ces", "stars", "rating", "matrix", "gap")),
    (_("Choices"), ("single", "multiple", "ranking")),
    (_("Own words"), ("long", "short")),
    (_("Entries"), ("number", "date", "file", "consent", "contact", "statement")),
)
STATES = {
    "draft": (_("draft"), ""),
    "live": (_("live"), "good"),
    "paused": (_("paused"), "wait"),
    "closed": (_("closed"), ""),
}
KINDS_OF_SURVEY = {
    "transactional": (_("Transactional"), _("After something happened; triggered by an interaction.")),
    "relationship": (
        _("Relationship"),
        _("About the whole standing relationship; on a schedule, per account."),
    ),
    "study": (_("Study"), _("To find something out once; asked of a drawn sample.")),
}
MODES = {
    "identified": (_("Identified"), _("We see who answers, and may get back to them.")),
    "confidential": (_("Confidential"), _("Who answered stays with the platform; only groups are shown.")),
    "anonymous": (_("Anonymous"), _("Nothing tells who answered; nobody can get back to them.")),
}
PURPOSES = {
    "service": (_("Service"), _("To put something right for whoever is asked.")),
    "research": (_("Research"), _("To learn what to do better.")),
    "marketing": (
        _("Marketing"),
        _("With an offer or a link to public reviews: needs consent for marketing."),
    ),
}
BECAME = {
    "kept as text": _("kept as text"),
    "approximated": _("approximated"),
    "dropped": _("dropped"),
}
SEVERITIES = {
    "E": (_("blocks"), "bad"),
    "W": (_("look again"), "wait"),
    "I": (_("to know"), ""),
}
ABOUT = {
    "after_a_visit": _("Recommendation, then what happened, what to do better or what was good."),
    "after_a_delivery": _("Satisfaction with the delivery, a few days after first use."),
    "after_a_case": _("Effort: how easy it was to get help, and whether it is solved."),
    "recontact": _("Some weeks after a case: is it still solved?"),
    "relationship_decision_maker": _("For those who decide: recommendation, partnership, what comes next."),
    "relationship_distributor": _("The same score, then supply, margins and support for dealers."),
    "relationship_architect": _("The same score, then plans, samples and advice for architects."),
    "expectations": _("What was expected against how it was, touchpoint by touchpoint."),
    "did_not_buy": _("For those who asked for an offer and chose something else."),
    "one_tap": _("One tap on a website or a screen at the door."),
}
LANGUAGES = {
    "ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "he": "עברית", "hu": "Magyar",
    "it": "Italiano", "ja": "日本語", "ko": "한국어", "nb": "Norsk bokmål", "nl": "Nederlands", "pl": "Polski",
    "pt": "Português", "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sv": "Svenska", "tr": "Türkçe",
    "uk": "Українська", "ur": "اردو", "zh": "中文",
}  # fmt: skip


def language(tag: str) -> str:
    """A language by its own name, with its region where the survey says one."""
    main, _dash, region = tag.partition("-")
    name = LANGUAGES.get(main, tag)
    return f"{name} ({region})" if region and name != tag else name


PARTS = {
    "text": _("the wording"), "help": _("the line below"), "low": _("the lowest word"),
    "high": _("the highest word"), "labels": _("the words of points"), "options": _("the options"),
    "rows": _("the statements"), "when": _("the condition"), "page": _("the page"), "score": _("the score"),
    "minimum": _("the lowest point"), "maximum": _("the highest point"), "type": _("the kind"),
    "required": _("whether it needs an answer"), "shuffle": _("the order of options"),
    "title": _("the title"), "kind": _("the kind"), "mode": _("who answered"), "purpose": _("the purpose"),
    "languages": _("the languages"), "touchpoint": _("the touchpoint"), "unit": _("the unit"),
    "audience": _("for whom"), "intro": _("the line before"), "endings": _("what is said at the end"),
    "fields": _("the fields"), "calculated": _("what is calculated"), "quotas": _("the quotas"),
    "look": _("colour and logo"), "invite": _("the invitation"), "per_person": _("blocks for each person"),
}  # fmt: skip


def what_changed(part: str) -> str:
    """A part of a survey or question in words."""
    return str(PARTS.get(part, part))
