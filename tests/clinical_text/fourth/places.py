"""The places of the fourth part: real towns with the first digits of their ZIP codes, invented facilities."""

from __future__ import annotations

from tests.clinical_text.pool import Places, towns

TOWNS = (
    "Brattleboro/VT/053; Keene/NH/034; Presque Isle/ME/047; Pittsfield/MA/012; Torrington/CT/067; "
    "Westerly/RI/028; Oneonta/NY/138; Plattsburgh/NY/129; Johnstown/PA/159; Vineland/NJ/083; "
    "Salisbury/MD/218; Staunton/VA/244; Beckley/WV/258; Hickory/NC/286; Orangeburg/SC/291; Valdosta/GA/316; "
    "Ocala/FL/344; Dothan/AL/363; Cookeville/TN/385; Paducah/KY/420; Zanesville/OH/437; Muncie/IN/473; "
    "Effingham/IL/624; Wausau/WI/544; Escanaba/MI/498; Bemidji/MN/566; Ottumwa/IA/525; Joplin/MO/648; "
    "Jonesboro/AR/724; Natchez/MS/391; Houma/LA/703; Lawton/OK/735; Salina/KS/674; Kearney/NE/688; "
    "Minot/ND/587; Rapid City/SD/577; Kalispell/MT/599; Pocatello/ID/832; Sheridan/WY/828; "
    "Grand Junction/CO/815; Truth or Consequences/NM/879; Prescott/AZ/863; Elko/NV/898; St. George/UT/847; "
    "Redding/CA/960; Klamath Falls/OR/976; Wenatchee/WA/988; Fairbanks/AK/997; Hilo/HI/967; "
    "Nacogdoches/TX/759; Eagle Pass/TX/788; King of Prussia/PA/194"
)

PLACES = Places(
    towns=towns(TOWNS),
    counties=(
        "Windham County",
        "Otero County",
        "Terrebonne Parish",
        "Matanuska-Susitna Borough",
        "Chautauqua County",
        "McCracken County",
        "Deschutes County",
        "Miami-Dade County",
        "St. Louis County",
        "Yavapai County",
        "Queen Anne's County",
    ),
    streets=(
        "Larkspur Lane",
        "Cemetery Rd",
        "Third Ave NE",
        "Buttonwood Drive",
        "Old Stagecoach Road",
        "N Kickapoo St",
        "Calle de la Luna",
        "Township Road 88",
        "US Highway 61 South",
        "Deer Trail Cove",
        "Sassafras Ct.",
        "West 114th Terrace",
        "Mulberry Bnd",
        "Veterans Memorial Pkwy",
        "Chief Joseph Blvd.",
        "E. Monument Street",
        "Schoolhouse Hill",
        "Rue Chantilly",
        "Bayou Vista Dr",
        "Pumphouse Row",
        "Kilauea Ave",
        "FM 1275",
        "Tenth Street",
        "Orchard View Cir",
        "Dry Creek Loop",
        "Marshside Way",
        "S Main",
        "Admiral Peary Highway",
        "Gooseneck Pt",
        "Copper Kettle Square",
    ),
    facilities=(
        "Saltmarsh Regional Hospital",
        "Ironwood Valley Health Center",
        "St. Casimir Medical Center",
        "Plover Creek Family Medicine",
        "Windrow County Hospital District",
        "Holy Name of Jesus Infirmary",
        "Fairlea Women's Health",
        "Quarry Road Dialysis",
        "The Arbors at Penfold",
        "Northern Prairie VA Health Care System",
        "Tidewater Bone & Joint",
        "Mesa Verde Behavioral Hospital",
        "Whitcomb Cancer Pavilion",
        "Little Acorn Pediatrics",
        "Cobblestone Surgery Center",
        "Lantern House Hospice",
        "Beth Shalom Geriatric Center",
        "Hargrove Memorial Hospital",
        "Sandhills Community Health",
        "Twin Buttes Indian Health Center",
        "Keystone Urgent Care of Dalby",
        "Maplehurst Manor",
        "Santa Brígida Hospital",
        "Eastlake Sleep & Lung",
        "University of Ashdown Medical Center",
        "Riverstone Recovery",
        "Grace Lutheran Hospital",
        "Pinnacle ENT Associates",
    ),
)
SCHOOLS = (
    "{LOCATION=Stonebridge Elementary}",
    "{LOCATION=Harmon Creek Middle School}",
    "{LOCATION=Our Lady of the Prairie Academy}",
    "{LOCATION=Lakeland East High School}",
)
SHOPS = (
    "{LOCATION=Corner Drug of Penfold}",
    "{LOCATION=Hometown Apothecary}",
    "{LOCATION=Valley Rexdale Pharmacy}",
    "{LOCATION=Bright Leaf Pharmacy}",
)
