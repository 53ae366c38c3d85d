"""Towns, streets and facilities of development documents, made up or small."""

from __future__ import annotations

from tests.clinical_text.pool import Places, towns

# town, state, first three digits of its ZIP codes
_TOWNS = (
    "Boston/MA/021; Chicago/IL/606; Worcester/MA/016; Denver/CO/802; Tuscaloosa/AL/354; "
    "Sacramento/CA/958; Duluth/MN/558; Baton Rouge/LA/708; Fort Wayne/IN/468; Poughkeepsie/NY/126; "
    "Yakima/WA/989; Chattanooga/TN/374; Las Cruces/NM/880; Kalamazoo/MI/490; Winston-Salem/NC/271; Sioux "
    "Falls/SD/571; St. Cloud/MN/563; Coeur d'Alene/ID/838; Altoona/PA/166; Biloxi/MS/395; "
    "Galveston/TX/775; Bakersfield/CA/933; Bangor/ME/044; Pawtucket/RI/028; Eau Claire/WI/547; "
    "Waterbury/CT/067; Ypsilanti/MI/481; Corvallis/OR/973; Terre Haute/IN/478; Pueblo/CO/810; "
    "Macon/GA/312; Hoboken/NJ/070"
)
TOWNS = towns(_TOWNS)

COUNTIES = [
    "Cook County",
    "Maricopa County",
    "Suffolk County",
    "Los Alamos County",
    "Jefferson Parish",
    "King County",
    "Bexar County",
    "Cuyahoga County",
    "St. Tammany Parish",
    "Prince George's County",
]

STREETS = [
    "Maple Street",
    "Elm St",
    "Harbor Blvd",
    "N. Willow Ave",
    "Old Mill Road",
    "Quail Hollow Dr",
    "Lexington Avenue",
    "Birchwood Lane",
    "SW 12th Court",
    "E 83rd St.",
    "Sycamore Ct",
    "Juniper Terrace",
    "Martin Luther King Jr Blvd",
    "W. Canal Road",
    "Peachtree Pkwy",
    "Fox Run Circle",
    "Rosecrans Place",
    "State Route 9",
    "Kings Hwy",
    "Tamarack Way",
    "Avenida Del Sol",
    "S. Prospect Street",
    "Pinehurst Trail",
    "Gallows Hill Rd",
    "Camino Real",
    "Wharf Road",
]

FACILITIES = [
    "Lakeview Regional Medical Center",
    "St. Brendan's Hospital",
    "Mercy General Hospital",
    "Cedar Hollow Nursing Home",
    "Riverbend Community Clinic",
    "Northgate Dialysis Center",
    "Our Lady of Sorrows Hospital",
    "Pine Ridge Rehabilitation Center",
    "Methodist Children's Hospital",
    "Sunrise Assisted Living",
    "University Hospital of Westmark",
    "Harborview Family Practice",
    "Valley Oaks Surgical Center",
    "Good Shepherd Hospice",
    "Kestrel County Memorial Hospital",
    "Brookside Urgent Care",
    "Halvorsen Cancer Institute",
    "St. Dymphna Behavioral Health",
    "Three Rivers Veterans Hospital",
    "Elmhurst Skilled Nursing Facility",
    "Coastal Carolina Imaging Center",
    "Mount Airy Medical Group",
    "Bellamy Eye Clinic",
    "Westlake Pediatrics",
]

PLACES = Places(TOWNS, COUNTIES, STREETS, FACILITIES)
