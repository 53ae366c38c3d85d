"""The words of the key policy, folded: lower case, nothing between them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from asgi_agent.phi.documents import looks
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Callable

# Label, what the value must look like, what else must be there, and the keys.
KEYS: tuple[tuple[Label, Callable[[str], bool], str, str], ...] = (
    (
        Label.NAME,
        looks.name,
        "NOTHING",
        """
        firstname lastname middlename givenname familyname forename surname maidenname birthname fullname
        legalname preferredname nickname namefirst namelast namemiddle namegiven namefamily fname lname mname
        middleinitial mothersmaidenname namesuffix secondname secondlastname fathername mothername
        nextofkinname namefullformatted namelastkey namefirstkey lastnm firstnm middlenm fullnm patnm ptnm
        patientnm membernm nm103 nm104 nm105 initials nombre apellido apellidos vorname nachname prenom
        nomdefamille cognome sobrenome
        """,
    ),
    (Label.NAME, looks.name, "PERSON", "first last middle given family full maiden alias aka suffix"),
    (Label.NAME, looks.somebody, "NOTHING", "signature esignature employer employername"),
    (
        Label.ADDRESS,
        looks.place,
        "NOTHING",
        """
        street streetaddress streetname streetline streetline1 streetline2 addressline addressline1
        addressline2 addresslineone addresslinetwo addline addline1 addline2 n301 n302 addr1 addr2 homeaddress
        mailingaddress postaladdress residentialaddress residence direccion strasse
        """,
    ),
    (Label.ADDRESS, looks.anything, "NOTHING", "pobox housenumber apartment apartmentnumber aptnumber"),
    (Label.ADDRESS, looks.street, "NOTHING", "address addr fulladdress addresstext anschrift adresse"),
    (Label.ADDRESS, looks.anything, "ADDRESS", "line line1 line2 line3 apt unit suite building house"),
    (
        Label.LOCATION,
        looks.place,
        "NOTHING",
        """
        city town village suburb county district municipality neighborhood neighbourhood borough township
        parish n401 hometown birthplace placeofbirth ciudad ville ort stadt addresscity addresscounty
        """,
    ),
    (
        Label.ADDRESS,
        looks.coordinate,
        "ADDRESS",
        "latitude longitude lat lng lon coordinates geolocation geo",
    ),
    (
        Label.ZIP,
        looks.postcode,
        "NOTHING",
        "zip zipcode zip4 zipplus4 n403 postalcode postcode postal plz codigopostal codepostal",
    ),
    (
        Label.DATE,
        looks.birth,
        "NOTHING",
        """
        dob dateofbirth birthdate birthday birthdt dmg02 birth born fechanacimiento geburtsdatum
        datedenaissance
        """,
    ),
    (
        Label.DATE,
        looks.birth,
        "NOTHING",
        "birthyear yearofbirth yob",
    ),
    (
        Label.DATE,
        looks.dated,
        "NOTHING",
        "dod dateofdeath deathdate deceaseddate dos dateofservice dateofadmission dateofdischarge lmp edd",
    ),
    (
        Label.AGE,
        looks.old_age,
        "NOTHING",
        "age ageyears ageinyears patientage currentage ageatdeath ageatdiagnosis ageatonset ageatvisit",
    ),
    (
        Label.PHONE,
        looks.phone,
        "NOTHING",
        """
        phone phonenumber phoneno telephone telephonenumber tel telno mobile mobilenumber mobileno cell
        cellphone cellnumber telecom pager pagernumber msisdn whatsapp landline homephone workphone telefono
        telefon contactnumber callbacknumber smsnumber
        """,
    ),
    (Label.FAX, looks.phone, "NOTHING", "fax faxnumber faxno facsimile telefax"),
    (Label.EMAIL, looks.email, "NOTHING", "email mail emailaddress mailaddress emailid correo"),
    (
        Label.SSN,
        looks.numbered,
        "NOTHING",
        """
        ssn ssnumber socialsecuritynumber socialsecurityno socialsecurity ssnlast4 last4ssn itin tin taxid
        taxpayerid nationalid nationalidnumber nationalinsurancenumber nino sinnumber aadhaar
        """,
    ),
    (
        Label.MRN,
        looks.numbered,
        "NOTHING",
        """
        mrn mrnid mrnumber personalias medicalrecordnumber medicalrecordno medicalrecordid medrecno
        medicalrecord patientid patientno patientnumber patientidentifier patid ptid chartnumber chartno
        chartid hospitalnumber ehrid emrid epicid empi mpi enterpriseid personid healthrecordnumber
        recordnumber nhsnumber
        """,
    ),
    (
        Label.HEALTH_PLAN,
        looks.numbered,
        "NOTHING",
        """
        memberid memberidentifier membernumber memberno subscriberprimaryidentifier subscriberidentifier nm109
        subscriberid subscribernumber policynumber policyno groupnumber groupno insuranceid insurancenumber
        insurancepolicynumber insurancepolicy insurancememberid planmemberid medicareid medicarenumber
        medicarebeneficiaryid mbi hicn medicaidid medicaidnumber beneficiaryid beneficiarynumber enrolleeid
        healthplanid healthplanbeneficiarynumber healthplannumber healthcardnumber insuredid policyholderid
        rxbin rxgroup rxpcn authorizationnumber preauthorizationnumber priorauthnumber preauthref
        """,
    ),
    (
        Label.ACCOUNT,
        looks.long_number,
        "NOTHING",
        """
        account fin finnbr finnumber accountnumber accountno accountid acct acctno acctnumber acctid
        bankaccount bankaccountnumber iban routingnumber sortcode billingnumber billnumber invoicenumber
        guarantoraccount financialnumber walletaddress
        """,
    ),
    (
        Label.CARD,
        looks.card,
        "NOTHING",
        "card cardnumber cardno creditcard creditcardnumber debitcard debitcardnumber ccnumber ccnum cc pan",
    ),
    (
        Label.LICENSE,
        looks.long_number,
        "NOTHING",
        """
        license licence licensenumber licensenum licenceno licenseno licencenumber licenseid driverslicense
        driverlicense driverslicensenumber driverlicensenumber driverslicenseno dln medicallicense
        medicallicensenumber statelicense npi npinumber dea deanumber passport passportnumber passportno
        certificatenumber upin
        """,
    ),
    (
        Label.VEHICLE,
        looks.numbered,
        "NOTHING",
        "vin vinnumber vehicleid vehicleidentificationnumber vehicleidentifier plate platenumber plateno",
    ),
    (
        Label.VEHICLE,
        looks.anything,
        "NOTHING",
        "licenseplate licenceplate licenseplatenumber numberplate registrationplate vehicleplate",
    ),
    (
        Label.DEVICE,
        looks.numbered,
        "NOTHING",
        """
        serial serialnumber serialno serialnum udi udidi udipi deviceid deviceidentifier deviceserial
        deviceserialnumber deviceserialno imei imsi meid iccid macaddress mac lotnumber implantid
        implantserial pacemakerserial
        """,
    ),
    (
        Label.URL,
        looks.url,
        "NOTHING",
        """
        url uri href website webpage webaddress homepage profileurl personalurl portalurl
        """,
    ),
    (Label.URL, looks.handle, "NOTHING", "linkedin facebook twitter instagram tiktok snapchat"),
    (
        Label.IP,
        looks.ip,
        "NOTHING",
        "ip ipaddress ipaddr ipv4 ipv6 clientip remoteip sourceip remoteaddr remoteaddress xforwardedfor",
    ),
    (
        Label.BIOMETRIC,
        looks.anything,
        "NOTHING",
        """
        fingerprint fingerprints voiceprint voicesample voicerecording faceprint facetemplate faceembedding
        faceencoding retinascan retinalscan irisscan palmprint handprint biometric biometricdata
        biometrictemplate biometricid dnaprofile dnasequence
        """,
    ),
    (
        Label.PHOTO,
        looks.picture,
        "NOTHING",
        """
        photo photograph image avatar picture profilepicture profilephoto headshot portrait facephoto selfie
        patientphoto photourl imageurl avatarurl pictureurl photodata imagedata imagebase64 photobase64
        """,
    ),
    (Label.ID, looks.login, "NOTHING", "username userlogin enduserid loginname login loginid screenname"),
    (
        Label.ID,
        looks.numbered,
        "NOTHING",
        """
        csn csnid enccsnid mychartid patientcontrolnumber claimcontrolnumber identificationcode encounterid
        encounternumber visitid visitnumber visitno admissionid admissionnumber claimid claimnumber claimno
        casenumber caseno caseid accessionnumber accessionno accession specimenid specimennumber sampleid
        prescriptionid prescriptionnumber rxnumber rxid referralid referralnumber appointmentid orderno
        requisitionnumber studyinstanceuid employeeid employeenumber employeeno studentid badgenumber
        militaryid veteranid certificateno confirmationnumber donorid subjectid participantid contactid
        relativeid
        """,
    ),
)

_OF_BODIES = listed(
    """
    table grid stem blood white red mast plasma epithelial squamous clue t b nk cd progenitor tumor tumour
    cancer sickle renal endothelial target burr teardrop giant germ hair single
    """
)

NOT_BEFORE = MappingProxyType(
    {
        "address": listed(
            """
            ip ipv4 ipv6 mac host server memory bind listen listening contract network peer source dest
            destination base start end virtual physical cache register socket node service endpoint broker
            database db redis
            """
        ),
        "fingerprint": listed("system cert certificate key ssh browser build content model image"),
        "serial": frozenset(["certificate", "cert", "version", "message", "event"]),
        "image": frozenset(["docker", "container", "base", "oci", "disk"]),
        "account": frozenset(["service", "storage", "cloud"]),
        "login": frozenset(["last", "first", "failed"]),
        "signature": listed("thought thinking function method request webhook digital"),
        "url": listed("base api schema callback webhook endpoint image"),
        "uri": frozenset(["base", "api", "schema", "callback", "redirect", "image"]),
        "born": frozenset(["air"]),
        "mail": frozenset(["voice"]),
        **dict.fromkeys(("cell", "cellnumber"), _OF_BODIES),
        "plate": listed("agar blood bacterial culture count growth bone base heterotrophic micro well"),
        "tin": listed("blood serum plasma urine"),
        "card": frozenset(["agent", "score", "report"]),
        "line": frozenset(["command", "base", "pipe", "dead"]),
        "city": frozenset(["timezone"]),
        "birth": frozenset(["weight", "sex"]),
    }
)
"""Words after which a key means something else."""

NO_PLURALS = frozenset(["cells"])
"""Words that are something else than more of what they are one by one: cells of blood, or of a notebook."""

NUMBERING = listed(
    "number no num nbr value text str raw full line home work mobile office primary secondary day evening"
)
"""Words after a key that change nothing about it."""

PARTS = (
    *("ssn", "mrn", "dob", "phone", "mobile", "fax", "email", "address", "street", "city", "county", "zip"),
    *("zipcode", "postalcode", "memberid", "birthdate", "phonenumber"),
)
"""Keys that are also found at the end of one word: `homephone`."""

PEOPLE = listed(
    """
    patient pt member subscriber beneficiary insured policyholder guarantor person people individual contact
    emergencycontact nextofkin kin relative spouse wife husband partner mother father son daughter brother
    sister sibling grandmother grandfather guardian caregiver carer physician doctor doc dr md nurse
    clinician practitioner surgeon therapist dentist psychologist psychiatrist pharmacist midwife radiologist
    pathologist anesthesiologist consultant attending referring ordering admitting prescriber referrer author
    signer witness interpreter employee staff customer user attendee participant recipient sender applicant
    student resident donor cardholder accountholder responsibleparty pcp coordinator chaplain lawyer attorney
    requester requestor signatory informant
    """
)
"""Words that are said of people."""

BEFORE_NAME = PEOPLE | listed(
    """
    pat your my their first last middle given family full maiden birth legal preferred nick former previous
    other alternate alias child parent holder owner emergency provider primarycare manager performer recorder
    caller mothers fathers spouses
    """
)
"""Words before `name` that make it a person's."""

ROLES = listed(
    """
    patient pt subscriber policyholder guarantor emergencycontact nextofkin spouse wife husband mother father
    guardian caregiver physician doctor nurse clinician practitioner surgeon therapist dentist psychologist
    psychiatrist pharmacist radiologist pathologist anesthesiologist attending prescriber referrer
    attendingphysician referringphysician pcp primarycarephysician primarycareprovider attendingprovider
    referringprovider orderingprovider renderingprovider witness signer signatory requestor caller informant
    insured beneficiary holder cardholder accountholder relative sibling son daughter brother sister midwife
    """
)
"""Keys whose value is a person's name, if it looks like one."""

BY = listed(
    """
    signed ordered prescribed created updated modified reviewed verified recorded entered performed referred
    approved authored written dictated transcribed reported requested administered seen examined admitted
    discharged submitted uploaded assigned completed cosigned authenticated interpreted collected dispensed
    given accompanied treated diagnosed
    """
)
"""Words before `by` that make it a person."""

PLACES = listed(
    """
    home work office mobile cell day evening business primary secondary main mailing billing shipping street
    postal residential permanent temporary current previous birth clinic hospital facility pharmacy school
    employer
    """
)

FACILITY = listed(
    """
    hospital facility clinic practice pharmacy ward school church employer nursinghome shelter prison
    laboratory department
    """
)
"""Words before `name` that make it the name of a place."""

OF_PERSONS = listed(
    """
    firstname lastname middlename givenname familyname surname forename dob dateofbirth birthdate birthday
    yearofbirth birthyear ssn mrn medicalrecordnumber patientid memberid subscriberid gender sex
    maritalstatus age nationality ethnicity race phone phonenumber mobile telephone telecom email
    emailaddress relationship relation occupation npi credentials specialty birthplace placeofbirth bloodtype
    diagnosis diagnoses allergies insurance admissiondate dischargedate visitdate roomnumber homephone
    cellphone homeaddress address1 nextofkin emergencycontact deceased deathdate dateofdeath pronouns
    chiefcomplaint
    """
)
"""Keys beside which `name` is a person's name."""

OF_ADDRESSES = listed(
    """
    street streetaddress line line1 line2 addressline1 address address1 address2 city town county district
    state province region zip zipcode postalcode postcode country
    """
)

DATES = listed(
    """
    birth born death died deceased admission admit admitted discharge discharged visit seen encounter
    appointment service procedure surgery operation operated onset diagnosis diagnosed immunization
    vaccination vaccinated collection collected specimen exam examined test tested injury injured accident
    transfer transferred referral referred prescribed dispensed administered hospitalized hospitalised
    treated implanted
    """
)
"""Words before `date`, `time`, `on` and `at` of what happens to a person."""

TECHNICAL_TIMES = listed(
    """
    created creation updated update modified modification changed expires expiry expiration expired
    login sent published released indexed synced fetched cached build commit deploy deployed started
    finished completed queued scheduled retrieved generated ingested uploaded downloaded now server
    """
)
"""Words before `date`, `time`, `on` and `at` of what machines do."""

TIMES = listed("timestamp time ts")
TIMESTAMPS = TIMES | listed("created updated modified expires iat exp nbf")
"""Keys that are the time of what a machine did by themselves."""
