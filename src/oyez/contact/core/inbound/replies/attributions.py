"""Lines with which mail programs introduce a quote: “On Monday, Ana wrote:”, in many languages."""

import re

LONGEST = 400
WRAPPED = 4  # lines over which one such line may be broken

# How it begins and how it ends, per language; between them stand a date, a name, an address.
SENTENCES = (
    r"On\b.+\bwrote ?:?(?: ?-{2,})?",
    r"(?:-{2,} ?)On\b.+\bwrote ?-{2,}",
    r"Am\b.+\bschrieb\b.*:",
    r".+\bschrieb am\b.+:",
    r"Am\b.+\bhat\b.+\bgeschrieben ?:",
    r"Le\b.+\ba écrit ?:",
    r"El\b.+\bescribió ?:",
    r"Il\b.+\bha scritto ?:",
    r"In data\b.+\bha scritto ?:",
    r"Em\b.+\bescreveu ?:",
    r"Op\b.+\bschreef\b.*:",
    r"Den\b.+\b(?:skrev|skreiv)\b.*:",
    r".+\bskrev\b.*:",
    r".+\bkirjoitti ?:",
    r"(?:W dniu|Dnia)\b.+\b(?:napisał|napisała|pisze|napisał\(a\)) ?:",
    r".+\b(?:írta|ezt írta) ?:",
    r"Dne\b.+\bnapsala?\(?a?\)? ?:",
    r"Dňa\b.+\bnapísala?\(?a?\)? ?:",
    r"(?:În|Pe)\b.+\ba scris ?:",
    r".+\b(?:şunu|şunları|bunu) yazdı ?:",
    r".+\b(?:написал|написала|написал\(а\)|пишет|писал|писала|пише|написав) ?:",
    r"(?:Στις|Την)\b.+\bέγραψε ?:",
    r".+(?:のメール|さんは書きました|が書きました|のメッセージ) ?[:：]?",
    r"(?:在|於|于).+(?:写道|寫道) ?[:：]",
    r".+님이 작성 ?[:：]?",
    r".+(?:كتب|كتبت) ?[:：]",
    r".+כתב(?:/ה)?(?:\u200f)? ?[:：]",
    r".*\d.*<[^<>@\s]+@[^<>\s]+> ?:",  # a date and an address, in a language that needs no verb
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*<[^<>@\s]+@[^<>\s]+>",
    r".*\d{4}.*\bfrom .*@.*:",
)
ATTRIBUTION = re.compile(rf"^(?:{'|'.join(SENTENCES)})$", re.IGNORECASE | re.DOTALL)
TELLING = re.compile(r"[@\d]")
ENDING = re.compile(r"(?:[:：>-]|wrote|メール|메일|작성)\s*$", re.IGNORECASE)


def lines_of_attribution(lines: list[str], at: int) -> int:
    """How many lines from here on introduce a quote; 0 where none does."""
    joined = ""
    for count in range(1, WRAPPED + 1):
        if at + count > len(lines) or not (line := lines[at + count - 1].strip()):
            return 0
        joined = f"{joined} {line}".strip()
        if len(joined) > LONGEST:
            return 0
        if ENDING.search(line) and TELLING.search(joined) and ATTRIBUTION.match(joined):
            return count
    return 0
