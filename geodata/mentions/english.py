"""The English words that tell what kind of place a name means, or that it means none."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REGION_WORDS = _words(
    "region regions oblast oblasts province provinces governorate governorates krai peninsula "
    "state states voivodeship oblasti"
)
DISTRICT_WORDS = _words("raion raions rayon rayons district districts county municipality hromada")
SETTLEMENT_WORDS = _words(
    "city cities town towns village villages settlement settlements hamlet hamlets suburb suburbs"
)
PLURALS = _words(
    "regions oblasts provinces governorates states raions rayons districts cities towns villages "
    "settlements hamlets suburbs"
)
BEFORE_SETTLEMENT = _words("city town village settlement hamlet townlet")
"""Stand right before a settlement's name without "of": "the village Gornal"."""

FACILITIES = (
    "nuclear power plant",
    "nuclear power station",
    "nuclear plant",
    "thermal power plant",
    "hydroelectric power plant",
    "hydroelectric power station",
    "hydroelectric plant",
    "hydroelectric station",
    "hydroelectric dam",
    "hydropower plant",
    "hydropower station",
    "power plant",
    "power station",
    "international airport",
    "air base",
    "airbase",
    "airport",
    "airfield",
    "railway station",
    "train station",
    "oil refinery",
    "gelatin factory",
    "steel plant",
    "coke plant",
    "oil depot",
    "refinery",
    "factory",
    "dam",
    "bridge",
    "canal",
    "prison",
    "npp",
    "hpp",
)
_SAME_FACILITIES = (
    ("nuclear power plant", "nuclear power station", "nuclear plant", "npp"),
    (
        "hydroelectric power plant", "hydroelectric power station", "hydroelectric plant",
        "hydroelectric station", "hydroelectric dam", "hydropower plant", "hydropower station",
        "hpp", "dam",
    ),
    ("thermal power plant", "power plant", "power station"),
    ("air base", "airbase", "airport", "international airport", "airfield"),
    ("oil refinery", "refinery"),
)  # fmt: skip
OTHER_WORDS_FOR = {name: names for names in _SAME_FACILITIES for name in names}
"""What one writer calls an air base is the next one's airport."""
FACILITIES_BY_FIRST_WORD = {
    name.split()[0]: [
        tuple(other.split()) for other in FACILITIES if other.split()[0] == name.split()[0]
    ]
    for name in FACILITIES
}
# fmt: off
BEHIND_NAMES = frozenset([
    "on", "in", "and", "or", "but", "after", "before", "since", "as", "that", "for", "with",
    "at", "by", "to", "from", "of", "is", "are", "was", "were", "has", "had", "have", "will",
    "would", "where", "which", "who", "when", "while", "until", "during", "amid", "over",
    "under", "between", "the", "this", "last", "early", "late", "today", "yesterday", "again",
    "also", "not",
])
# fmt: on
"""What stands behind a name and never behind its adjective: "in Karabakh on Monday"."""
FACILITY_WORDS = frozenset(word for name in FACILITIES for word in name.split())
WATERS = _words("river sea strait straits reservoir gulf lake bay estuary delta")
UNITS = _words(
    "brigade battalion regiment division corps army grouping front fleet squadron forum summit "
    "agreement agreements accord accords protocol treaty dialogue format process declaration "
    "administration council movement alliance"
)
LOWER_UNITS = _words(
    "brigade brigades battalion battalions regiment regiments agreement agreements accord accords "
    "command communique communiqué memorandum memoranda convention conventions process format "
    "group grouping"
)
"""Make a body of a place's name even without a capital."""
SHIPS = _words(
    "cruiser frigate corvette submarine submarines ship ships vessel tanker destroyer boat "
    "minesweeper tug tugboat ferry minelayer warship"
)
NAMED_OF = _words("university bank institute museum academy diocese bishop archbishop metropolitan")
"""Before "of" and a name: a house that bears it, not the ground."""
SHORT_TITLES = _words("mr mrs ms dr gen lt col maj capt sgt prof sen rep gov brig")
PAPERS = _words(
    "independent times post pravda mirror tribune herald news telegraph journal observer today "
    "press tv radio university institute museum fc dynamo dinamo school digest"
)
GROUP_AFTER = (
    "group of forces",
    "grouping of forces",
    "group of troops",
    "group of russian forces",
    "tactical group",
    "operational tactical group",
    "operational strategic group",
    "people republic",
    "group",
)
TITLES = _words(
    "president premier minister chancellor general gen colonel col major maj captain capt "
    "lieutenant lt sergeant sgt commander mr mrs ms dr sir lord king queen prince pope senator "
    "sen rep congressman governor mayor ambassador professor prof admiral adm marshal sheikh "
    "imam envoy secretary spokesman spokeswoman spokesperson analyst expert correspondent"
)
HARMLESS_CAPITALS = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december northern southern eastern western "
    "north south east west central northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern the a an in on at near from to into of by and but "
    "or for with as after before since while when where if although though both around outside "
    "inside across over along toward towards under between behind beyond within through during "
    "city town village settlement district region oblast province governorate raion state port "
    "old new greater meanwhile neighboring neighbouring occupied capital republic this that its "
    "his their our it he she they we is was were has had have are be not no yes only also now "
    "then there here all some more most many recent recently currently today yesterday border"
)
"""Capitalised words beside a name that don't make it a part of a longer name."""

ORDINARY_NAMES = _words(
    "of most same bar gay sur man bay mar male nice split bath reading same can may june august "
    "march april sunday monday friday tor para kara orel sol mir vera nova stara mala velika "
    "union victory liberty freedom hope peace star sun moon sea lake river island islands hill "
    "hills mountain rock stone bridge port fort castle church mission center central north south "
    "east west new old big great little high low upper lower first second third one two three "
    "four five six seven eight nine ten hundred thousand million general major minor colonel "
    "captain king queen prince duke lord lady father mother brother sister son man men woman "
    "women boy girl child people nation state country city town village district region area "
    "zone line front army force forces navy air sea land power plant factory station airport "
    "road street square park garden forest field farm house home school college university "
    "hospital bank market shop mall office company group party council court police fire water "
    "gold silver iron copper steel coal oil gas salt sugar tea coffee wine beer bread meat fish "
    "apple orange lemon rose lily violet iris daisy ivy holly heather april may june summer "
    "winter spring autumn day night morning evening week month year time life death love war "
    "peace god lord saint angel devil heaven hell earth world sky cloud rain snow wind storm ice "
    "telegram reuters press media news post times today report reports official officials mark "
    "paul peter john james george david daniel michael robert william thomas charles joseph "
    "donald steve marco victor viktor ivan boris igor oleg oleh sergei sergey andrei andrey "
    "alexander alexei aleksey dmitry dmitri vladimir volodymyr valery mikhail nikolai nikolay "
    "maria anna elena olga irina tatiana natalia julia kim lee park chen wang li ali omar hassan "
    "hussein ahmed mohammed muhammad abdul ibrahim ismail khalid said saeed salah yusuf musa "
    "isa adam eva sara sarah marta martin max leo alex ben sam tom bob jim joe jack harry frank "
    "carl karl otto hans fritz trump biden putin witkoff macron merkel scholz merz starmer "
    "azov wagner patriot bradley abrams leopard shahed lancet storm shadow haimars kornet grad "
    "buk tor iskander kalibr zircon kinzhal tochka uragan smerch belt capital mobile bureau "
    "kids alone many both such this that these those his her its our their your my he she it we "
    "they you i me him us them who what when where why how which while with without within "
    "after before during since until although because but and or nor for yet so if then else "
    "than as at by from in into on onto off out over under up down to toward about above across "
    "against along among around behind below beneath beside between beyond despite except "
    "inside near outside past per through throughout upon via is are was were be been being am "
    "do does did done have has had having will would shall should can could may might must not "
    "no yes all any each every few more some other another much several own very too just only "
    "even still also again already always never often soon later early late now here there dead "
    "strong weak long short wide narrow deep full empty open closed free safe clear dark light "
    "red green blue white black brown grey gray yellow pink asa ata bala basin marine "
    "pravda izvestia kommersant operation sector axis direction corridor pocket salient camp "
    "base post barracks depot progress "
    "center centre bilateral moscovian vatican kremlin telegraph guardian mirror sun express "
    "atlantic pacific baltic arctic antarctic nordic slavic german french english british "
    "polish russian ukrainian chinese korean turkish iranian syrian israeli american european "
    "sheikh imam emir sultan shah khan bey pasha agha mullah ayatollah patriarch"
)
"""Words and given names that are also the name of some settlement: alone they mean no place."""

COUNTRY_FIRST_NAMES = _words("jordan chad georgia israel")
INITIAL_COUNTRIES = _words("us usa uk uae drc dprk")
"""Abbreviations that only count in capitals."""

LOCATIVES = _words(
    "in near around outside inside at toward towards within throughout across beyond beneath "
    "surrounding nearing into via through"
)
MOVES = _words(
    "advance advances advanced advancing drive drives driving march marched marching push pushed "
    "pushing assault assaults attack attacks offensive offensives strike strikes raid raids road "
    "highway highways motorway motorways "
    "roads way route routes travel travels traveled travelled traveling visit visits return "
    "returned trip flew fly flight train trains arrived km kilometers kilometres miles close "
    "closer approach approaches bus buses moved moving fled evacuated evacuation retreat retreated "
    "outskirts suburb suburbs center centre streets battle siege defense defence capture fall "
    "city town capital residents people parts part north south east west northeast northwest "
    "ejected evicted expelled driven ousted forced withdrew withdrawn withdraw pulled chased "
    "southeast southwest encirclement shelling bombardment fired airport mayor"
)
TAKING_STEMS = (
    "captur",
    "seiz",
    "liberat",
    "recaptur",
    "enter",
    "reach",
    "besieg",
    "shell",
    "struck",
    "strik",
    "bomb",
    "surround",
    "encircl",
    "storm",
    "occup",
    "retak",
    "retook",
    "took",
    "taking",
    "hit",
    "attack",
    "leav",
    "left",
    "hold",
    "held",
    "control",
    "evacuat",
    "visit",
    "rock",
    "pound",
)
WHERE = _words("in at around outside into toward towards inside")
STRIKING_STEMS = ("struck", "bomb", "shell", "hit", "attack", "pound", "raid", "storm")
NO_GROUND = _words(
    "parliament congress senate duma knesset telegram facebook twitter instagram youtube tiktok "
    "english arabic russian ukrainian french spanish hebrew turkish persian kurdish islam "
    "christianity christmas easter ramadan passover hamas hezbollah houthis houthi wagner islamist "
    "islamists taliban isis isil daesh fatah unrwa nato opec interpol pentagon kremlin bundestag "
    "reuters interfax ukrinform axios bloomberg government governor president army navy operation "
    "phase stage article chapter section group team class leopard abrams patriot patriots bradley "
    "himars iskander shahed shaheds storm grad grads lancet kalibr tomahawk scalp atacms kinzhal "
    "europe asia africa america eurasia oceania antarctica west east "
    "court office council committee ministry defense defence health republicans democrats congolese"
)
"""What may follow "in" or be hit and is no place."""
TAKEN_STEMS = ("captur", "seized", "liberat", "recaptur", "besieg", "surround", "encircl", "occup")
BEING = _words("is was are were has had been being again now fully completely")
ROUTES = _words("road highway motorway railway route line rail corridor axis")
PARTY_NOUNS = _words(
    "official officials spokesman spokeswoman spokesperson forces army military troops fighters "
    "government authorities defence defense ministry president leader leaders"
)
OFFICES = _words("ministry ministries officials authorities")
"""In "officials in Moscow" the capital is their government."""
FATES = _words("fell falls fallen under")
GOVERNMENT_NOUNS_OF_PLACE = _words(
    "outskirts suburb suburbs airport streets street center centre district districts region "
    "oblast downtown metro residents skyline station mayor northern southern eastern western"
)
SAYING_STEMS = (
    "said",
    "says",
    "told",
    "tells",
    "add",
    "claim",
    "announc",
    "stat",
    "stress",
    "insist",
    "argu",
    "not",
    "wrote",
    "explain",
    "report",
    "warn",
    "declin",
    "confirm",
    "deni",
)
INCURSIONS = _words("incursion incursions crossborder buffer")
NEIGHBOURING = _words("neighboring neighbouring bordering adjacent adjoining neighbor neighbour")
COMPASS = _words(
    "northern southern eastern western northeastern northwestern southeastern southwestern"
)
COMPASS_OF = _words("north south east west northeast northwest southeast southwest")
US_STATES = _words(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida idaho "
    "illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan "
    "minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania "
    "tennessee texas utah vermont virginia washington wisconsin wyoming"
)
"""Where towns are called Odessa, Moscow and Lebanon."""
SHARES = _words("parts part areas swathes swaths percent % most all rest much half third chunk")
SURROUNDINGS = _words("outskirts suburb suburbs downtown mayor streets centre center central")
ARTICLES = _words("al el ar as ash at ad an az adh ez es er en")
SMALL_WORDS = _words(
    "of on the and i e de la el al ar as ash at ad an az adh ez es er en na upon le"
)
SMALL_AFTER_NAMES = _words(
    "and or in on after before from near while but as by to during where which when with"
)
"""What may follow a whole name; other words may go on with it."""
TAKEN = _words(
    "captured seized took retook recaptured liberated entered occupied stormed besieged capturing "
    "seizing taking retaking liberating entering occupying holds hold held leaving reached"
)
"""What armies do to places; the name of one follows."""
