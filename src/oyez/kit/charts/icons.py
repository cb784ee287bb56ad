"""The icons, as lines on a field of 24 by 24 that take the colour of the words beside them."""

from oyez.kit.charts.drawing import Svg, element

ICONS: dict[str, str] = {
    # where to go
    "home": "M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z",
    "surveys": "M6 4h12v16H6zM9 9h6M9 13h6M9 17h3",
    "import": "M12 4v11m0 0-4-4m4 4 4-4M5 20h14",
    "rejected": "M4 6h16v9h-5l-1.5 2.5h-3L9 15H4zM9.5 8l5 5M14.5 8l-5 5",
    "export": "M12 15V4m0 0-4 4m4-4 4 4M5 20h14",
    "explore": "M4 19h16M4 15l5-5 4 3 7-8",
    "changes": "M3 15h6l3-9 3 12 2-6h4",
    "drivers": "M4 5h16M4 12h10M4 19h5",
    "crosstab": "M4 5h16v14H4zM4 10h16M10 5v14M15 10v9",
    "questions": "M5 19V9M10 19V5M15 19v-7M20 19v-4M3 19h18",
    "analyses": "M6 4h12v16l-6-4-6 4z",
    "accounts": "M5 20V6l7-2v16M12 9h7v11M8 9h1M8 13h1M8 17h1M15 13h1M15 17h1M3 20h18",
    "people": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
    "cases": "M4 13h4l2 3h4l2-3h4M4 13v6h16v-6L17 5H7z",
    "problems": "M12 4 3 20h18zM12 10v4M12 17v.2",
    "goals": "M6 21V4h12l-3 4.5L18 13H6",
    "dashboard": "M4 5h7v8H4zM13 5h7v4h-7zM13 11h7v8h-7zM4 15h7v4H4z",
    "matrix": "M4 4v16h16M8 15a1 1 0 1 0 0-.1M13 10a2 2 0 1 0 0-.1M17 6a1.5 1.5 0 1 0 0-.1",
    "triggers": "M13 3 5 14h6l-1 7 8-11h-6z",
    "members": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c.6-3.6 3-5.2 6-5.2s5.4 1.6 6 5.2M16 4.5"
    "a3.5 3.5 0 0 1 0 6.4M17.5 15c2 .6 3.2 2.2 3.5 5",
    "units": "M9 4h6v5H9zM3 15h6v5H3zM15 15h6v5h-6zM12 9v3M6 15v-3h12v3",
    "touchpoints": "M12 3v4M12 17v4M3 12h4M17 12h4M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "health": "M3 12h4l2.5-6 4 12 2.5-6h5",
    "journal": "M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6M9 12h4",
    "audit": "M7 3h7l4 4v14H7zM14 3v4h4M10 13l2 2 3.5-4",
    "keys": "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11.5 10.5 20 4M17 6.5l2 2M14.5 8.5l1.5 1.5",
    "settings": "M4 7h9M17 7h3M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 17h3M11 17h9M9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    # what happened
    "call": "M6 4h3l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2 4.5 1.5v3a2 2 0 0 1-2 2A13.5 13.5 0 0 1 4 6"
    "a2 2 0 0 1 2-2z",
    "message": "M5 5h14v11h-7l-4 3.5V16H5z",
    "mail": "M4 6h16v12H4zM4 7l8 6 8-6",
    "visit": "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4"
    " 2.2 2.2 0 0 0 0 4.4z",
    "review": "m12 4 2.4 5 5.6.8-4 3.9 1 5.5-5-2.7-5 2.7 1-5.5-4-3.9 5.6-.8z",
    "order": "M4 5h2l2 10h9l2-7H7M9 19.5v.1M16 19.5v.1",
    "delivery": "M3 6h11v10H3zM14 10h4l3 3v3h-7zM7 18.5a1.5 1.5 0 1 0 0-.1M17 18.5a1.5 1.5 0 1 0 0-.1",
    "payment": "M3 6h18v12H3zM3 10h18M7 15h3",
    "ticket": "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10",
    "suggestion": "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9V16h7v-2.1A6 6 0 0 0 12 3z",
    "observation": "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6"
    " 3 3 0 0 0 0 6z",
    "response": "M5 5h14v11h-7l-4 3.5V16H5zM9 9h6M9 12h4",
    "redaction": "M4 6h16M4 10h10M4 14h16M4 18h7",
    "event": "M12 12.5a.5.5 0 1 0 0-1 .5.5 0 0 0 0 1zM12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14z",
    # marks
    "information": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.8v.1",
    "warning": "M12 4 3 20h18zM12 10v4M12 17v.2",
    "done": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.3l2.7 2.7 5-5.5",
    "failed": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9 9l6 6M15 9l-6 6",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "check": "m5 12.5 4.5 4.5L19 7.5",
    "chevron": "m8 10 4 4 4-4",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
    "file": "M7 3h7l4 4v14H7zM14 3v4h4",
    "empty": "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
}


def icon(name: str, css: str = "c-icon") -> Svg:
    """Decoration beside words that say the same; a name without a drawing of its own gets a dot."""
    path = element("path", d=ICONS.get(name, ICONS["event"]))
    return element("svg", path, class_=css, viewBox="0 0 24 24", aria_hidden="true")
