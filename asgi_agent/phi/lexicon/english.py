"""Words of English that the list of common ones lacks: of peoples, of these years, of speech, of Britain."""

from __future__ import annotations

import re

from asgi_agent.phi.rules.listed import listed

_PEOPLES = """
    afghan afghans africans albanian algerian algerians americans anglican anglicans arab arabian arabic
    arabs argentine argentinian armenian asians asiatic australian australians austrian austrians baltic
    bangladeshi baptist baptists bavarian belgian belgians bengali bolivian bosnian brazilian brazilians
    british briton britons brits buddhist buddhists bulgarian burmese byzantine californian californians
    cambodian canadian canadians caribbean catholics celtic chilean chinese christians colombian
    colombians congolese croatian cuban cubans czech danes danish dominican ecuadorian egyptian egyptians
    estonian ethiopian ethiopians eurasian european europeans filipina filipino filipinos finnish flemish
    georgian georgians germanic ghanaian gothic greek greeks guatemalan gujarati haitian haitians hindu
    hindus hispanics honduran hungarian icelandic indonesian indonesians iranian iranians iraqi iraqis
    islamic islamist israeli israelis italians jamaican jamaicans japanese jewish jews jordanian kashmiri
    kenyan korean koreans kurdish kurds latin latinos latvian lebanese libyan lithuanian lutheran
    lutherans malaysian methodist methodists mexicans mormon mormons moroccan muslim muslims nepalese
    nepali nigerian nigerians nordic norwegian norwegians olympic pakistani pakistanis palestinian
    palestinians parisian peruvian polish portuguese presbyterian presbyterians protestant protestants
    punjabi romanian russian russians rwandan salvadoran scandinavia scandinavian scottish semitic serb
    serbian serbs sicilian sikh sikhs singaporean slavic slovak somali somalis spaniard spaniards sudanese
    swedish swiss syrian syrians taiwanese tamil texan texans thai tibetan tunisian turkish turks ugandan
    ukrainian ukrainians uruguayan venezuelan vietnamese yemeni zimbabwean
"""
_MODERN = """
    ableism acidic activism adrenaline aeroplane ageing ageism alright aluminium amongst android
    antarctica anymore anytime apocalyptic app apps arctic babysit babysitting backdrop backend backup
    backups backyard ballistic barcode barcodes bedtime benchmark benchmarks billionaire billionaires
    biometrics bloated blog blogs bluetooth blurry bodybuilding bouncy breakup brokerage brownish browser
    browsers buildup buyout calibre campground campsite capitalism caregiving caretaking carpool
    carpooling catalyst catalysts centimetre centimetres centre centred centres chatbot checkbox cheddar
    cheeseburger cheesecake cheque cheques childless chopsticks cleanup coastline comfy comorbid condos
    coronavirus cosy counterproductive crowdfunding crypto cupcake cupcakes customize customized cutoff
    cutoffs database databases daycare daycares daytime dealership dealerships deliverable demonic deploy
    deployed deploying deployment deterrence diarrhea donut donuts doorbell dorm dorms download downloaded
    downloading downloads draught draughts dreamt dropdown eastbound ebook ebooks edtech email emailed
    emails emoji emojis energized enquiries enquiry entrepreneur entrepreneurial entrepreneurs espresso
    estranged estuary everytime extracurricular extremism eyeliner facelift fart farting farts feisty
    fibre fibres fieldwork filename filenames firmware foreclosure freshwater fridge frontend frontline
    fundraiser gluten goto grandkids graphene greenish grey hairstyle handheld handwritten hardware
    hashtag headcount healthcare hideout hilltop homecoming homeowner homeowners homepage homeschool
    hotline hotspot housesitting hype hyped hyperlink idealism inbox innovate innovative innovator
    innovators internet internship internships ipad iphone iphones javascript judgement jumpsuit kerb
    kiddo kiddos kilometre kilometres landfill layoff layoffs learnt leftover leftovers legit ligand
    ligands lineup literally litre litres livestream lockdown lockout login logins logout lunchtime lustre
    manipulative manoeuvre manoeuvres masturbate masturbating masturbation mealtime meatballs mega
    melatonin meltdown metadata methane methodological metre metres mic microplastics midwest midwestern
    millennial millennials millilitre millilitres millimetre millimetres mindset misogyny mommy motorsport
    mould moulded moustache multicultural nanoparticles narcissism narcissist narcissistic nationwide
    nazism nevermind nightlife nighttime nonprofit nonprofits nonviolent normalize normalized northbound
    offboarding offerings offline offseason onboarding ongoing online outage outages outperform outreach
    outsourcing oversized paramedics parmesan paycheck paychecks payday pepperoni pharma pixel pixels
    playlist playoffs plough podcast podcasts pointy ponytail popup postdoctoral postwar practise
    practised practising predetermined preschool preschooler preschoolers pricey prioritize prioritized
    prioritizes pristine promo promos pyjamas quintessential racism ramen realtor realtors regroup
    reinvent remarried reps resonate resonated resonates rewatch roadmap rollout rooftop roommate
    roommates saltwater scam scams sceptical screenshot screenshots scrollbar seamless seatbelt seatbelts
    selfie selfless sexism shoplifting shortcut shortcuts showroom sidewalk signup silky sitcom skydiving
    sleepover smartphone smartphones smartwatch snowman snowmobile software soulful southbound speciality
    speedboat spelt spoilt sportsman spreadsheet spreadsheets springtime startup startups statewide storey
    storeys subpoena subreddit sulphate sulphur summertime sunscreen supermarket sweatshirt swimsuit
    takeaway takeout teen teens telehealth telemedicine teletherapy thankyou thumbnail timeframe timeline
    timelines timestamp tofu toothbrush touchpoint touchscreen townhouse transformative troubleshooting tv
    tvs tween tweens typo typos tyre tyres unauthorized unbeaten unboxing unchecked uncontrollably
    undisclosed unplug unproductive unprofessional unspoken unstoppable unsupervised untimely untouchable
    upfront upload uploads upscale usb username usernames vape vapes vaping veggie veggieburger veggies
    vehicular vibe vibes videogame videogames vlog voicemail voicemails webcam webinar webinars webpage
    webpages website websites weekday weekdays weeknight weightlifting wellness westbound whirlpool whisky
    whistleblower whiteboard widowed wifi wingspan wintertime workaround workflow workflows workplace
    workplaces workup workups xenophobic xmas yellowish yoghurt yoghurts yogurt
"""
_SPOKEN = """
    ah aha ahh ahhh alot arent asap asshole assholes aw aww awww badass bastard bitch bitches bro bros
    bruh btw bullshit bye cant cheers comin congrats cos coulda couldnt coz crap crappy cuz dammit damn
    damnit didnt doesnt doin dont dude dudes dumbass dunno feelin fella freakin freaking frickin friggin
    fuck fucked fuckin fucking fucks fyi geez gettin gimme goddamn goin gonna goodbye gotcha gotta hadnt
    haha hahaha hasnt havent heck heh hehe hella helluva hes hiya hm hmm hmmm homie honey howdy huh idk
    ikr imho imo isnt ive jeez kinda lemme lets lmao lol lookin lotta mister motherfucker motherfucking
    nah ngl nope nothin np ohh ohhh okay okey omg oof ooh oops ouch oughta outta phew piss pissed pls plz
    rofl shes shit shitty shoulda shouldnt sis smh somethin sorta sweetie talkin tbh thats theres theyre
    theyve thinkin tho thx ty tyvm ugh uh uhh uhhh uhm um umm ummm wanna wasnt werent weve whats whoa woah
    wont woulda wouldnt wow ya yall yay yeah yep yikes youre youve yuck yup
"""
WORDS = listed(_PEOPLES + _MODERN + _SPOKEN)

# As Britain spells, and as America does: colour, anaemia, oedema, organise, analyse, centre, programme.
_SPELLINGS = (
    ("our", "or"),
    ("ae", "e"),
    ("oe", "e"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("lled", "led"),
    ("lling", "ling"),
    ("llor", "lor"),
    ("ence", "ense"),
    ("mme", "m"),
)
_BRITISH = re.compile("|".join(british for british, _ in _SPELLINGS))
_FOREIGN = ("ae", "oe")  # Fusae, Tomoe


def american(word: str) -> list[str]:
    """How a word may be spelt in America, if Britain may spell it so."""
    if not _BRITISH.search(word) or word.endswith(_FOREIGN):
        return []
    return [word.replace(british, other) for british, other in _SPELLINGS if british in word]
