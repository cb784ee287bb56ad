"""Answers that LimeSurvey knows by a code alone, in the languages in which their words are known here."""

YES = {"en": "Yes", "de": "Ja", "fr": "Oui", "es": "Sí", "it": "Sì", "nl": "Ja", "pt": "Sim"}
NO = {"en": "No", "de": "Nein", "fr": "Non", "es": "No", "it": "No", "nl": "Nee", "pt": "Não"}
UNCERTAIN = {
    "en": "Uncertain",
    "de": "Unsicher",
    "fr": "Incertain",
    "es": "No sé",
    "it": "Incerto",
    "nl": "Onzeker",
    "pt": "Não sei",
}
FEMALE = {
    "en": "Female",
    "de": "Weiblich",
    "fr": "Féminin",
    "es": "Mujer",
    "it": "Femmina",
    "nl": "Vrouw",
    "pt": "Feminino",
}
MALE = {
    "en": "Male",
    "de": "Männlich",
    "fr": "Masculin",
    "es": "Hombre",
    "it": "Maschio",
    "nl": "Man",
    "pt": "Masculino",
}
INCREASE = {
    "en": "Increase",
    "de": "Zunahme",
    "fr": "Augmenter",
    "es": "Aumentar",
    "it": "Aumenta",
    "nl": "Toename",
    "pt": "Aumentar",
}
SAME = {
    "en": "Same",
    "de": "Gleich",
    "fr": "Sans changement",
    "es": "Igual",
    "it": "Uguale",
    "nl": "Gelijk",
    "pt": "Igual",
}
DECREASE = {
    "en": "Decrease",
    "de": "Abnahme",
    "fr": "Diminuer",
    "es": "Disminuir",
    "it": "Diminuisce",
    "nl": "Afname",
    "pt": "Diminuir",
}
OTHER = {
    "en": "Other",
    "de": "Sonstiges",
    "fr": "Autre",
    "es": "Otro",
    "it": "Altro",
    "nl": "Anders",
    "pt": "Outro",
}
FIXED: dict[str, dict[str, dict[str, str]]] = {
    "Y": {"Y": YES, "N": NO},
    "G": {"F": FEMALE, "M": MALE},
    "C": {"Y": YES, "U": UNCERTAIN, "N": NO},
    "E": {"I": INCREASE, "S": SAME, "D": DECREASE},
    "5": {str(point): {"en": str(point)} for point in range(1, 6)},
    "A": {str(point): {"en": str(point)} for point in range(1, 6)},
    "B": {str(point): {"en": str(point)} for point in range(1, 11)},
}


def words(known: dict[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    """The words in these languages; numbers and what is not known here as in English."""
    return {tag: known.get(tag.split("-")[0], known["en"]) for tag in languages}
