"""What stands beside the questions in LimeSurvey's files of answers, and how their columns are called."""

ROLES: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "occurred": ("submitdate", "datestamp"),
    "email": ("email",),
    "first": ("firstname",),
    "last": ("lastname",),
    "language": ("startlanguage",),
}
KNOWN = {
    r"lastpage|seed|interviewtime|grouptime.*|questiontime.*|.*X\d+time|.*Time": "how far somebody came, and how long",
    r"startdate|datestamp": "when somebody began or changed something; only the end is kept",
    r"token": "a code that opened the survey: never taken",
    r"ipaddr|refurl": "where somebody came from: never taken",
}
EMPTY = ("{question_not_shown}", "1980-01-01 00:00:00", "N/A", "")


def columns(sid: str, gid: str, qid: str, title: str, part: str = "") -> tuple[str, ...]:
    """The names that exports give a column: by code in two ways, and by the numbers of survey, group and question."""
    if not part:
        return (title, f"{sid}X{gid}X{qid}")
    return (f"{title}_{part}", f"{title}[{part}]", f"{title}.{part}", f"{sid}X{gid}X{qid}{part}")
