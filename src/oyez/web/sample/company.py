"""Aurora as a description: its units in two hierarchies, its touchpoints over the stages, its members."""

from dataclasses import dataclass

REGIONS = "regions"
CHANNELS = "channels"
PARTNERS = "partners"


@dataclass(frozen=True)
class Unit:
    """A part of the brand with its parents: one in the regions, and one in the partner channels for partners.

    `weight` is its share of business among its kind, `speaks` the languages of its customers.
    """

    key: str
    name: str
    kind: str
    region: str | None = None
    channel: str | None = None
    city: str = ""
    weight: float = 0.0
    speaks: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Touchpoint:
    """A place where interactions happen, its stage, and the e-mail name of its owner."""

    key: str
    name: str
    stage: str
    owner: str


@dataclass(frozen=True)
class Grant:
    """A role, company-wide or for one unit with all below it."""

    role: str
    unit: str | None = None
    hierarchy: str | None = None


@dataclass(frozen=True)
class Member:
    """Somebody who signs in; `handle` is the part of the address before the @."""

    handle: str
    name: str
    title: str
    grants: tuple[Grant, ...]
    language: str = "en"

    @property
    def email(self) -> str:
        return f"{self.handle}@aurora.example"


@dataclass(frozen=True)
class Company:
    """All that is known of Aurora before the first customer comes in."""

    name: str
    currency: str
    time_zone: str
    units: tuple[Unit, ...]
    touchpoints: tuple[Touchpoint, ...]
    members: tuple[Member, ...]

    def of_kind(self, *kinds: str) -> tuple[Unit, ...]:
        """The units of these kinds, in their order."""
        return tuple(unit for unit in self.units if unit.kind in kinds)

    def unit(self, key: str) -> Unit:
        """The unit with this key."""
        return next(unit for unit in self.units if unit.key == key)


HIERARCHIES = ((REGIONS, "Regions"), (CHANNELS, "Partner channels"))
STAGES = ("discover", "plan", "order", "wait", "deliver", "fit", "pay", "use", "account")


def _region(key: str, name: str) -> Unit:
    return Unit(key, name, "region", region="aurora")


def _channel(key: str, name: str) -> Unit:
    return Unit(key, name, "network", channel=None if key == PARTNERS else PARTNERS)


def _showroom(key: str, city: str, region: str, weight: float, **speaks: float) -> Unit:
    return Unit(
        f"showroom-{key}", f"Showroom {city}", "showroom", region, None, city, weight, tuple(speaks.items())
    )


def _dealer(key: str, name: str, city: str, region: str, weight: float, **speaks: float) -> Unit:
    return Unit(key, name, "dealer", region, "dealers", city, weight, tuple(speaks.items()))


def _partner(key: str, name: str, kind: str, city: str, region: str, weight: float = 1.0) -> Unit:
    return Unit(key, name, kind, region, f"{kind}s", city, weight)


UNITS: tuple[Unit, ...] = (
    Unit("aurora", "Aurora", "brand"),
    _region("rhine", "Rhine"),
    _region("north", "North"),
    _region("south", "South"),
    _region("coast", "Coast"),
    _channel(PARTNERS, "Partners"),
    _channel("dealers", "Dealers"),
    _channel("distributors", "Distributors"),
    _channel("installers", "Installation partners"),
    _channel("service-firms", "Service firms"),
    _showroom("bonn", "Bonn", "rhine", 8.0, de=0.90, en=0.05, ar=0.05),
    _showroom("koeln", "Köln", "rhine", 8.0, de=0.84, en=0.07, pl=0.04, ar=0.05),
    _showroom("duesseldorf", "Düsseldorf", "rhine", 7.0, de=0.86, en=0.10, fr=0.04),
    _showroom("hannover", "Hannover", "north", 5.0, de=0.95, pl=0.05),
    _showroom("berlin", "Berlin", "north", 5.5, de=0.74, en=0.20, pl=0.06),
    _showroom("poznan", "Poznań", "north", 5.0, pl=0.95, en=0.05),
    _showroom("muenchen", "München", "south", 6.0, de=0.85, en=0.15),
    _showroom("stuttgart", "Stuttgart", "south", 5.0, de=0.92, en=0.05, fr=0.03),
    _showroom("lausanne", "Lausanne", "south", 4.0, fr=0.90, en=0.10),
    _showroom("hamburg", "Hamburg", "coast", 5.5, de=0.88, en=0.09, pl=0.03),
    _showroom("gdansk", "Gdańsk", "coast", 4.0, pl=0.93, en=0.04, de=0.03),
    _showroom("london", "London", "coast", 4.0, en=0.95, pl=0.05),
    _dealer("lehnert", "Küchenhaus Lehnert", "Aachen", "rhine", 5.0, de=0.92, fr=0.08),
    _dealer("moreau", "Cuisines Moreau", "Strasbourg", "rhine", 5.0, fr=0.86, de=0.14),
    _dealer("harz", "Küchenwerk Harz", "Göttingen", "north", 3.5, de=0.96, en=0.04),
    _dealer("wrzos", "Studio Kuchni Wrzos", "Wrocław", "north", 4.0, pl=0.97, en=0.03),
    _dealer("allgaeu", "Küchen Allgäu", "Kempten", "south", 4.0, de=0.97, en=0.03),
    _dealer("favre", "Atelier Cuisine Favre", "Genève", "south", 3.5, fr=0.88, en=0.12),
    _dealer("hafenkueche", "Hafenküche", "Kiel", "coast", 3.5, de=0.97, en=0.03),
    _dealer("harbour", "Harbour Kitchens", "Bristol", "coast", 3.5, en=0.98, pl=0.02),
    _partner("lodz", "Polmeble Dystrybucja", "distributor", "Łódź", "north"),
    _partner("helvetia", "Helvetia Küchenhandel", "distributor", "Zürich", "south"),
    _partner("alnoor", "Al Noor Interiors", "distributor", "Dubai", "coast"),
    _partner("nordholz", "Nordholz Montage", "installer", "Bonn", "rhine", 0.78),
    _partner("rheintal", "Rheintal Küchenbau", "installer", "Köln", "rhine", 0.22),
    _partner("alsace", "Pose Alsace", "installer", "Strasbourg", "rhine"),
    _partner("leine", "Montagewerk Leine", "installer", "Hannover", "north"),
    _partner("warta", "Warta Montaż", "installer", "Poznań", "north"),
    _partner("isar", "Isar Montage", "installer", "München", "south"),
    _partner("leman", "Léman Pose", "installer", "Lausanne", "south"),
    _partner("elbe", "Elbmontage", "installer", "Hamburg", "coast"),
    _partner("albion", "Albion Fitters", "installer", "London", "coast"),
    _partner("geraetehilfe", "Gerätehilfe West", "service-firm", "Köln", "rhine"),
    _partner("serwis", "Serwis Domowy", "service-firm", "Poznań", "north"),
    _partner("kundendienst-sued", "Kundendienst Süd", "service-firm", "Stuttgart", "south"),
)

TOUCHPOINTS: tuple[Touchpoint, ...] = (
    Touchpoint("website", "Website", "discover", "lena.vogt"),
    Touchpoint("showroom-visit", "Showroom visit", "discover", "paul.amsel"),
    Touchpoint("public-review", "Public reviews and posts", "discover", "lena.vogt"),
    Touchpoint("configurator", "Kitchen planner online", "plan", "lena.vogt"),
    Touchpoint("advice", "Advice and planning", "plan", "paul.amsel"),
    Touchpoint("measuring", "Measuring at home", "plan", "jonas.weil"),
    Touchpoint("quote", "Quote", "plan", "paul.amsel"),
    Touchpoint("contract", "Contract and order", "order", "sofia.lind"),
    Touchpoint("web-shop", "Web shop", "order", "lena.vogt"),
    Touchpoint("order-confirmation", "Order confirmation", "wait", "tom.reuter"),
    Touchpoint("order-tracker", "Order tracker", "wait", "tom.reuter"),
    Touchpoint("date-notice", "Date notice", "wait", "tom.reuter"),
    Touchpoint("rescheduling", "Rescheduling", "wait", "tom.reuter"),
    Touchpoint("delivery", "Delivery", "deliver", "tom.reuter"),
    Touchpoint("fitting", "Fitting", "fit", "jonas.weil"),
    Touchpoint("second-visit", "Second fitting visit", "fit", "jonas.weil"),
    Touchpoint("handover", "Handover and protocol", "fit", "jonas.weil"),
    Touchpoint("invoice", "Invoice", "pay", "petra.noll"),
    Touchpoint("payment", "Payment and financing", "pay", "petra.noll"),
    Touchpoint("service-desk", "Service desk", "use", "ben.okafor"),
    Touchpoint("service-visit", "Service visit", "use", "jonas.weil"),
    Touchpoint("spare-parts", "Spare parts", "use", "tom.reuter"),
    Touchpoint("customer-portal", "Customer portal", "use", "lena.vogt"),
    Touchpoint("account-care", "Account care", "account", "ines.fabre"),
    Touchpoint("project-planning", "Project planning", "account", "ines.fabre"),
)


def _everywhere(role: str) -> tuple[Grant, ...]:
    return (Grant(role),)


def _in(role: str, unit: str, hierarchy: str = REGIONS) -> tuple[Grant, ...]:
    return (Grant(role, unit, hierarchy),)


MEMBERS: tuple[Member, ...] = (
    # Who looks around first may also see what others see.
    Member("marta.kessler", "Marta Kessler", "Customer experience",
           (Grant("cx_manager"), Grant("executive"), Grant("analyst"), Grant("administrator"))),
    Member("henrik.sand", "Henrik Sand", "Managing director", _everywhere("executive")),
    Member("carla.dietz", "Carla Dietz", "Region Rhine", _in("manager", "rhine")),
    Member("jens.oltmann", "Jens Oltmann", "Region North", _in("manager", "north")),
    Member("verena.huber", "Verena Huber", "Region South", _in("manager", "south")),
    Member("piotr.lis", "Piotr Lis", "Region Coast", _in("manager", "coast")),
    Member("ines.fabre", "Ines Fabre", "Key accounts",
           (Grant("account_manager"), Grant("touchpoint_owner"))),
    Member("ralf.bittner", "Ralf Bittner", "Accounts North", _everywhere("account_manager")),
    Member("claire.dubois", "Claire Dubois", "Accounts South", _everywhere("account_manager")),
    Member("agnieszka.mazur", "Agnieszka Mazur", "Accounts Coast", _everywhere("account_manager")),
    Member("jonas.weil", "Jonas Weil", "Installation", _everywhere("touchpoint_owner")),
    Member("paul.amsel", "Paul Amsel", "Showrooms", _everywhere("touchpoint_owner")),
    Member("sofia.lind", "Sofia Lind", "Dealer network",
           (Grant("manager", "dealers", CHANNELS), Grant("touchpoint_owner"))),
    Member("tom.reuter", "Tom Reuter", "Logistics", _everywhere("touchpoint_owner")),
    Member("petra.noll", "Petra Noll", "Finance", _everywhere("touchpoint_owner")),
    Member("lena.vogt", "Lena Vogt", "Digital", _everywhere("touchpoint_owner")),
    Member("ben.okafor", "Ben Okafor", "Service agent, Rhine",
           (*_in("agent", "rhine"), Grant("touchpoint_owner"))),
    Member("mia.torres", "Mia Torres", "Service agent, Coast", _in("agent", "coast")),
    Member("lukas.brandt", "Lukas Brandt", "Analyst", _everywhere("analyst")),
    Member("hanna.lehnert", "Hanna Lehnert", "Dealer principal, Küchenhaus Lehnert",
           _in("manager", "lehnert", CHANNELS)),
    Member("uwe.nordholz", "Uwe Nordholz", "Owner, Nordholz Montage", _in("manager", "nordholz", CHANNELS)),
    Member("noor.haddad", "Noor Haddad", "Administrator", _everywhere("administrator")),
)  # fmt: skip

AURORA = Company(
    name="Aurora",
    currency="EUR",
    time_zone="Europe/Berlin",
    units=UNITS,
    touchpoints=TOUCHPOINTS,
    members=MEMBERS,
)
