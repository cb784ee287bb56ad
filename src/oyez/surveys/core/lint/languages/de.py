"""German."""

# fmt: off
from oyez.surveys.core.lint.languages.lexicon import LEXICONS, Lexicon, anywhere, pattern

COUNT = (
    r"\d+(?:[.,]\d+)?|eine[rnm]?|halben?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|achtzehn"
    r"|vierundzwanzig|wenigen|paar|mehreren"
)
LENGTH = r"Tag(?:en?)?|Wochen?|Monat(?:en?)?|Quartal(?:en?)?|Jahr(?:en?)?"
PEOPLE = r"(?:Freund(?:en?|in|innen)?|Kolleg(?:en?|in|innen)|Familie|Bekannte[nrm]?|Verwandte[nrm]?|Nachbar[n]?)"

LEXICONS.add(
    "de",
    Lexicon(
        language="de",
        joined=pattern("und", "oder", "sowie", "wie auch", "beziehungsweise", "bzw", "&"),
        joined_not=pattern(
            r"\w+ (?:von|unter|aus) \w+ \w+ (?:kommen|sagen)", r"Gewinn- und Verlust\w*", r"Kopf und Kragen",
            r"Hand und Fuß",
            r"(?<=[.!?] )und",
            r"[\w]+-,? (?:und|oder|sowie|bzw\.?) \w+", r"Forschung und Entwicklung", r"Grund und Boden",
            r"hin und her",
            r"rund um", r"nach und nach", r"ganz und gar", r"ab und zu", r"mehr oder weniger", r"und so weiter",
            r"früher oder später", r"ein oder zwei", r"zwei oder drei", r"Sitz und Stimme", r"Art und Weise",
            r"Hilfe und Rat", r"Rat und Tat", r"Tag und Nacht", r"Arbeits- und", r"Fragen und Antworten",
            r"voll und ganz",
            r"Kosten und Nutzen", r"Angebot und Nachfrage", r"Plug and Play", r"Name und Anschrift", r"oder nicht",
            r"Vor- und Nachteile", r"Bed and Breakfast", r"Speis und Trank", r"Rechte und Pflichten",
            r"klipp und klar",
            rf"{PEOPLE},? (?:und|oder) (?:eine[rnm]? |Ihre[rnm]? )?{PEOPLE}",
            r"(?:zwischen|sowohl|entweder) [^,?.]{1,40}? (?:und|als auch|oder) \w+",
            r"(\w+) oder un\1", r"un(\w+) oder \2", r"gut oder schlecht", r"schlecht oder gut",
            r"(?:leicht|einfach|schwer|schwierig) oder (?:leicht|einfach|schwer|schwierig)",
            r"(?:schnell|langsam|kurz|lang|hoch|niedrig|besser|schlechter) oder"
            r" (?:langsam|schnell|lang|kurz|niedrig|hoch|schlechter|besser)",
        ),
        clause=pattern(
            r"(?:wenn|nachdem|bevor|falls|während|seit(?:dem)?|als|weil|obwohl|sobald|abgesehen von|neben|unter)"
        ),
        loaded=pattern(
            r"(?:reizend|bequem|charmant|liebevoll|bezaubernd|elegant|hässlich|nett|angenehm|wunderschön|prächtig"
            r"|luxuriös|clever|praktisch"
            r"|vertrauenswürdig|engagiert|fleißig|renommiert|beeindruckend|bewährt|verbessert|überteuert|nutzlos"
            r"|unfair|billig|schlampig|modern"
            r"|freundlich|kompetent|bahnbrechend|überlegen|bemerkenswert"
            r"|vorbildlich)e[nrms]?(?= (?:neue[nrms]? )?[A-ZÄÖÜ])",
            r"(?:ausgezeichnet|hervorragend|großartig|wunderbar|fantastisch|toll|super|exzellent|einzigartig"
            r"|erstklassig"
            r"|perfekt|innovativ|preisgekrönt|ausgesprochen|schrecklich|furchtbar|entsetzlich|katastrophal|miserabel"
            r"|unzumutbar|inakzeptabel|beliebt|erfolgreich|führend|großzügig|modernst|best|traumhaft|herrlich"
            r"|außergewöhnlich|grauenhaft|unverschämt|lächerlich)(?:e[nrms]?)?",
            "leider", "bedauerlicherweise", "glücklicherweise", "zum Glück", "selbstverständlich", "offensichtlich",
            "natürlich", "sicherlich", "bestimmt", "zweifellos", "lieben", "hassen",
        ),
        leaning=pattern(
            r"wie (?:sehr )?(?:ärgerlich|unangenehm|enttäusch(?:t|end)|frustrier(?:t|end)|schlecht|langsam|spät"
            r"|unfreundlich"
            r"|verwirrend|lästig|unzufrieden|schwierig|schwer|kompliziert|laut|schmutzig|teuer|störend"
            r"|verärgert)(?! oder )",
            r"wie sehr (?:lieben|mögen|genießen|schätzen|gefällt|gefiel|haben Sie (?:geliebt|genossen))",
            r"wie viel (?:besser|schlechter|schöner)",
        ),
        pressed=pattern(
            r"sollte[n]? \w+ nicht (?:endlich|auch|längst)", r"(?:neun|acht|sieben|\d+) von (?:zehn|\d+)",
            r"(?:trotz|dank|angesichts) unsere[rs]",
            r"immer mehr (?:Kunden|Menschen)", r"die Mehrheit der", r"fast alle", r"verantwortungsvolle \w+",
            r"(?:die )?meisten (?:\w+ )?(?:Kund(?:en|innen)|Menschen|Nutzer|Leute|Fachleute|Unternehmen)",
            r"(?:Experten|Fachleute|Studien|Tests|Ärzte|alle|jeder) (?:sagen|sagt|weiß|wissen|zeigen|empfehlen"
            r"|bestätigen)",
            r"als (?:treue|geschätzte|gute|langjährige|verantwortungsvolle|moderne)[rn]? (?:Kund|Mensch)\w*",
            r"(?:finden|meinen|denken|glauben|wollen|möchten|stimmen) Sie nicht", r"sind Sie nicht auch",
            r"(?:ist|war|sind|waren) (?:\w+ ){1,2}nicht auch", r"Sie (?:sicher|bestimmt|gewiss) (?:wissen|kennen)",
            r"wie (?:Sie|wir alle|jeder) (?:wissen|weiß)", r"stimmen Sie (?:uns )?zu, dass", r"nicht wahr",
            r"wissen Sie (?:sicher|bestimmt)", r"kennen Sie (?:sicher|bestimmt)",
        ),
        one_pole=pattern(
            r"wie (?:sehr )?(?:zufrieden|glücklich|froh|gut|hilfreich|freundlich|leicht|einfach|klar|schnell|nützlich"
            r"|zuverlässig|wahrscheinlich)"
        ),
        both_poles=pattern(
            r"(\w+) oder un\1", r"un(\w+) oder \2", r"gut oder schlecht", r"schlecht oder gut",
            r"(?:leicht|einfach) oder (?:schwer|schwierig)", r"(?:schwer|schwierig) oder (?:leicht|einfach)",
            r"schnell oder langsam", r"hilfreich oder nicht",
        ),
        negative=anywhere(
            r"\b(?:nicht|nichts|nie|niemals|niemand(?:em|en)?|kein(?:e[nrms]?)?|nirgends|weder|noch nie|ohne|kaum)\b",
        ),
        adverse=anywhere(
            r"\b(?:fehlt(?:en?)?|unfreundlich|unklar|unwahr|unzufrieden|unmöglich|schwer|schwierig|falsch"
            r"|unvollständig"
            r"|unfair|unnötig|unangenehm|verweigert|versäumt|zu spät)\b",
        ),
        agreement=anywhere(r"\bstimme\b|zustimm|trifft"),
        below=anywhere(r"\b(?:unter|weniger als)\b"),
        at_most=anywhere(r"\b(?:bis zu|höchstens|maximal)\b"),
        above=anywhere(r"\b(?:über|mehr als)\b"),
        at_least=anywhere(r"\b(?:und|oder) (?:mehr|länger|älter|darüber)\b", r"\bab \d", r"\d ?\+"),
        until=anywhere(r"(?:-|–|\bbis\b)"),
        absolute=pattern(
            r"immer(?! (?:noch|wieder|mehr|besser))", "nie", "niemals", "jederzeit", "stets", "ständig",
            "ausnahmslos",
            r"jede[rnms]?(?! (?:Mal|Tag|Woche|Monat|Quartal|Jahr|zweite))",
            r"alle(?! (?:zwei|drei|vier|sechs))(?= \w+)",
            "überall", "zu jeder Zeit",
        ),
        vague=pattern(
            "oft", "häufig", "regelmäßig", "gewöhnlich", "normalerweise", "manchmal", "selten", "gelegentlich",
            "meistens", "ab und zu", "kürzlich", "neulich", "in letzter Zeit", r"viel(?=\?)",
        ),
        period=pattern(
            r"(?:im|seit|von|ab) (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
            r"|Dezember|\d{4})",
            r"(?:letzte[nrsm]?|vergangene[nrsm]?|diese[nrsm]?|vorige[nrsm]?|pro|im|je|jede[nrsm]?|nächste[nrsm]?"
            r"|in|seit)"
            r" (?:\w+ )?(?:Tage?n?|Wochen?|Monate?n?|Quartale?n?|Jahre?n?|Besuch)",
            "heute", "gestern", "täglich", "wöchentlich", "monatlich", "jährlich",
        ),
        rare=pattern(
            "Dolmetscher(?:in)?", "Übersetzer(?:in)?", "Sauna", "Schwimmbad", "Fitnessraum", "Bar",
            "Zimmerservice", "WLAN", "Parkservice",
            "Kinderbetreuung", "Webinar", "Schulung", "Kredit", "Versicherung", "Umtausch", "Onlinekonto",
            "Videoberatung", "Bordprogramm",
            "Hotline", "Helpdesk", "Servicestelle", "Reklamation(?:en)?", "Beschwerde(?:stelle|n)?", "Rückgabe",
            "Erstattung", "Reparatur", "Garantie(?:fall)?", "App", "Chat", "Portal", "Newsletter", "Callcenter",
            "Kundendienst", "Notdienst", "Ersatzteile?", "Techniker", "Kundenklub",
        ),
        exit=anywhere(
            r"\b(?:trifft nicht zu|weiß (?:ich )?nicht|keine (?:Angabe|Meinung|Erfahrung)|kann ich nicht"
            r"|nicht (?:genutzt|zutreffend"
            r"|dabei|benutzt|angerufen)|war nicht|hatte kein\w*|habe (?:ich )?(?:nicht|kein\w*)|noch nicht"
            r"|nichts davon"
            r"|kein\w* davon|andere[sr]?|etwas anderes|sonstige[sr]?)\b",
            r"\bk\. ?A\.",
        ),
        ordered=anywhere(
            r"\d", r"^(?:ja|nein|vielleicht|teilweise|voll|gar nicht|selten|manchmal|oft|nie|immer|einmal|zweimal"
            r"|mehrmals"
            r"|klein|mittel|groß|niedrig|hoch|täglich|wöchentlich|monatlich|jährlich|neutral|weder)\b",
            r"\b(?:zufrieden|stimme|wahrscheinlich|leicht|schwer|gut|schlecht|besser|schlechter|mehr|weniger"
            r"|unter|über"
            r"|früh|spät|morgens|mittags|abends|heute|gestern|Woche|Monat|Jahr|Montag|Januar)\b",
        ),
        overall=pattern("insgesamt", "alles in allem", "im Allgemeinen", "im Großen und Ganzen", "generell"),
        demographic=pattern(
            r"wie alt sind Sie", r"Ihr(?:e[mn]?)? (?:Alter|Geschlecht|Einkommen|Familienstand|Beruf"
            r"|Bildungsabschluss)",
            r"Altersgruppe", r"Geburtsjahr", r"Haushaltseinkommen", r"Mitarbeiter hat Ihr",
            r"Größe Ihres (?:Unternehmens)",
            r"Ihre (?:Branche|Postleitzahl)",
        ),
        asks={
            "date": pattern(
            r"an welchem (?:Tag|Datum) (?:sind|haben|waren) Sie",
                r"wann haben Sie (?:\w+ ){1,4}(?:gekauft|bestellt|erhalten|besucht|angerufen|erworben"
                r"|unterschrieben)",
                r"(?:Datum|Tag|Monat) (?:war|Ihre[rs]|des|der) (?:\w+ ){0,2}(?:Einkauf\w*|Kauf\w*|Bestellung"
                r"|Besuch\w*|Lieferung)",
                r"wie lange sind Sie (?:schon|bereits)? ?Kund\w+", r"seit wann sind Sie Kund\w+",
            ),
            "product": pattern(
                r"welche[srnm]?(?: unserer)? (?:\w+ ){1,2}haben Sie (?:\w+ )?(?:gekauft|bestellt|erworben|gewählt)",
                r"welche[srnm]?(?: unserer)? (?:\w+ ){1,2}(?:besitzen Sie|nutzen Sie|verwenden Sie"
                r"|haben Sie (?:zu Hause|daheim|von uns))",
                r"was haben Sie (?:bei uns )?(?:gekauft|bestellt)",
            ),
            "region": pattern(
                r"in welche[rm] (?:Region|Land|Bundesland|Stadt|Ort|Kanton|Gegend)", r"Ihre (?:Postleitzahl|PLZ)",
                r"wo (?:wohnen Sie|befindet sich Ihr\w*|ist Ihr (?:Unternehmen|Büro|Sitz))",
            ),
            "size": pattern(
                r"wie viele (?:Mitarbeiter|Mitarbeitende|Beschäftigte|Angestellte|Personen|Menschen)"
                r" (?:hat|arbeiten|beschäftigt|sind)(?: in| bei)? Ihr\w*",
                r"wie groß ist Ihr(?:e)? (?:Unternehmen|Firma|Betrieb)",
                r"Größe Ihre[sr] (?:Unternehmens|Firma|Betriebs)",
            ),
            "contract": pattern(
            r"(?:Ihre |die )?(?:Buchungs|Reservierungs|Fall|Ticket)nummer",
                r"welche[nrs]? (?:Vertrag|Tarif|Abo|Paket) haben Sie",
                r"Ihre (?:Vertrags|Kunden|Auftrags|Rechnungs|Bestell)nummer", r"wann endet Ihr Vertrag",
            ),
            "contact_reason": pattern(
            r"(?:warum|weshalb|wieso) haben Sie sich (?:an uns|bei uns) (?:gewandt|gewendet|gemeldet)",
            r"was (?:führte|brachte) Sie zu uns",
            r"(?:warum|weshalb|wieso) (?:sind Sie|kamen Sie) (?:zu uns|in unsere)",
                r"(?:warum|weshalb|wieso) haben Sie (?:uns|unsere\w*|sich)(?: \w+){0,2} (?:angerufen|kontaktiert"
                r"|geschrieben|besucht"
                r"|gemeldet)",
                r"Grund (?:für )?Ihre[rsn]? (?:letzten )?(?:Anrufs?|Anfrage|Besuchs?|Kontakts?|Nachricht)",
                r"worum ging es bei Ihre[mr]", r"was war (?:der )?Anlass",
            ),
            "agent": pattern(
            r"wer war Ihr(?:e)? (?:Techniker|Monteur|Berater|Fahrer|Arzt|Ärztin|Pflegekraft|Verkäufer)\w*",
                r"wer hat Sie (?:\w+ ){0,2}(?:bedient|beraten|betreut|besucht|angerufen)",
                r"wie (?:hieß|heißt) (?:der|die|Ihr\w*) (?:Mitarbeiter\w*|Berater\w*|Monteur\w*|Techniker\w*"
                r"|Verkäufer\w*)",
                r"Name[n]? (?:des|der|Ihre[sr]) (?:Mitarbeiter\w*|Berater\w*|Monteur\w*|Techniker\w*|Verkäufer\w*)",
                r"mit wem haben Sie gesprochen", r"wer ist Ihr(?:e)? (?:Berater|Ansprechpartner)\w*",
            ),
        },
        begs=anywhere(
            r"\bkeine (?:Bestnote|10|fünf Sterne|volle Punktzahl)",
            r"\b(?:Eine|Ein) \d (?:gilt als|ist|zählt als) (?:durchgefallen|ungenügend|schlecht)",
            r"\bhelfen Sie (?:Ihrem|unserem|dem) \w+,? (?:seine|ihre|die)",
            r"\b(?:geben|gib|vergeben|schenken) Sie (?:uns|mir|ihm|ihr|unserem Team) (?:bitte )?(?:eine |die "
            r"|volle )?"
            r"(?:10|zehn|9 oder 10|fünf Sterne|5 Sterne|Bestnote|Höchst\w+|volle)",
            r"\bbewerten Sie (?:uns|mich|\w+) (?:bitte )?mit (?:einer )?(?:10|zehn|fünf|5|Bestnote|sehr gut"
            r"|der Bestnote)",
            r"\b(?:alles|jede \w+) unter (?:einer )?\d+", r"\bnur (?:eine )?(?:10|zehn|fünf Sterne) (?:zählt"
            r"|zählen|gilt)",
            r"\b(?:mein|unser|sein|ihr)(?:e[nrms]?)? (?:Bonus|Prämie|Gehalt|Lohn|Provision|Arbeitsplatz"
            r"|Gehaltserhöhung)\b",
            r"\bseien Sie (?:bitte )?(?:nett|großzügig|freundlich)\b", r"\bHöchst(?:note|punktzahl)\b",
            r"\b(?:wer|wenn Sie|für)\b[^.!?]{0,20}\b(?:10|9|zehn|neun|fünf|5)\b[^.!?]{0,30}"
            r"\b(?:erhält|erhalten|bekommt|bekommen|gewinnt|gewinnen|Gutschein)",
        ),
        advertises=anywhere(
            r"\b(?:buchen|bestellen|kaufen|reservieren|abonnieren|wechseln|sichern) Sie\b[^.!?]*\b(?:jetzt|bis"
            r"|heute|noch|sparen)\b", r"\bsparen Sie\b",
            r"\b(?:empfehlen Sie uns weiter|Freunde werben)\b", r"\b(?:folgen|teilen) Sie uns\b",
            r"\b(?:Monat|Woche|Nacht) (?:gratis|kostenlos|geschenkt)",
            r"\d+ ?(?:%|Prozent) (?:Rabatt|Nachlass|günstiger|auf)", r"\bhalben? Preis", r"\bRabatt(?:code|aktion)",
            r"\b(?:mit dem|dem|Ihr) (?:Code|Gutscheincode)\b", r"\b(?:Schluss|Sommer|Winter|Aus|Räumungs)verkauf\b",
            r"\b(?:Sonder|Top|Exklusiv|Best)angebote?\b",
            r"\b(?:neue|aktuelle|exklusive|tolle|besondere)[nrs]? (?:Angebote?|Aktion(?:en)?|Kollektion|Katalog)\b",
            r"\bGutschein\b(?=[^.!?]*\b(?:nächste\w*|Einkauf|Bestellung|Euro|über|Shop)\b)",
            r"\b(?:jetzt|gleich) (?:kaufen|bestellen|sichern|zugreifen|buchen|abonnieren)\b",
            r"\b(?:Google|Trustpilot|Yelp|TripAdvisor|Amazon|Kununu|Check24|ProvenExpert)\b",
            r"\b(?:schreiben|hinterlassen) Sie (?:uns )?eine (?:\w+ )?(?:Bewertung|Rezension)", r"\bgratis\b",
            r"\bgeschenkt\b",
        ),
        invites=anywhere(
            r"\b(?:möchten|wünschen|wollen) Sie (?:einen Anruf|mehr (?:Infos|Informationen)"
            r"|ein Angebot)[^.?]*\b(?:Tarif|Produkte?|Paket|Upgrade|Angebot)\w*",
            r"\b(?:dürfen|sollen|können) wir Ihnen[^.?]*\b(?:Angebote?|Neuigkeiten|Newsletter|Aktionen|Katalog"
            r"|Rabatte?)\b",
            r"\b(?:interessieren Sie sich für|möchten Sie|wünschen Sie|hätten Sie gern)[^.?]*\b(?:Angebote?"
            r"|Newsletter|Aktionen"
            r"|Rabatte?|Katalog|Sonderangebot)\b",
        ),
        identity=anywhere(
            r"^(?:Ihr(?:e)? )?(?:Vor- und Nachname|Name|Vorname|Nachname|E-Mail(?:-Adresse)?"
            r"|Telefon(?:nummer)?)[.?:]*$",
            r"\bwie (?:können|dürfen) wir Sie erreichen", r"\b(?:Kunden|Mitglieds|Personal|Karten"
            r"|Versicherungs)nummer\b",
            r"\bwie (?:ist|lautet) Ihr (?:voller |vollständiger )?(?:Name|Vorname|Nachname)\b", r"\bwie heißen Sie\b",
            r"\bIhr(?:e[nr]?)? (?:E-Mail(?:-Adresse)?|Telefonnummer|Handynummer|Mobilnummer|Kundennummer"
            r"|Anschrift|Adresse"
            r"|Geburtsdatum|Bestellnummer)(?= ?(?:[.?!:,]|$|an|ein|hier|für|und|oder))",
            r"\b(?:unter|auf) welcher (?:\w*nummer|E-Mail-Adresse)[^.?]*\berreich",
            r"\b(?:nennen|geben|hinterlassen|verraten) Sie (?:uns )?(?:bitte )?Ihre[n]? (?:Namen?|Kontaktdaten"
            r"|Adresse)",
            r"\bwer sind Sie\b",
        ),
        special=anywhere(
            r"\b(?:Diabetes|Krebs|Depression\w*|Allergi\w+|HIV|schwanger\w*)\b",
            r"\b(?:politische\w* (?:Meinung|Ansicht\w*)|gläubig|Ihr Gesundheitszustand|Ihre Gesundheit"
            r"|Medikamente)\b", r"\bWahl gewählt\b",
            r"\b(?:Ihre[rn]?|welche[rn]?) (?:Religion|Konfession|Glauben?|ethnische\w*|Hautfarbe"
            r"|sexuelle Orientierung"
            r"|politische\w*|Diagnose|Krankheit(?:en)?|Behinderung|Partei)",
            r"\bhaben Sie (?:eine )?(?:\w+ )?(?:Behinderung|Krankheit|Erkrankung|Allergie\w*)",
            r"\bleiden Sie (?:unter|an)\b", r"\bMitglied (?:einer|in einer) (?:Gewerkschaft|Partei|Kirche)",
            r"\bsind Sie (?:christlich|muslimisch|jüdisch|homosexuell|lesbisch|schwul|behindert|schwanger"
            r"|chronisch krank)",
            r"\bwelche Partei\b", r"\bethnische Herkunft\b",
        ),
        promises=anywhere(r"\banonym", r"niemand (?:erfährt|sieht|weiß), wer"),
        recall=anywhere(
            rf"\b(?:letzten|vergangenen|vorigen|über die|diese) (?P<number>{COUNT}) (?P<unit>{LENGTH})\b",
            rf"\bvor (?P<before>{COUNT}) (?P<then>{LENGTH})\b",
            r"\b(?:letzte[nsrm]?|vergangene[nsrm]?) (?P<plain>Woche|Monats?|Quartals?|Jahr(?:es)?)\b",
        ),
        since_ever=pattern(
            r"(?:im Vergleich zu|verglichen mit|gegenüber|seit) (?:19|20)\d\d",
            r"seit(?:dem)? Sie (?:bei uns )?(?:Kund\w+|uns kennen|bei uns)", r"seit Beginn",
            r"in all den Jahren", r"jemals",
            r"in Ihrem (?:ganzen )?Leben",
        ),
        claims=anywhere(
            r"(?:(?P<low>\d+|eine?|zwei|drei|vier) ?(?:-|–|bis|oder) ?)?"
            r"(?P<number>\d+(?:[.,]\d+)?|eine[nr]?|eine halbe|halbe[n]?|zwei|drei|vier|fünf|zehn|fünfzehn|zwanzig"
            r"|dreißig|sechzig"
            r"|neunzig) (?P<unit>Sekunden?|Minuten?|Augenblick|Moment|Stunden?)\b",
        ),
        numbers={
            "ein": 1, "eine": 1, "einer": 1, "einen": 1, "einem": 1, "halbe": 0.5, "halben": 0.5, "eine halbe": 0.5,
            "zwei": 2, "paar": 3, "drei": 3, "wenigen": 3, "mehreren": 3, "vier": 4, "fünf": 5, "sechs": 6,
            "sieben": 7,
            "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12, "fünfzehn": 15, "achtzehn": 18, "zwanzig": 20,
            "vierundzwanzig": 24, "dreißig": 30, "sechzig": 60, "neunzig": 90,
        },
        days={
            "tag": 1, "tage": 1, "tagen": 1, "woche": 7, "wochen": 7, "monat": 30.4, "monate": 30.4, "monaten": 30.4,
            "monats": 30.4, "quartal": 91, "quartale": 91, "quartalen": 91, "quartals": 91, "jahr": 365, "jahre": 365,
            "jahren": 365, "jahres": 365,
        },
        seconds={
            "sekunde": 1, "sekunden": 1, "augenblick": 60, "moment": 60, "minute": 60, "minuten": 60, "stunde": 3600,
            "stunden": 3600,
        },
        wording={
            "nps": anywhere(r"wie wahrscheinlich[^?]*empfehlen"),
            "ces": anywhere(r"leicht|einfach|aufwand|mühe"),
        },
        anchors={
            "nps": frozenset(
                (low, high)
                for low in (
                    "sehr unwahrscheinlich", "äußerst unwahrscheinlich", "überhaupt nicht wahrscheinlich",
                    "gar nicht wahrscheinlich",
                )
                for high in ("sehr wahrscheinlich", "äußerst wahrscheinlich")
            ),
            "ces": frozenset(
                (low, high)
                for low in ("stimme überhaupt nicht zu", "stimme gar nicht zu", "trifft überhaupt nicht zu")
                for high in ("stimme voll zu", "stimme voll und ganz zu", "trifft voll zu", "trifft voll und ganz zu")
            ),
        },
        good=pattern(
            "zufrieden", "stimme", "wahrscheinlich", "leicht", "einfach", "gut", "klar", "hilfreich", "besser",
            "schnell",
            "fair", "sauber", "freundlich", "zuverlässig", "nützlich", "positiv", "ausgezeichnet",
        ),
        bad=pattern(
            "unzufrieden", "nicht", "unwahrscheinlich", "schwer", "schwierig", "schlecht", "unklar", "schlechter",
            "langsam",
            "unfair", "schmutzig", "unfreundlich", "unzuverlässig", "nutzlos", "negativ", "lehne",
        ),
    ),
)
