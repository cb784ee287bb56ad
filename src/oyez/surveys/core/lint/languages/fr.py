"""French."""

# fmt: off
from oyez.surveys.core.lint.languages.lexicon import LEXICONS, Lexicon, anywhere, pattern

COUNT = (
    r"\d+(?:[.,]\d+)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|dix-huit|vingt-quatre|quelques"
    r"|plusieurs"
)
LENGTH = r"jours?|semaines?|quinzaine|mois|trimestres?|ans?|années?"
PEOPLE = r"(?:amie?s?|proches?|collègues?|famille|connaissances?|voisine?s?|parents?)"

LEXICONS.add(
    "fr",
    Lexicon(
        language="fr",
        joined=pattern("et", "ou", "ainsi que", "de même que", "et/ou", "&"),
        joined_not=pattern(
            r"(?<=[.!?] )et", r"de jour et de nuit", r"jour et nuit", r"pertes et profits",
            r"règles et procédures", r"pluie et beau temps",
            r"arts et métiers", r"bed and breakfast", r"trucs et astuces",
            r"recherche et développement", r"hygiène et sécurité", r"santé et sécurité", r"va et vient",
            r"plus ou moins",
            r"tôt ou tard", r"un ou deux", r"deux ou trois", r"et ainsi de suite", r"ou non", r"ou pas",
            r"questions et réponses", r"droits et devoirs", r"petit à petit", r"noir et blanc",
            r"allers? et retours?",
            r"conditions générales(?: d['’]\w+| de \w+)? et (?:de |d['’])?\w+", r"nom et prénom", r"nom et adresse",
            r"offre et (?:la )?demande", r"tout et rien", r"de temps et de lieu",
            rf"{PEOPLE},? (?:et|ou) (?:à |de |des |une? |à une? |à des |vos )*{PEOPLE}",
            r"(?:entre|soit) [^,?.]{1,40}? (?:et|soit|ou) [\w'’]+",
            r"(\w+) ou (?:in|im|mal|dés|dé)\1", r"(?:in|im|mal|dés|dé)(\w+) ou \2",
            r"(?:bonn?e?s?|mauvaise?s?) ou (?:bonn?e?s?|mauvaise?s?)", r"bien ou mal", r"mal ou bien",
            r"(?:facile|simple|difficile|compliquée?) ou (?:facile|simple|difficile|compliquée?)",
            r"(?:rapide|lente?|courte?|longue?|haute?|basse?) ou (?:rapide|lente?|courte?|longue?|haute?|basse?)",
        ),
        clause=pattern(
            r"(?:quand|lorsque|après|avant|si|pendant|depuis|comme|bien que|dès que|en pensant|en repensant"
            r"|mis à part|outre)",
            r"lorsqu['’]\w+", r"s['’]ils?",
        ),
        loaded=pattern(
            r"(?:charmant|délicieu[xs]|élégant|pratique|agréable|sympathique|moderne|luxueu[xs]|dévoué|réputé"
            r"|impressionnant|laid|inutile"
            r"|amélioré|compétent|chaleureu[xs]|confortable|ingénieu[xs]|somptueu[xs]"
            r"|ravissant)e?s?(?= \w+)(?! (?:que|de|pour|ou|et|dans|à))", "si pratiques?",
            r"(?:excellent|fantastique|formidable|merveilleu[xs]|extraordinaire|exceptionnel|superbe|génial"
            r"|magnifique|unique"
            r"|innovant|révolutionnaire|parfait|remarquable|primé|horrible|terrible|affreu[xs]|catastrophique"
            r"|lamentable"
            r"|inacceptable|scandaleu[xs]|épouvantable|ridicule|prestigieu[xs]|célèbre)(?:l?e?s?)?",
            "malheureusement", "hélas", "heureusement", "par chance", "évidemment", "bien sûr", "bien entendu",
            "naturellement", "sans doute", "certainement", "adorez", "adoré", "aimez-vous", "détestez",
        ),
        leaning=pattern(
            r"(?:à quel point|combien|dans quelle mesure)[^?]{0,40}?(?:gênante?|désagréable|déçue?s?|frustrante?"
            r"|frustrée?"
            r"|mauvaise?|lente?|tardive?|impolie?|confuse?|irritante?|mécontente?|difficile|compliquée?|sale"
            r"|chère?)(?! ou )",
            r"(?:à quel point|combien) (?:adorez|aimez|appréciez)-vous", r"en quoi [^?]* est-il meilleur",
        ),
        pressed=pattern(
            r"ne (?:devraient|devrait|faudrait)-(?:ils|elles|il|elle|on) pas",
            r"(?:neuf|huit|sept|\d+) (?:\w+ )?sur (?:dix|\d+)",
            r"(?:malgré|grâce à|compte tenu de) nos?", r"de plus en plus de clients", r"la majorité des",
            r"presque tous les",
            r"la plupart (?:des|de nos) (?:clients|gens|utilisateurs|personnes|entreprises|experts)",
            r"(?:les experts|les études|les spécialistes|tout le monde|chacun) (?:s['’]accordent|disent|dit"
            r"|montrent|sait"
            r"|recommandent|préfèrent)",
            r"en tant que (?:bon|fidèle|client fidèle|cliente? fidèle|client responsable)\w*",
            r"ne (?:trouvez|pensez|croyez|voulez|diriez|êtes)-vous pas", r"n['’]êtes-vous pas", r"n['’]est-ce pas",
            r"comme (?:vous le savez|chacun sait)", r"êtes-vous d['’]accord (?:pour dire )?que",
            r"vous (?:savez|connaissez) (?:sûrement|certainement|sans doute)",
        ),
        one_pole=pattern(
            r"(?:à quel point|dans quelle mesure|combien)[^?]{0,25}?(?:satisfaite?s?|contente?s?|heureu(?:x|se)"
            r"|ravie?s?|utile"
            r"|facile|claire?|rapide|fiable|aimable)"
        ),
        both_poles=pattern(
            r"(\w+) ou (?:in|im|mal|dés|dé)\1", r"(?:in|im|mal|dés|dé)(\w+) ou \2", r"bonn?e?s? ou mauvaise?s?",
            r"bien ou mal", r"facile ou difficile", r"rapide ou lente?", r"claire? ou (?:confuse?|obscure?)",
        ),
        negative=anywhere(
            r"\b(?:pas|jamais|personne n|rien|aucune?|sans|ni|guère|nulle part)\b",
        ),
        adverse=anywhere(
            r"\b(?:désagréables?|insatisfaite?s?|impossibles?|difficiles?|incorrecte?s?|incomplète?s?|injustes?"
            r"|inutiles?"
            r"|mécontente?s?|manqu(?:ait|e|é)|refus(?:é|e)|faux|fausse)\b",
        ),
        agreement=anywhere(r"d['’]accord"),
        below=anywhere(r"\bmoins de\b"),
        at_most=anywhere(r"\bjusqu['’]à\b", r"\bau plus\b"),
        above=anywhere(r"\bplus de\b"),
        at_least=anywhere(r"\b(?:ou|et) plus\b", r"\d ?\+"),
        until=anywhere(r"(?:-|–|\bà\b)"),
        absolute=pattern(
            r"toujours(?! (?:comme|pas|en cours|aussi))", "jamais", "constamment", "sans cesse", "sans exception",
            r"chaque(?! (?:jour|semaine|mois|trimestre|année|an))",
            r"tou(?:s|tes) les(?! (?:jours|semaines|mois|ans|deux|trois))",
            "partout", "à tout moment", "en permanence",
        ),
        vague=pattern(
            "souvent", "régulièrement", "fréquemment", "habituellement", "d'habitude", "parfois", "rarement",
            "de temps en temps", "généralement", "récemment", "dernièrement", "quelquefois", r"beaucoup(?= ?\?)",
        ),
        period=pattern(
            r"(?:en|depuis) (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
            r"|décembre|\d{4})",
            r"(?:derni(?:er|ère)s?|ces|cette?|par|chaque|prochaine?s?|au cours d[ue]s?|depuis|pendant|en)"
            r" (?:[\w]+ ){0,2}(?:jours?|semaines?|mois|trimestres?|ans?|années?|visite)",
            r"(?:jours?|semaines?|mois|trimestres?|ans?|années?) (?:derni(?:er|ère)s?|passée?s?)",
            "aujourd'hui", "hier", "par jour", "mensuellement",
        ),
        rare=pattern(
            "interprète", "traducteur", "piscine", "sauna", "salle de sport", "bar", "wi-?fi", "navette",
            "crèche", "formation", "prêt",
            "assurance", "échange", "compte en ligne", "urgences", "visioconférence",
            "service client", "service après-vente", "réclamations?", "assistance", "retour", "remboursement",
            "réparation", "garantie", "application", "chat", "portail", "newsletter", "centre d'appels?", "dépannage",
            "technicien", "pièces? détachées?", "hotline",
        ),
        exit=anywhere(
            r"\b(?:non applicable|sans objet|ne sai[st] pas|sans (?:avis|opinion)|n['’]ai pas"
            r"|ne (?:me )?(?:concerne|souviens|peux) pas"
            r"|n['’]étais pas|pas (?:utilisé|concernée?|encore)|aucune? (?:de ces|avis|expérience)|autres?"
            r"|autre chose"
            r"|ne souhaite pas)\b",
        ),
        ordered=anywhere(
            r"\d", r"^(?:oui|non|peut-être|en partie|entièrement|pas du tout|rarement|parfois|souvent|jamais"
            r"|toujours|une fois"
            r"|deux fois|plusieurs fois|petite?|moyenne?|grande?|faible|élevée?|neutre)\b",
            r"\b(?:satisfait|d['’]accord|probable|facile|difficile|bon|mauvais|mieux|pire|plus|moins|peu|beaucoup"
            r"|tôt|tard"
            r"|matin|midi|soir|hier|semaine|mois|lundi|janvier)",
        ),
        overall=pattern("dans l['’]ensemble", "globalement", "en général", "au total", "tout compte fait"),
        demographic=pattern(
            r"quel âge avez-vous", r"votre (?:âge|sexe|genre|revenu|situation familiale|profession"
            r"|niveau d['’]études)",
            r"tranche d['’]âge", r"année de naissance", r"salariés compte votre",
            r"taille de votre (?:entreprise|foyer)",
            r"votre (?:secteur|code postal)",
        ),
        asks={
            "date": pattern(
            r"quel jour (?:avez-vous|êtes-vous|étiez-vous)",
                r"quand (?:avez-vous|est-ce que vous avez) (?:\w+ ){0,1}(?:acheté|commandé|reçu|visité|appelé|signé)",
                r"(?:à quelle|quelle est la) date (?:\w+ ){0,3}(?:achat|commande|visite|livraison|appel)",
                r"depuis (?:quand|combien de temps) êtes-vous clien\w+",
            ),
            "product": pattern(
                r"(?:quel(?:le)?s?|lequel|laquelle)(?: de nos)? (?:\w+ ){0,2}avez-vous (?:achetée?s?|commandée?s?"
                r"|choisie?s?)",
                r"(?:quel(?:le)?s?|lequel|laquelle)(?: de nos)? (?:\w+ ){1,2}(?:possédez-vous|utilisez-vous"
                r"|avez-vous (?:chez vous|à la maison))",
                r"qu['’]avez-vous (?:acheté|commandé)",
            ),
            "region": pattern(
                r"dans quel(?:le)? (?:région|pays|ville|département|canton)", r"votre code postal",
                r"où habitez-vous",
                r"où (?:se trouve|est située?) votre (?:entreprise|bureau|société)",
            ),
            "size": pattern(
                r"combien (?:de |d['’])(?:salariés|employés|personnes|collaborateurs)"
                r" (?:compte|emploie|travaillent|sont)(?: dans| chez)? ?(?:votre|vous)?",
                r"taille de votre (?:entreprise|société|organisation)",
            ),
            "contract": pattern(
            r"(?:votre )?numéro de (?:réservation|commande|dossier|contrat)",
                r"quel(?:le)? (?:contrat|forfait|abonnement|formule) avez-vous",
                r"votre numéro de (?:contrat|client|commande|facture|dossier)",
                r"quand votre contrat (?:se termine|prend fin)",
            ),
            "contact_reason": pattern(
            r"(?:à quel|à propos de quel) (?:sujet|propos) nous avez-vous (?:appelé|contacté|écrit)\w*",
            r"qu['’]est-ce qui vous (?:a amené|amène)",
                r"pourquoi nous avez-vous (?:contacté|appelé|écrit)\w*",
                r"pourquoi avez-vous (?:contacté|appelé|écrit)",
                r"(?:motif|raison|objet) de votre (?:dernier |dernière )?(?:appel|visite|contact|demande|message)",
            ),
            "agent": pattern(
            r"qui était votre (?:technicien\w*|monteur|conseill(?:er|ère)|médecin|chauffeur|vendeu\w+)",
                r"quel(?:le)? (?:conseill(?:er|ère)|employée?|agent|monteur|technicien\w*|vendeu(?:r"
                r"|se)) vous a (?:\w+ )?\w+",
                r"qui vous a (?:servi|conseillé|aidé|reçu|répondu|renseigné)\w*",
                r"nom d[ue] (?:votre |la )?(?:conseill(?:er|ère)|employée?|agent|monteur|technicien\w*|vendeu(?:r"
                r"|se))",
                r"à qui avez-vous parlé", r"avec qui avez-vous parlé",
            ),
        },
        begs=anywhere(
            r"\bun \d est un échec", r"\baidez votre \w+ à (?:garder|gagner|obtenir)",
            r"\bne pouvez pas nous (?:donner|mettre)",
            r"\b(?:donne[rz]|mett(?:re|ez)|attribue[rz])(?:[- ](?:nous|moi|lui))? (?:un |une |la )?"
            r"(?:10|dix|9 ou 10|cinq étoiles|5 étoiles|meilleure note|note maximale|excellente? note|bonne note)",
            r"\bnous donner (?:un |une |la )?(?:10|dix|cinq étoiles|5 étoiles|meilleure note|note maximale)",
            r"\bnotez-(?:nous|moi) (?:10|dix|cinq|5|bien)", r"\b(?:toute note|tout ce qui est) (?:en dessous"
            r"|inférieure?)",
            r"\bseule? (?:un |une )?(?:10|dix|note de)", r"\b(?:ma|notre|sa|mon|son|leur) (?:prime|bonus|salaire"
            r"|poste|commission)\b",
            r"\bsoyez (?:gentil|généreu|sympa)\w*",
            r"\b(?:pour|si|qui)\b[^.!?]{0,30}\b(?:10|9|dix|neuf|cinq|5)\b[^.!?]{0,30}\b(?:recevez|recevrez|gagnez"
            r"|obtenez|reçoit"
            r"|gagne|bon d['’]achat)",
        ),
        advertises=anywhere(
            r"\b(?:réservez|commandez|achetez|abonnez-vous|inscrivez-vous|profitez)\b[^.!?]*\b(?:avant|vite"
            r"|maintenant|économisez|dès)\b", r"\béconomisez\b",
            r"\bparrainez\b", r"\b(?:mois|semaine|nuit) (?:gratuite?|offerte?)", r"\b(?:suivez|partagez)-nous\b",
            r"\d+ ?(?:%|pour cent) (?:de (?:remise|réduction|rabais)|offerts?)", r"\bmoitié prix\b",
            r"\b(?:avec le|le|votre) code (?:promo\b|[A-Z]{3,})", r"\b(?:nos|les) soldes\b", r"\bcode promo\b",
            r"\b(?:offres?|promotions?) (?:spéciales?|exclusives?|du moment|actuelles?)\b",
            r"\b(?:nouvelles?|dernières?) (?:offres?|promotions?|collections?|catalogue)\b",
            r"\bbons? (?:d['’]achat|de réduction)\b(?=[^.!?]*\b(?:prochaine?|euros?|commande|boutique)\b)",
            r"\b(?:achetez|commandez|réservez|profitez)\b[^.!?]*\b(?:maintenant|boutique|vite)\b",
            r"\b(?:google|trustpilot|yelp|tripadvisor|amazon)\b",
            r"\b(?:laissez|écrivez|publiez)(?:-nous)? (?:un|votre) (?:avis|commentaire en ligne)\b",
            r"\bnouveau catalogue\b",
            r"\blivraison (?:offerte|gratuite)\b",
        ),
        invites=anywhere(
            r"\b(?:voulez|souhaitez|aimeriez)-vous (?:un appel|un devis"
            r"|plus d['’]informations)[^.?]*\b(?:forfaits?|produits?|offres?|services? premium)\b",
            r"\b(?:pouvons|pourrions|devons)-nous vous[^.?]*\b(?:offres?|promotions?|nouveautés|newsletter"
            r"|catalogue|remises?)\b",
            r"\b(?:souhaitez|voulez|aimeriez)-vous (?:recevoir|profiter|découvrir)[^.?]*\b(?:offres?|promotions?"
            r"|newsletter"
            r"|remises?|catalogue)\b",
            r"\bintéressée?s? par (?:une |nos |des )?(?:offres?|promotions?|remises?)\b",
        ),
        identity=anywhere(
            r"^(?:votre )?(?:nom et prénom|nom|prénom|e-?mail|courriel|téléphone)[ .?:]*$",
            r"\bcomment pouvons-nous vous (?:joindre|contacter|appeler)",
            r"\bnuméro de (?:client|membre|carte|matricule)\b",
            r"\bquel(?:le)? est votre (?:nom|prénom|nom complet|adresse|e-?mail|courriel|numéro|date de naissance)",
            r"\bvotre (?:adresse (?:e-?mail|électronique|postale)|courriel|e-?mail|numéro de (?:téléphone|client"
            r"|mobile))"
            r"(?= ?(?:[.?!:,]|$|ici|pour|et|ou))",
            r"\b(?:indique[rz]|laisse[rz]|donne[rz])(?:-nous)? (?:votre|vos) (?:nom|prénom|coordonnées|adresse"
            r"|numéro)",
            r"\bà quel numéro[^.?]*\b(?:joindre|appeler|contacter)", r"\bqui êtes-vous\b",
            r"\bcomment vous appelez-vous\b",
        ),
        special=anywhere(
            r"\b(?:pour qui|comment) avez-vous voté\b", r"\b(?:diabét\w+|diabète|cancer|dépression|allergi\w+"
            r"|enceinte|vih)\b",
            r"\b(?:opinions? politiques?|croyant\w*|votre santé|médicaments)\b",
            r"\bvotre (?:religion|confession|foi|origine ethnique|race|orientation sexuelle|handicap|maladie"
            r"|état de santé"
            r"|opinion politique|appartenance)", r"\bquelle religion\b", r"\ben situation de handicap\b",
            r"\b(?:avez-vous|souffrez-vous d['’e]) ?(?:une? |un )?(?:\w+ )?(?:handicap|maladie|allergie)",
            r"\bmembre d['’]un (?:syndicat|parti)", r"\bpour quel parti\b",
            r"\bêtes-vous (?:chrétien|musulman|juif|homosexuel"
            r"|handicapé|enceinte)",
        ),
        promises=anywhere(r"\banonym", r"personne ne (?:saura|sait|verra) qui"),
        recall=anywhere(
            rf"\b(?:ces|les|des|du|sur les|cours des) (?P<number>{COUNT}) (?:derni(?:er|ère)s? )(?P<unit>{LENGTH})\b",
            rf"\b(?:ces|les|des) derni(?:er|ère)s? (?P<later>{COUNT}) (?P<units>{LENGTH})\b",
            rf"\bil y a (?P<before>{COUNT}) (?P<then>{LENGTH})\b",
            r"\b(?:la|le|du|au cours d[ue]|l['’]) ?(?P<plain>semaine|mois|trimestre|an|année) (?:dernier|dernière"
            r"|passée?)\b",
        ),
        since_ever=pattern(
            r"(?:par rapport à|comparé à|depuis) (?:19|20)\d\d",
            r"depuis que vous (?:êtes|nous)", r"depuis le début", r"depuis toujours", r"de toute votre vie",
        ),
        claims=anywhere(
            r"(?:(?P<low>\d+|une?|deux|trois|quatre) ?(?:-|–|à|ou) ?)?"
            r"(?P<number>\d+(?:[.,]\d+)?|une?|une demi|demi|deux|trois|quatre|cinq|dix|quinze|vingt|trente"
            r"|soixante)[ -]"
            r"(?P<unit>secondes?|minutes?|instant|moment|heures?)\b",
        ),
        numbers={
            "un": 1, "une": 1, "demi": 0.5, "une demi": 0.5, "deux": 2, "trois": 3, "quelques": 3, "plusieurs": 3,
            "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "quinze": 15,
            "dix-huit": 18, "vingt": 20, "vingt-quatre": 24, "trente": 30, "soixante": 60,
        },
        days={
            "jour": 1, "jours": 1, "semaine": 7, "semaines": 7, "quinzaine": 15, "mois": 30.4, "trimestre": 91,
            "trimestres": 91, "an": 365, "ans": 365, "année": 365, "années": 365,
        },
        seconds={
            "seconde": 1, "secondes": 1, "instant": 60, "moment": 60, "minute": 60, "minutes": 60, "heure": 3600,
            "heures": 3600,
        },
        wording={
            "nps": anywhere(r"(?:probab|recommander(?:iez|ez)|susceptible)[^?]*(?:recommand|$|ami|collègue|proche)"),
            "ces": anywhere(r"facil|simple|effort"),
        },
        anchors={
            "nps": frozenset(
                (low, high)
                for low in ("très improbable", "pas du tout probable", "très peu probable", "extrêmement improbable")
                for high in ("très probable", "extrêmement probable", "tout à fait probable")
            ),
            "ces": frozenset(
                (low, high)
                for low in ("pas du tout d'accord", "pas du tout d’accord")
                for high in ("tout à fait d'accord", "tout à fait d’accord")
            ),
        },
        good=pattern(
            "satisfaite?s?", "d['’]accord", "probable", "facile", "bonn?e?", "claire?", "utile", "mieux",
            "rapide", "juste",
            "propre", "aimable", "fiable", "positi(?:f|ve)", "excellente?", "bien",
        ),
        bad=pattern(
            "insatisfaite?s?", "pas", "improbable", "difficile", "mauvaise?", "confuse?", "inutile", "pire", "lente?",
            "injuste", "sale", "désagréable", "peu", "négati(?:f|ve)", "mal",
        ),
    ),
)
