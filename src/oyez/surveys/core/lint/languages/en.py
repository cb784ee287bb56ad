"""English."""

# fmt: off
from oyez.surveys.core.lint.languages.lexicon import LEXICONS, Lexicon, anywhere, pattern

NUMBER = (
    r"(?P<number>\d+(?:[.,]\d+)?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen"
    r"|twenty-four|few|couple of|several)"
)
LENGTH = r"(?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?)"
PEOPLE = r"(?:friends?|colleagues?|family|relatives?|neighbou?rs?|acquaintances?|peers?)"

LEXICONS.add(
    "en",
    Lexicon(
        language="en",
        joined=pattern("and", "or", "as well as", "and/or", "plus", "&"),
        joined_not=pattern(
            r"arts and crafts", r"profit and loss", r"day and night", r"bits and pieces", r"nuts and bolts",
            r"salt and pepper",
            r"cash and carry", r"lost and found", r"drag and drop", r"copy and paste", r"cut and paste",
            r"rules and regulations",
            r"policies and procedures", r"tips and tricks", r"food and beverages?", r"law and order",
            r"park and ride",
            r"here and there",
            r"terms (?:and|&) conditions", r"terms (?:and|&) terms", r"wear and tear", r"pick and pack",
            r"research (?:and|&) development", r"health (?:and|&) safety", r"plug and play",
            r"bed (?:and|&) breakfast", r"trial and error", r"back and forth", r"pros and cons", r"give and take",
            r"supply and demand", r"terms and definitions", r"black and white", r"peace and quiet",
            r"questions and answers", r"dos and don'ts", r"sales and service", r"hire and fire", r"bits and pieces",
            r"click and collect", r"track and trace", r"check in and out", r"in and out", r"up and running",
            r"more or less", r"sooner or later", r"one or two", r"two or three", r"and so on", r"or not", r"or so",
            r"or other", r"or similar", r"or anyone", r"first and last name", r"name and address",
            r"research and advice", r"ups and downs", r"by and large", r"over and above", r"now and then",
            rf"{PEOPLE},? (?:and|or) (?:an? |your )?{PEOPLE}",
            r"(?:between|both|difference (?:between|of)|either) [^,?.]{1,40}? and [\w-]+",
            r"(?:un|dis|in|im|ir)(\w+) or \1", r"(\w+) or (?:un|dis|in|im|ir)\2", r"(\w+)ful or \3less",
            r"(?:easy|simple|difficult|hard) or (?:easy|simple|difficult|hard)",
            r"(?:good|bad|poor) or (?:good|bad|poor)", r"(?:well|badly|poorly) or (?:well|badly|poorly)",
            r"(?:clear|fast|quick|slow|short|long|high|low|strong|weak) or"
            r" (?:unclear|slow|fast|quick|long|short|high|low|strong|weak)",
            r"(?:agree|disagree) or (?:agree|disagree)", r"(?:better|worse|more|less) or (?:better|worse|more|less)",
            r"(?:happy|unhappy|satisfied|dissatisfied) or (?:happy|unhappy|satisfied|dissatisfied)",
        ),
        clause=pattern(
            r"(?:when|after|before|if|while|since|once|because|although|thinking of|thinking about"
            r"|considering|apart from|besides)"
        ),
        loaded=pattern(
            "lovely", "handy", "delightful", "charming", "ugly", "improved", "nice", "pleasant", "gorgeous",
            "stunning", "nasty", "poor-quality",
            "stupid", "useless", "wasteful", "unfair", "overpriced", "cheap", "luxurious", "friendly new",
            "clever", "smart new", "sleek",
            "modern new", "renowned", "trusted", "hard-working", "dedicated", "committed", "valued", "superior",
            "incredible", "splendid",
            "marvellous", "remarkable", "impressive", "breathtaking", "hassle-free", "user-friendly new",
            "ground-breaking", "cutting-edge",
            "poorly designed", "long-awaited", "much-loved", "needless", "appalling", "disgraceful",
            "excellent", "great", "wonderful", "amazing", "awesome", "fantastic", "brilliant", "outstanding",
            "superb",
            "terrific", r"perfect(?! pitch)", "exceptional", "first-class", "world-class", "award-winning",
            "top-quality",
            "state-of-the-art", "innovative", "revolutionary", "unique", "beautiful", "delicious", "popular",
            "successful", "leading", "generous", "famous", "terrible", "horrible", "awful", "dreadful",
            "disastrous", "outrageous", "shocking", "pathetic", "ridiculous", "unacceptable", "unfortunate",
            "unfortunately", "sadly", "regrettably", "luckily", "fortunately", "thankfully", "obviously", "clearly,",
            "surely", "certainly", "of course", "undoubtedly", "naturally", "love", "loved", "adore", "hate", "hated",
        ),
        leaning=pattern(
            r"how (?:much )?(?:more |less )?(?:\w+ly )?(?:annoying|annoyed|unpleasant|disappoint(?:ed|ing)"
            r"|frustrat(?:ed|ing)|angry|upset|bad|poor|slow|late|rude|unfriendly|confus(?:ed|ing)|irritat(?:ed|ing)"
            r"|dissatisfied|unhappy|difficult|hard|complicated|noisy|dirty|expensive|boring|stressful)(?! or )",
            r"how much (?:better|worse|nicer|easier|did you (?:like|enjoy|love|appreciate|miss))",
        ),
        pressed=pattern(
            r"(?:should|would) (?:responsible|caring|sensible|good|smart|modern) \w+",
            r"(?:nine|eight|seven|\d+) (?:in|out of) (?:ten|\d+)",
            r"given (?:our|the|that)", r"(?:in spite of|despite) (?:our|the)", r"thanks to our",
            r"isn['’]t it time", r"is it not time",
            r"almost (?:everyone|everybody|all)", r"the majority of", r"more and more (?:customers|people)",
            r"most (?:of our )?(?:customers|people|users|clients|buyers|experts|companies|of our)",
            r"(?:experts?|doctors|scientists|studies|tests|everyone|everybody|people)"
            r" (?:agree|say|know|show|think|prefer|recommend)s?",
            r"as (?:an?|our) (?:loyal|valued|good|long-standing|regular|responsible|smart|modern)",
            r"(?:do|would|did|are|is|was|were|should|could|have|has)n['’]t (?:you|we|it|our|the|this|that|they)",
            r"(?:don['’]t you|do you not|would you not) (?:agree|think|find|say)",
            r"(?:you|we) (?:surely|certainly|probably|will) (?:agree|know|remember)", r"do you agree that",
            r"would you agree", r"isn['’]t it", r"as (?:you|we all|everyone) knows?",
        ),
        one_pole=pattern(
            r"how (?:very |much |fully )?(?:satisfied|happy|pleased|content|delighted|good|well|helpful|friendly|easy"
            r"|clear|fast|quickly|useful|reliable|likely)"
        ),
        both_poles=pattern(
            r"(\w+) or (?:un|dis|in|im)\1", r"(?:un|dis|in|im)(\w+) or \2", r"good or (?:bad|poor)", r"bad or good",
            r"easy or (?:difficult|hard)", r"(?:difficult|hard) or easy", r"well or (?:badly|poorly)",
            r"happy or unhappy", r"helpful or unhelpful", r"fast or slow", r"clear or unclear",
            r"quickly or slowly", r"useful or useless",
        ),
        negative=anywhere(
            r"\b(?:not|no(?![- ](?:show|one else))|never|none|nobody|nothing|nowhere|neither|nor|without|cannot"
            r"|hardly|barely|scarcely)\b",
            r"n['’]t\b",
        ),
        adverse=anywhere(
            r"\b(?:missing|failed|refuse[ds]?|denied|stop(?:ped)?|lack(?:ed|s|ing)?|avoid(?:ed)?)\b",
            r"\b(?:unfriendly|unclear|untrue|unhappy|dissatisfied|disagree|impossible|unable|unlikely|unpleasant"
            r"|unimportant|unnecessary|difficult|hard|incorrect|incomplete|inaccurate|unfair|unhelpful|wrong|late)\b",
        ),
        agreement=anywhere(r"\b(?:dis)?agree"),
        below=anywhere(r"\b(?:under|less than|below|fewer than)\b"),
        at_most=anywhere(r"\b(?:up to|at most|no more than)\b"),
        above=anywhere(r"\b(?:over|more than|above)\b(?! \w+ or)"),
        at_least=anywhere(r"\b(?:or|and) (?:more|over|longer|older)\b", r"\d ?\+"),
        until=anywhere(r"(?:-|–|\bto\b|\bthrough\b)"),
        absolute=pattern(
            "always", "never", "every ?(?:one|body|thing|where|time)",
            r"every(?! (?:day|week|month|quarter|year|other|two|three|four|six|hour))",
            r"all(?! in all| that| of)(?= \w+)",
            "entirely", "invariably", "constantly", "at all times", "without exception",
        ),
        vague=pattern(
            "often", "regularly", "frequently", "usually", "sometimes", "rarely", "seldom", "occasionally",
            "normally", "generally", "many times", "a lot",
            "from time to time", "recently", "lately",
        ),
        period=pattern(
            r"(?:in|since|of|during) (?:january|february|march|april|may|june|july|august|september|october"
            r"|november|december|\d{4})",
            r"before, during and after",
            r"(?:last|past|previous|next|this|each|every|per|an?|in|within|since|during|between|of the)"
            r" (?:the )?(?:\w+[ -])?(?:days?|weeks?|months?|quarters?|years?|weekend|season|visit)",
            r"(?:today|yesterday|daily|weekly|monthly|yearly)",
        ),
        rare=pattern(
            r"in-flight \w+", "interpreter", "translator", "shuttle", "parking service", "child ?care", "pool",
            "gym", "sauna", "spa", "bar",
            "concierge", "room service", "wi-?fi", "webinar", "training", "workshop", "trial", "loan",
            "insurance", "emergency", "exchange",
            "online account", "self-checkout", "click and collect", "gift wrapping", "video call",
            "hotline", "help ?desk", "service desk", "complaints? (?:desk|team|department)", "complaint", "claim",
            "return", "refund", "repair", "warranty", "app", "chat", "chatbot", "portal", "newsletter", "call centre",
            "call center", "support team", "technician", "emergency service", "spare parts?", "loyalty programme",
        ),
        exit=anywhere(
            r"\b(?:not applicable|n/?a\b|do(?:es)? ?n['’]t (?:know|apply|remember|use|have)|do not (?:know"
            r"|remember|use)"
            r"|did ?n['’]t|did not|have not|haven['’]t|not used|never used|none|no opinion|cannot say"
            r"|can['’]t say|was not"
            r"|wasn['’]t|were not|no experience|not sure|prefer not|no contact|not yet|something else|another"
            r"|other)\b",
        ),
        ordered=anywhere(
            r"\d", r"^(?:yes|no|maybe|partly|fully|not at all|rarely|sometimes|often|never|always|once|twice"
            r"|small|medium"
            r"|large|low|high|daily|weekly|monthly|yearly|neutral|neither)\b",
            r"\b(?:satisfied|agree|likely|easy|difficult|good|bad|poor|better|worse|more|less|much|little|under"
            r"|over|hardly|now and then|a lot"
            r"|early|late|morning|afternoon|evening|today|yesterday|week|month|year|monday|january)\b",
        ),
        overall=pattern("overall", "all in all", "in general", "on the whole", "all things considered", "as a whole"),
        demographic=pattern(
            r"how old are you", r"your (?:age|gender|sex|income|marital status|occupation|profession|education)",
            r"age group", r"year of birth", r"born", r"household income", r"employees does your",
            r"size of your (?:company|household)", r"your (?:industry|sector|job title|postcode|zip code)",
        ),
        asks={
            "date": pattern(
                r"when did you (?:last )?(?:buy|purchase|order|get|receive|visit|call|sign)",
                r"(?:date|day|month) of your (?:last |latest |most recent )?(?:purchase|order|visit|delivery|call"
                r"|repair)",
                r"what date did you", r"(?:which|what) (?:day|date|month|year) (?:did|was) (?:you|your)",
                r"how long (?:ago did you (?:buy|purchase|order)|have you been (?:a|our) customer)",
            ),
            "product": pattern(
                r"(?:which|what)(?: of our| of these| of the following)?"
                r" (?:\w+ ){0,2}(?:did you|have you) (?:buy|bought|purchased?|ordered?|chosen?|chose)",
                r"(?:which|what)(?: of our| of these| of the following)? (?:\w+ ){1,2}do you (?:own|use"
                r"|have (?:at home|from us|with us|in your))",
            ),
            "region": pattern(
                r"(?:which|what) (?:region|country|state|city|town|area|county|district)"
                r" (?:do you|are you|is your|does your)",
                r"in (?:which|what) (?:region|country|state|city|town|area|county) (?:do you|is your|are you"
                r"|does your)",
                r"where (?:do you live|are you (?:based|located)|is your (?:company|office|firm) (?:based|located))",
                r"your (?:postcode|postal code|zip code|zip)",
            ),
            "size": pattern(
                r"how many (?:employees|people|staff|workers) (?:does your|work (?:at|for|in) your|has your"
                r"|are employed)",
                r"(?:how (?:big|large) is|size of) your (?:company|firm|organi[sz]ation|business)",
            ),
            "contract": pattern(
            r"(?:tell|give|enter|state|provide)[^.?]*\b(?:booking|order|customer|contract|invoice|policy|case"
            r"|ticket) (?:reference|number|no)",
            r"(?:booking|order|reservation|case|ticket) (?:reference|number)\??",
                r"(?:which|what)(?: kind of| type of| sort of)? (?:\w+ )?(?:contract|plan|tariff|subscription"
                r"|package)"
                r" (?:do you|are you|have you|did you)",
                r"your (?:contract|customer|account|order|invoice|policy|reference) (?:number|no\.?|id)",
                r"when does your contract (?:end|expire)",
            ),
            "contact_reason": pattern(
            r"what (?:did you|was it you) (?:ring|call|phone|contact|e-?mail|write to) us about",
            r"what brought you (?:to (?:us|our)|here)",
            r"what was (?:it|your \w+) about", r"what can we help you with",
                r"why did you (?:contact|call|phone|ring|e-?mail|write to|visit|get in touch with|come to)"
                r"(?: us| our)?",
                r"reason (?:for|of|behind) your (?:last |latest )?(?:call|contact|visit|e-?mail|message|enquiry"
                r"|request)",
                r"what (?:was your (?:call|contact|visit|enquiry|message)|did you (?:call|contact) us) about",
                r"what made you (?:contact|call)",
            ),
            "agent": pattern(
            r"who was your (?:technician|fitter|driver|nurse|doctor|consultant|sales ?person|contact)",
            r"who (?:took|handled) your (?:call|order|case)",
                r"(?:who|which (?:agent|adviser|advisor|employee|technician|fitter|colleague|member of staff))"
                r" (?:served|helped|advised|assisted|visited|called|looked after|spoke|answered|handled)(?: to"
                r"| with)? (?:you|your)",
                r"name of (?:the|your) (?:agent|adviser|advisor|employee|technician|fitter|consultant|salesperson)",
                r"(?:who|whom) did you (?:speak|talk) (?:to|with)",
                r"who (?:was|is) your (?:agent|adviser|advisor|account manager|contact)",
            ),
        },
        begs=anywhere(
            r"\b(?:only|nothing but) (?:an? )?(?:excellent|perfect|the best|outstanding) (?:counts?|is good)",
            r"\b\d (?:is|counts as|means) an? (?:fail|failure)",
            r"\b(?:can['’]t|cannot|unable to) give us (?:top|full|the best|five|10|ten)",
            r"\bhelp (?:your|our|the) \w+ (?:keep|win|get)\b",
            r"\b(?:give|leave|award|grant)(?: me| us| him| her| them| our team)? (?:an? )?"
            r"(?:(?:10|ten)(?! (?:\w+ )?(?:days?|euros?|pounds?|dollars?|minutes?|points for|per|%))"
            r"|9 or (?:a )?10|five stars?|5 stars?|5-star|top (?:score|marks?|rating)|full marks|the highest"
            r"|high(?:est)? score|good (?:score|rating|review))",
            r"\b(?:rate|score|mark) (?:me|us|him|her|our team|\w+) (?:with )?(?:an? )?"
            r"(?:10|ten|five stars?|5 stars?|5/5|10/10|highly|well|top)",
            r"\b(?:top|perfect|highest) (?:score|marks|rating|grade)s? from you",
            r"\b(?:anything|everything|a score|scores|any score) (?:below|under|less than|lower than)"
            r" (?:an? )?(?:\d+|ten|nine|five)",
            r"\bonly (?:an? )?(?:10|ten|9 (?:and|or) 10|five stars) (?:counts?|is|are|will)",
            r"\b(?:my|our|his|her|their|whose) (?:bonus|pay|pay rise|salary|job|commission|wage)\b",
            r"\bbe (?:kind|generous|nice)\b",
            r"\b(?:if|when|for|who) (?:you |everyone |ever )?(?:gave|give|gives|giving|rate[ds]?|an?)?(?: us"
            r"| me)? ?(?:an? )?"
            r"(?:10|9|ten|nine|five|5)(?: or (?:a )?(?:10|ten))?(?: stars?| points?)?[^.!?]{0,25}"
            r"\b(?:get|receive|win|earn|will get|gift|voucher)",
        ),
        advertises=anywhere(
            r"\b(?:book|reserve|order|apply|sign up|subscribe|buy|upgrade|switch)\b[^.!?]*\b(?:now|today|before"
            r"|until|by|save|in \w+ minutes|and (?:get|save))\b",
            r"\b(?:refer|recommend|bring|invite) a friend\b", r"\b(?:a|one|two|\d+) (?:months?|weeks?|nights?"
            r"|items?) (?:free|on us)\b",
            r"\bon us next time\b", r"\bsave (?:up to )?(?:\d+|€|£|\$)", r"\btag us\b",
            r"\bpost about (?:it|us)\b", r"\bhave you seen our\b",
            r"\b(?:follow|like|share) us\b",
            r"\b\d+ ?(?:%|percent|per cent) (?:off|discount|less|cheaper)", r"\bhalf price\b", r"\bdiscount code\b",
            r"\b(?:use|enter|with) (?:the |this |your )?(?:promo |discount |voucher )?code\b",
            r"\b(?:spring|summer|autumn|winter|christmas|black friday|clearance|end-of-season) sale\b",
            r"\b(?:special|exclusive|limited|unbeatable|great|new|latest|current) (?:offers?|deals?|promotions?)\b",
            r"\bvouchers?\b(?=[^.!?]*\b(?:next|order|purchase|shop|worth|off|spend)\b)",
            r"\b(?:off|discount on) your next (?:order|purchase|visit)",
            r"\b(?:buy|order|shop|book|subscribe) (?:it )?now\b",
            r"\b(?:google|trustpilot|yelp|tripadvisor|amazon|kununu|glassdoor|check24|capterra|g2)\b",
            r"\b(?:leave|write|post) (?:us )?an? (?:public |online )?reviews?\b", r"\btell the world\b",
            r"\b(?:discover|try|see|visit|check out) our (?:new|latest|current) (?:\w+ )?(?:range|products?"
            r"|collection|shop"
            r"|catalogue|offers?)", r"\b(?:new|latest) catalogue\b", r"\bfree (?:gift|shipping|delivery) with",
        ),
        invites=anywhere(
            r"\b(?:would you like|do you want|may we)[^.?]*\b(?:upgrad\w+|quote for|our (?:new|premium|latest)"
            r"|demo|trial)\b",
            r"\b(?:may|can|could|shall|should) we (?:send|inform|tell|e-?mail|call|show|offer)[^.?]*\b(?:offers?"
            r"|deals?|news"
            r"|newsletter|promotions?|products?|discounts?|catalogue)\b",
            r"\b(?:interested in|like to (?:receive|get|hear about|see)|want (?:to receive"
            r"|to get)?)[^.?]*\b(?:offers?|deals?"
            r"|promotions?|discounts?|upgrade|newsletter|catalogue)\b",
        ),
        identity=anywhere(
            r"^(?:your |please (?:enter|give) )?(?:full |first |last )?(?:name|e-?mail"
            r"|phone(?: number)?)[.?:]*$", r"^your (?:full |first |last )?name",
            r"\bhow (?:can|may) we (?:reach|contact|get in touch with|get hold of) you",
            r"\b(?:number on your|your) (?:loyalty|customer|member(?:ship)?|insurance|club) (?:card|number|id)",
            r"\b(?:staff|employee|personnel|passport|licence|registration|member(?:ship)?) (?:number|id)\b",
            r"\bwhat(?:['’]s| is| are) your (?:full |first |last |sur|family )?names?\b",
            r"\b(?:your|a|an) (?:full |first |last |family )?(?:e-?mail(?: address)?|phone(?: number)?"
            r"|telephone number"
            r"|mobile number|customer (?:number|id)|account number|order number|home address|postal address"
            r"|date of birth)(?= ?(?:[.?!:,]|$|so|if|and|or|here|below|for))",
            r"\b(?:enter|leave|give|state|provide|tell)(?: us)? your (?:full |first |last )?(?:name"
            r"|contact details|address"
            r"|details)\b",
            r"\b(?:which|what) (?:phone |telephone |mobile )?(?:number|e-?mail)[^.?]*\b(?:reach|call|contact) you\b",
            r"\bwho are you\b", r"\byour name\b(?=[?.:]|$)",
        ),
        special=anywhere(
            r"\bdiagnosed with\b", r"\b(?:how|whom?|what) did you vote\b", r"\b(?:would|will) you vote\b",
            r"\b(?:are you|consider yourself|describe yourself as|identify as)[^?]*\b(?:religious|straight"
            r"|heterosexual|gay|lesbian|bisexual|transgender|diabetic|disabled|asian|black|white|hispanic)\b",
            r"\b(?:do you|have you ever) (?:pray|attend (?:church|mass|mosque)|take (?:any )?medication"
            r"|taken drugs)", r"\byour (?:mental|physical) health\b",
            r"\b(?:pregnan\w+|diabetes|depression|cancer|hiv|allerg\w+)\b[^.]*\?",
            r"\bpolitical (?:views?|party|opinions?)\b", r"\bcountry of (?:birth|origin)\b",
            r"\b(?:your|you have an?|you an?) (?:religion|religious|faith|ethnic(?:ity)?|race|racial"
            r"|sexual orientation"
            r"|sexuality|disability|disabilities|illness|disease|medical|health (?:status|condition|problem)s?"
            r"|diagnosis"
            r"|political|gender identity|genetic|biometric|trade union)",
            r"\b(?:are|do) you (?:a )?(?:member of|belong to) an? (?:trade |labou?r )?(?:union|party|church)",
            r"\b(?:which|what) (?:political )?party (?:would you|do you|did you)\b[^.?]*\b(?:vote|support|belong)",
            r"\b(?:do|did) you (?:suffer from|have) (?:an? )?(?:\w+ )?(?:illness|disease|disability|condition"
            r"|allerg\w+)",
            r"\b(?:are you|do you identify as) (?:christian|muslim|jewish|hindu|gay|lesbian|bisexual|disabled"
            r"|pregnant)",
            r"\bethnic (?:origin|group|background)\b", r"\bskin colou?r\b", r"\bchronic(?:ally)? ill",
        ),
        promises=anywhere(r"\banonym(?:ous|ity)", r"nobody (?:will )?(?:knows?|sees?|learns?) who"),
        recall=anywhere(
            rf"\b(?:last|past|previous|over the|during the|for the|these) {NUMBER}[ -]{LENGTH}\b",
            rf"\b{NUMBER.replace('number', 'before')} {LENGTH.replace('unit', 'then')} (?:ago|back)\b",
            r"\b(?:last|past|previous) (?P<plain>week|fortnight|month|quarter|year)\b",
        ),
        since_ever=pattern(
            r"compared (?:with|to) (?:19|20)\d\d", r"since (?:19|20)\d\d",
            r"since you (?:became|are|have been|started|joined|first)", r"ever since", r"in all (?:these|the) years",
            r"in your (?:whole )?(?:life|time as)", r"so far with us",
        ),
        claims=anywhere(
            r"(?:(?P<low>\d+|one|two|three|four|five) ?(?:-|–|to|or) ?)?"
            r"(?P<number>\d+(?:[.,]\d+)?|half an?|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|sixty"
            r"|ninety)[ -]"
            r"(?P<unit>seconds?|minutes?|moment|hours?)\b",
        ),
        numbers={
            "a": 1, "an": 1, "one": 1, "half a": 0.5, "half an": 0.5, "two": 2, "couple of": 2, "three": 3, "few": 3,
            "several": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
            "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "sixty": 60, "ninety": 90,
        },
        days={
            "day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14, "month": 30.4,
            "months": 30.4,
            "quarter": 91, "quarters": 91, "year": 365, "years": 365,
        },
        seconds={"second": 1, "seconds": 1, "moment": 60, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600},
        wording={
            "nps": anywhere(r"how likely (?:are|is|would)[^?]*recommend"),
            "ces": anywhere(r"easy|easily|effort"),
        },
        anchors={
            "nps": frozenset(
                (low, high)
                for low in ("not at all likely", "not likely at all", "very unlikely", "extremely unlikely")
                for high in ("extremely likely", "very likely")
            ),
            "ces": frozenset(
                (low, high)
                for low in ("strongly disagree", "disagree strongly", "completely disagree")
                for high in ("strongly agree", "agree strongly", "completely agree")
            ),
        },
        good=pattern(
            "satisfied", "agree", "likely", "easy", "good", "great", "excellent", "happy", "clear", "helpful",
            "better",
            "fast", "quick", "fair", "clean", "friendly", "reliable", "useful", "positive", "well", "best",
        ),
        bad=pattern(
            "dissatisfied", "unsatisfied", "disagree", "unlikely", "difficult", "hard", "bad", "poor", "terrible",
            "unhappy", "unclear", "unhelpful", "worse", "slow", "unfair", "dirty", "unfriendly", "unreliable",
            "useless",
            "negative", "badly", "poorly", "worst", "not at all", "not",
        ),
    ),
)
