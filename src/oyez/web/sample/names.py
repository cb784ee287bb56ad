"""Names, streets and numbers for invented people: common words, mixed by chance; every address ends nowhere."""

FIRST: dict[str, tuple[str, ...]] = {
    "de": (
        "Anna", "Birgit", "Claudia", "Daniela", "Elke", "Franziska", "Gisela", "Heike", "Ingrid", "Jana", "Katrin",
        "Lena", "Martina", "Nadine", "Petra", "Renate", "Sabine", "Tanja", "Ulrike", "Verena", "Andreas", "Bernd",
        "Christian", "Dieter", "Erik", "Frank", "Georg", "Holger", "Jens", "Klaus", "Lars", "Markus", "Norbert",
        "Oliver", "Peter", "Ralf", "Stefan", "Thomas", "Uwe", "Yusuf", "Emre", "Aylin", "Merve", "Tobias", "Mira",
    ),
    "en": (
        "Alice", "Beth", "Charlotte", "Diane", "Emma", "Fiona", "Grace", "Hannah", "Isla", "Jane", "Karen", "Lucy",
        "Megan", "Nora", "Olivia", "Priya", "Rachel", "Sarah", "Tessa", "Zoe", "Adam", "Ben", "Callum", "David",
        "Edward", "Fred", "George", "Harry", "Ian", "Jack", "Kofi", "Liam", "Mark", "Neil", "Owen", "Paul", "Ravi",
        "Simon", "Tom", "Will",
    ),
    "fr": (
        "Amélie", "Brigitte", "Camille", "Delphine", "Élodie", "Fanny", "Gabrielle", "Hélène", "Inès", "Julie",
        "Karine", "Laure", "Manon", "Nathalie", "Océane", "Pauline", "Sandrine", "Valérie", "Alain", "Bruno",
        "Cédric", "Denis", "Étienne", "Fabien", "Guillaume", "Hugo", "Jean", "Kévin", "Luc", "Mathieu", "Nicolas",
        "Olivier", "Pascal", "Rémi", "Sébastien", "Thierry", "Yannick",
    ),
    "pl": (
        "Agnieszka", "Barbara", "Celina", "Dorota", "Ewa", "Grażyna", "Hanna", "Iwona", "Joanna", "Katarzyna",
        "Łucja", "Magdalena", "Natalia", "Paulina", "Renata", "Sylwia", "Teresa", "Wanda", "Zofia", "Adam",
        "Bartosz", "Cezary", "Dariusz", "Filip", "Grzegorz", "Jacek", "Krzysztof", "Łukasz", "Marek", "Norbert",
        "Paweł", "Rafał", "Sławomir", "Tomasz", "Wojciech", "Zbigniew",
    ),
    "ar": (
        "أحمد", "فاطمة", "خالد", "ليلى", "محمود", "نور", "سامي", "هدى", "يوسف", "مريم", "عمر", "سلمى", "طارق",
        "رنا", "بلال", "دينا",
    ),
}  # fmt: skip

LAST: dict[str, tuple[str, ...]] = {
    "de": (
        "Adomeit", "Bachmann", "Brückner", "Clemens", "Demir", "Dreyer", "Ebert", "Engels", "Fassbender", "Frings",
        "Gärtner", "Groß", "Haas", "Heinen", "Hoffmann", "Jansen", "Kaiser", "Kessel", "Klein", "Krämer", "Lange",
        "Lehmann", "Lindner", "Mertens", "Meyer", "Neumann", "Olbrich", "Paulsen", "Petersen", "Quast", "Reimann",
        "Ritter", "Sander", "Schäfer", "Schmitz", "Schulte", "Seidel", "Thiel", "Uhlig", "Vogel", "Wagner",
        "Weiß", "Winkler", "Yıldız", "Ziegler", "Zimmer", "Aydın", "Kowalke", "Böhm", "Straub", "Hartig",
    ),
    "en": (
        "Abbott", "Bailey", "Carter", "Dawson", "Ellis", "Fletcher", "Gibbs", "Harper", "Ingram", "Jarvis", "Knight",
        "Lawson", "Marsh", "Norris", "Okoro", "Palmer", "Quinn", "Reeves", "Sharma", "Turner", "Underwood",
        "Vaughan", "Walsh", "Yates", "Patel", "Hughes", "Mensah", "Pritchard", "Rowe", "Stone",
    ),
    "fr": (
        "Aubert", "Bonnet", "Chevalier", "Dufour", "Estève", "Fontaine", "Giraud", "Humbert", "Imbert", "Jacquet",
        "Klein", "Lambert", "Mercier", "Noël", "Ollivier", "Perrin", "Quentin", "Renard", "Schmitt", "Tissot",
        "Vidal", "Weber", "Zeller", "Rochat", "Favre", "Blanc", "Muller", "Girard", "Meyer", "Colin",
    ),
    "pl": (
        "Adamczyk", "Baran", "Cieślak", "Dudek", "Filipiak", "Górski", "Jaworski", "Kaczmarek", "Kowalczyk",
        "Lewandowski", "Majewski", "Nowak", "Olszewski", "Pawlak", "Rutkowski", "Sikora", "Tomczak", "Urban",
        "Wilk", "Zając", "Zieliński", "Szymczak", "Wrona", "Mazurek", "Piątek", "Stachowiak", "Bielak", "Krawiec",
    ),
    "ar": ("حداد", "خوري", "منصور", "صالح", "نجار", "عباس", "قاسم", "درويش", "زيدان", "شامي"),
}  # fmt: skip

LATIN: dict[str, str] = {
    "أحمد": "ahmad", "فاطمة": "fatima", "خالد": "khaled", "ليلى": "layla", "محمود": "mahmoud", "نور": "nour",
    "سامي": "sami", "هدى": "huda", "يوسف": "yousef", "مريم": "maryam", "عمر": "omar", "سلمى": "salma",
    "طارق": "tarek", "رنا": "rana", "بلال": "bilal", "دينا": "dina", "حداد": "haddad", "خوري": "khoury",
    "منصور": "mansour", "صالح": "saleh", "نجار": "najjar", "عباس": "abbas", "قاسم": "qasem", "درويش": "darwish",
    "زيدان": "zeidan", "شامي": "shami",
}  # fmt: skip

STREETS: dict[str, tuple[str, ...]] = {
    "de": ("Am Anger", "Bergstraße", "Buchenweg", "Dorfstraße", "Gartenweg", "Lindenallee", "Mühlgasse",
           "Ringstraße", "Schulstraße", "Uferweg", "Wiesengrund"),
    "en": ("Church Lane", "Elm Road", "High Street", "Mill Close", "Orchard Way", "Park Row", "Station Road"),
    "fr": ("chemin des Prés", "rue de la Gare", "rue des Lilas", "rue du Moulin", "avenue du Lac", "rue Haute"),
    "pl": ("ul. Brzozowa", "ul. Długa", "ul. Klonowa", "ul. Leśna", "ul. Ogrodowa", "ul. Polna", "ul. Szkolna"),
    "ar": ("Al Wasl Road", "Marina Walk"),
}  # fmt: skip

HOUSES = (
    "Abteihof", "Ankerplatz", "Birkenhof", "Brückentor", "Domblick", "Elbufer", "Fährhaus", "Gartenstadt", "Hansehof",
    "Heidegrund", "Inselpark", "Kaiserlei", "Kastanienhof", "Lindenhof", "Marienhöhe", "Mühlenau", "Neckarblick",
    "Nordring", "Osthafen", "Parkallee", "Quellenhof", "Rheingarten", "Rosenau", "Seeterrassen", "Sonnenhang",
    "Südpark", "Talwiesen", "Uferpalais", "Waldquartier", "Westend", "Alstertor", "Weserbogen", "Havelspitze",
    "Isarauen", "Maingarten", "Fördeblick",
)  # fmt: skip

TRADES: dict[str, tuple[str, ...]] = {
    "de": ("Hotels", "Wohnbau", "Bauträger", "Residenzen", "Studentenwohnen", "Bürobau", "Kliniken", "Wohnstift"),
    "en": ("Hotels", "Homes", "Developments", "Residences", "Student Living", "Offices"),
    "fr": ("Hôtels", "Habitat", "Promotion", "Résidences", "Immobilier"),
    "pl": ("Hotele", "Deweloper", "Osiedla", "Apartamenty", "Biura"),
    "ar": ("Hospitality", "Properties"),
}  # fmt: skip

PLACES: dict[str, tuple[str, ...]] = {
    "en": ("Ashdown", "Canal Yard", "Dockside", "Foxhall", "Greenwich Point", "Harbourside", "Kingsmead", "Mill Bank"),
    "fr": ("Bellerive", "Clairmont", "Grand Pré", "Les Tilleuls", "Montfleury", "Orangerie", "Port-Neuf", "Valmont"),
    "pl": ("Jantar", "Nadwarciańskie", "Ogrody", "Piastowskie", "Słoneczne", "Stocznia", "Zielone", "Żurawia"),
    "ar": ("Al Sahel", "Jumeira Gate"),
}  # fmt: skip
