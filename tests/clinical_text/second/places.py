"""Towns, counties, streets and facilities of the third part of the development documents."""

from __future__ import annotations

from tests.clinical_text.pool import Places, towns

_TOWNS = (
    "Spokane/WA/992; Toledo/OH/436; Lubbock/TX/794; Asheville/NC/288; Missoula/MT/598; Scranton/PA/185; "
    "Fresno/CA/937; Shreveport/LA/711; Rapid City/SD/577; Owensboro/KY/423; Tupelo/MS/388; Lowell/MA/018; "
    "Dearborn/MI/481; Wichita Falls/TX/763; Bar Harbor/ME/046; Elizabeth City/NC/279; Carbondale/IL/629; "
    "Ocala/FL/344; Truth or Consequences/NM/879; Cedar Rapids/IA/524; Greeley/CO/806; Opelika/AL/368; "
    "Walla Walla/WA/993; St. Joseph/MO/645; Bethlehem/PA/180; Flagstaff/AZ/860; Ithaca/NY/148; "
    "Nashua/NH/030; Juneau/AK/998; Hilo/HI/967; Mobile/AL/366; Reading/PA/196; Houston/TX/770; "
    "Philadelphia/PA/191; Phoenix/AZ/850; San Luis Obispo/CA/934; Mount Pleasant/SC/294; O'Fallon/IL/622; "
    "King of Prussia/PA/194; DeKalb/IL/601"
)

COUNTIES = [
    "Harris County",
    "Wayne County",
    "Orange County",
    "Plaquemines Parish",
    "San Bernardino County",
    "Buncombe County",
    "Matanuska-Susitna Borough",
    "St. Louis County",
    "DuPage County",
]

STREETS = [
    "Oak Street",
    "Main St",
    "N Ridgeway Ave",
    "Cherry Blossom Ln",
    "Route 66",
    "County Road 14",
    "W 119th Street",
    "NE Alberta St.",
    "Broadway",
    "Paseo de la Luz",
    "Saint Charles Avenue",
    "Wagon Wheel Drive",
    "Copperfield Ct.",
    "Hwy 12 East",
    "Eisenhower Pkwy",
    "Stonegate Crossing",
    "Calle Ocho",
    "Beacon Hill Terrace",
    "Third Avenue",
    "Dogwood Cir",
    "Meadowlark Lane",
    "S Halsted St",
    "The Alameda",
    "Turtle Creek Blvd",
    "Old Post Rd",
    "Lake Shore Drive",
    "Mockingbird Way",
    "Bluff Point Loop",
    "Grand Concourse",
    "Delancey Place",
]

FACILITIES = [
    "Prairie View Hospital",
    "St. Columba Medical Center",
    "Grace Lutheran Nursing Home",
    "Twin Peaks Surgery Center",
    "Bluestem Family Medicine",
    "Children's Hospital of the Ozarks",
    "Holy Rosary Hospital",
    "Northern Plains VA Medical Center",
    "Desert Willow Behavioral Hospital",
    "Cascade Kidney Care",
    "Evergreen Memory Care",
    "Mid-Valley Orthopaedics",
    "Tri-County Community Health Center",
    "Saint Raphael's",
    "Bayou Teche General",
    "Lone Tree Clinic",
    "Magnolia Women's Health",
    "Granite State Cardiology Associates",
    "Big Sky Rehab",
    "Hudson Bend Radiology",
    "Whispering Pines Care Center",
    "Kuakini Wellness Center",
    "Fairmont University Hospital",
    "Canyon Rim Urgent Care",
    "Sisters of Charity Hospital",
    "Redwood Coast Infusion Center",
    "Ashford Manor",
    "Blackstone Valley Sleep Lab",
    "Port Clement Free Clinic",
    "Sandhills Oncology",
]

PLACES = Places(towns(_TOWNS), COUNTIES, STREETS, FACILITIES)
