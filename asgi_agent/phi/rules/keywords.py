"""The words that say what a number is, and those that say it is of no one."""

from __future__ import annotations

from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(Enum):
    """What a word does to the number after it."""

    NAME = auto()
    """It names an identifier: the number is one, however short."""
    THING = auto()
    """It is a thing that has a number, among much else that is said of it."""
    NUMBERING = auto()
    """It says that a number follows."""
    TAIL = auto()
    """It says that the end of the number follows."""
    SOFT = auto()
    """It says what the number is, unless the words before it know better: "insurance card"."""
    LINK = auto()
    """It may stand between those above and the number."""
    PUBLIC = auto()
    """The number is of no one: a registry's, a code system's, a law's, a laboratory's."""
    CODE = auto()
    """So is this one, unless the words before it name somebody's: "authorization code"."""


class Meaning(NamedTuple):
    """What a word does, and the kind of identifier that it speaks of."""

    role: Role
    label: Label | None = None


def _by_word(words: dict[Label, str]) -> Mapping[str, Label]:
    return MappingProxyType({word: label for label, these in words.items() for word in these.split()})


NAMES = _by_word(
    {
        Label.SSN: "ssn ssns ssan itin social",
        Label.MRN: """
            mrn mrns mrno mrnum mpi empi medrec medrecno emr ehr emrid ehrid umrn uhid hrn pmrn emrn
            urno ptid pid patientid phn hcn nhi ohip ramq urn crno ipno opno
        """,
        Label.HEALTH_PLAN: """
            hicn mbi hbn hpn subscriberid memberid rxgrp rxgroup rxpcn preauth precert
        """,
        Label.ACCOUNT: "account acct accts acctno accountno a/c iban aba clabe",
        Label.CARD: "visa mastercard amex",
        Label.LICENSE: """
            license licence licenses licences lic npi npis dea upin dl dln oln cdl passport clia
        """,
        Label.VEHICLE: "vin vins",
        Label.DEVICE: "udi imei meid iccid imsi s/n sn serialno ser lotno",
        Label.BIOMETRIC: """
            fingerprint fingerprints voiceprint handprint faceprint biometric biometrics
        """,
        Label.PHOTO: "img dsc dscn dscf pxl mvi gopr dji",
        Label.PHONE: "pager pgr beeper bleep extension ext extn xtn ascom vocera",
        Label.ID: """
            uuid guid csn accession accn fein ein badge badges curp dni cedula pesel cnpj cpf phleb
            phlebotomist tech cashier wcb pin passcode
        """,
    }
)
_THINGS = _by_word(
    {
        Label.SSN: "security soc sin tin taxpayer",
        Label.MRN: """
            record records rec chart folio expediente merged patient patients pt pts hospital hosp unit mr
            med medical nhs chi hn ur
        """,
        Label.HEALTH_PLAN: """
            insurance insur insurer insured ins medicare medicaid medi beneficiary subscriber member
            policyholder payer payor tricare champus aetna cigna humana bcbs uhc unitedhealthcare anthem
            wellcare molina centene ambetter premera moda regence kaiser oscar caresource amerigroup sentara
            geisinger upmc highmark carefirst emblemhealth fidelis healthfirst tufts medica wellmark devoted
            selecthealth healthpartners ucare wellsense masshealth tenncare badgercare soonercare medi-cal
            coverage enrollee medigap preauthorization hmo ppo pcn
            grp hic policy policies plan group claim claims authorization authorisation auth approval
            certificate contract dependent subscription referral health cin prior
        """,
        Label.ACCOUNT: """
            accounts financial fin billing bill invoice statement bank banking transaction
            guarantor client customer payment loan
            inv txn chk ck
            remittance deposit routing rtn checking savings bsb sort har
            hsn bic bitcoin btc ethereum eth wallet
        """,
        Label.CARD: "credit debit discover maestro diners jcb",
        Label.LICENSE: """
            driver drivers driving physician provider prescriber registration permit nursing licensed
            licensure gmc nmc cert certification certified board bar lcsw licsw lmsw lmft lpc lmhc rn lpn lvn
            crnp
            arnp aprn pharmd rph dds dmd dpm emt paramedic cna crna
        """,
        Label.VEHICLE: """
            vehicle tag car truck van plate plates numberplate trailer boat motorcycle motorbike minivan sedan
            suv ambulance
        """,
        Label.DEVICE: """
            device scope endoscope colonoscope gastroscope bronchoscope implant model pacemaker pump stent
            lead generator prosthesis hardware asset serial serials lens valve sensor gtin lot lots batch
            equipment monitor ventilator wheelchair concentrator glucometer defibrillator scooter walker
            component cochlear scanner probe laptop tablet router sim workstation gateway inventory cylinder
            transmitter receiver
        """,
        Label.BIOMETRIC: """
            retina retinal iris palm voice facial finger face faceid gait biometry thumb thumbprint
        """,
        Label.PHOTO: "photo photos photograph image picture",
        Label.ID: """
            case visit encounter order ref reference site study subject participant ticket confirmation
            tracking requisition req prescription rx script employee emp staff badge student school
            username login conf sample specimen acc barcode booking reservation appointment folder
            document doc report request incident donor national identity citizen tax nino aadhaar episode
            admission transfer enrollment screening randomization tissue slide block cassette wristband
            bracelet military dod veteran inmate prisoner tcn icn dcn session job band bands locker docket
            warrant randomisation randomised randomized series instance uid uids oid receipt run
            voucher coupon kit reg alien court petition complaint autopsy adoption control container tube bag
            donation graft trace payroll operator union census meter interpreter worksheet applicant
            application registry inquest complainant custody coroner access
            concern grievance feedback escalation trip eid terminal conf placard
            locator parcel shipment pedigree kindred proband pedigrees shield
            enrolment probation parole
            subj scrn rand enc slip stub rcpt rct
        """,
    }
)
_NUMBERING = listed(
    """
    # number numbers no nos num nums nr nbr nmbr id ids identifier identification
    """
)
_LINKS = listed(
    """
    is was are were be being been reads as of the a an for to in at with and or his her their my
    your our this that following listed below it its s on file last digits first user caller agent
    rep assistant new old current primary secondary under using by has have had updated changed
    assigned issued given holder carrier information info details reported recorded verified
    confirmed provided type now also format shown shows starts starting begins beginning stored
    filed logged tracked says template scan minutiae signature print prints vein ld
    registered unique personal full complete same home internal external ct per epic cerner meditech
    """
)
_PUBLIC = listed(
    """
    pmid pmcid pubmed doi loinc snomed sctid rxnorm rxcui cui umls icd cpt hcpcs ndc cvx mvx atc
    unii cas isbn issn arxiv version ver build revision rev release omim orphanet hpo mesh drg msdrg
    apc nct clinicaltrials isrctn eudract prospero chembl ensembl uniprot pdb genbank refseq dbsnp
    hgvs modifier concept procedure diagnosis fda iso rfc cfr usc section grant iec ansi astm fips
    platelets platelet plt wbc rbc bnp ferritin ck troponin psa crp count counts titer load dose
    dosage dosed bin rxbin omb catalog catalogue protocol figure table page chapter
    """
)
MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    dict.fromkeys(_LINKS, Meaning(Role.LINK))
    | dict.fromkeys(_PUBLIC, Meaning(Role.PUBLIC))
    | dict.fromkeys(("code", "codes"), Meaning(Role.CODE))
    | {word: Meaning(Role.THING, label) for word, label in _THINGS.items()}
    | dict.fromkeys(("card", "cc"), Meaning(Role.SOFT, Label.CARD))
    | {word: Meaning(Role.NAME, label) for word, label in NAMES.items()}
    | dict.fromkeys(_NUMBERING, Meaning(Role.NUMBERING))
    | dict.fromkeys(("id", "ids", "identifier"), Meaning(Role.NUMBERING, Label.ID))
    | dict.fromkeys(("ends", "ending", "four", "4"), Meaning(Role.TAIL))
)
"""Every word that says something of the number after it."""

LEADS = (
    frozenset(NAMES)
    | _NUMBERING
    | listed("serial lot chart record rec code card cc ends ending four 4 is was in user caller tag")
    | listed("says subscriber member enrollee insured as old new current file")
)
"""Words that may end right before a short number that somebody has."""

UNITS = listed(
    """
    mg mcg ug ng pg g kg gm gram grams ml dl l cc iu u miu units meq mmol umol nmol pmol mm cm
    km m hz khz mhz copies copy cells cell cfu bpm kcal cal calories kj steps people persons
    patients participants subjects adults children women men cases deaths births admissions
    hospitalizations events samples visits dollars usd eur euros pounds lbs lb ppm rpm x times years
    hours minutes seconds days weeks months ms volts watts joules particles colonies leukocytes per
    % tablets capsules doses residents population tabs tab pills film films strips patches puffs puff sl
    """
)
"""Words after numbers that are amounts."""
