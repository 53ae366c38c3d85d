"""Towns, streets and facilities of the third part; the facilities are made up."""

from __future__ import annotations

from tests.clinical_text.pool import Places, towns

# town, state, first three digits of its ZIP codes
_TOWNS = (
    "Asheville/NC/288; Missoula/MT/598; Tallahassee/FL/323; Spokane/WA/992; Lubbock/TX/794; "
    "Saginaw/MI/486; Bloomington/IN/474; Scranton/PA/185; Hattiesburg/MS/394; Fargo/ND/581; "
    "Pocatello/ID/832; Wausau/WI/544; Lowell/MA/018; Modesto/CA/953; Santa Fe/NM/875; Ogden/UT/844; "
    "Dothan/AL/363; Joplin/MO/648; Ottumwa/IA/525; Bethesda/MD/208; Paducah/KY/420; Hilo/HI/967; "
    "Wasilla/AK/996; Muskogee/OK/744; Elko/NV/898; New Bern/NC/285; Salina/KS/674; Zanesville/OH/437; "
    "White Plains/NY/106; Nashua/NH/030; Lake Havasu City/AZ/864; Council Bluffs/IA/515; "
    "Cheyenne/WY/820; Texarkana/TX/755; Murfreesboro/TN/371; Rehoboth Beach/DE/199; "
    "Schenectady/NY/123; Bossier City/LA/711"
)
TOWNS = towns(_TOWNS)

COUNTIES = [
    "Buncombe County",
    "Hennepin County",
    "Terrebonne Parish",
    "Mendocino County",
    "Lackawanna County",
    "Travis County",
    "Muskingum County",
    "Anne Arundel County",
    "Matanuska-Susitna Borough",
    "Fond du Lac County",
]

STREETS = [
    "Chestnut Hill Avenue",
    "Larkspur Ln",
    "E. Division St",
    "Ridgecrest Drive",
    "Old Post Rd",
    "NW 14th Street",
    "Calle Esperanza",
    "Cottonwood Cir",
    "Van Ness Ave.",
    "Stagecoach Trl",
    "Blue Jay Way",
    "W 115th Pl",
    "Haverford Court",
    "County Road 27",
    "Shady Oak Blvd",
    "N. Meridian St.",
    "Whispering Pines Drive",
    "Rue Dauphine",
    "Highway 51 South",
    "Bayou Vista Pkwy",
    "Kirkwood Terrace",
    "Third Avenue",
    "Sgt. Alvin York Hwy",
    "Covered Bridge Lane",
    "Paseo del Norte",
    "Farm to Market Road 1960",
    "Church Street",
    "Kapiolani Blvd",
]

FACILITIES = [
    "Tamarack Valley Medical Center",
    "St. Ansgar Hospital",
    "Harlan Creek Nursing Home",
    "Blue Heron Family Medicine",
    "Piedmont Crossing Rehabilitation Hospital",
    "Holy Redeemer Medical Center",
    "Ironwood Surgery Center",
    "Children's Hospital of the Palouse",
    "Copper Basin VA Medical Center",
    "Marigold House Hospice",
    "Sandhills Regional Hospital",
    "Whitcomb Memorial Hospital",
    "Red Cedar Clinic",
    "Beacon Point Assisted Living",
    "University of Wexford Health System",
    "Osage Prairie Health Center",
    "Fairhaven Skilled Nursing Center",
    "St. Kateri Hospital",
    "Larchmont Dialysis Center",
    "Pelican Bay Urgent Care",
    "Gideon Wright Cancer Center",
    "Two Forks Community Hospital",
    "Starling Behavioral Health Hospital",
    "Oak Barrens Imaging Center",
    "Eastlake Women's Clinic",
    "Quarry Lake Medical Center",
]

# Where a hospital would be out of place.
SCHOOLS = (
    "{LOCATION=Whittier Park Elementary School}",
    "{LOCATION=Kenwick Middle School}",
    "{LOCATION=Escuela Montessori de las Flores}",
    "{LOCATION=Dunmore High}",
)
PHARMACIES = (
    "{LOCATION=Dockside Pharmacy}",
    "{LOCATION=Nickerson Drug}",
    "{LOCATION=Corner Apothecary}",
    "{LOCATION=Farmacia San Blas}",
)

PLACES = Places(TOWNS, COUNTIES, STREETS, FACILITIES)
