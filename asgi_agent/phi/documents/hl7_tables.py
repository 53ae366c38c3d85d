"""The segments and data types of HL7 v2 (2.1 to 2.8) that say what their fields are.

A segment is written as `field:type`, or `field:type:label` where the type is one of numbers. What no table
names is read as free text, whose dates go as well: so are segments that a site has made up (Z...).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Mapping


class Field(NamedTuple):
    """What a field is."""

    type: str
    label: Label | None


TYPES: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        # Names, with an id first in XCN; what follows the name is its prefix, degree and kind.
        "XPN": {1: "NAME", 2: "NAME", 3: "NAME", 4: "NAME", 10: "DATE", 12: "DATE", 13: "DATE"},
        "XCN": {
            1: "PERSON",
            2: "NAME",
            3: "NAME",
            4: "NAME",
            5: "NAME",
            15: "DATE",
            17: "DATE",
            19: "DATE",
            20: "DATE",
        },
        "NDL": {1: "PERSON", 2: "DATE", 3: "DATE", 4: "TEXT", 5: "TEXT", 7: "TEXT"},
        # Addresses: the state, the country and the kind stay.
        "XAD": {
            1: "ADDRESS",
            2: "ADDRESS",
            3: "LOCATION",
            5: "ZIP",
            8: "LOCATION",
            9: "LOCATION",
            10: "LOCATION",
            12: "DATE",
            13: "DATE",
            14: "DATE",
            19: "NAME",
            20: "TEXT",
        },
        "XTN": {
            1: "PHONE",
            4: "EMAIL",
            6: "PHONE",
            7: "PHONE",
            8: "PHONE",
            9: "TEXT",
            12: "PHONE",
            13: "DATE",
            14: "DATE",
        },
        # Numbers: who assigned them stays.
        "CX": {1: "LABEL", 2: "LABEL", 7: "DATE", 8: "DATE"},
        "EI": {1: "LABEL"},
        "EIP": {1: "LABEL", 2: "LABEL"},
        "DLN": {1: "LICENSE", 3: "DATE"},
        "PLN": {1: "LICENSE", 4: "DATE"},
        "AUI": {1: "HEALTH_PLAN", 2: "DATE", 3: "TEXT"},
        "XON": {1: "PLACE", 3: "LABEL", 10: "LABEL"},
        # An employer, whose name no limited data set has (164.514(e)(2)).
        "EMP": {1: "NAME", 3: "LABEL", 10: "LABEL"},
        "DT": {1: "DATE", 2: "DATE"},
        "FC": {2: "DATE"},
        "DLD": {1: "TEXT", 2: "DATE"},
        # A file: what it is stays, what is in it goes.
        "ED": {5: "FILE"},
        "RP": {1: "LABEL"},
        "-": {},
    }
)
"""What the components of a data type are."""

_SEGMENTS = {
    "MSH": "*:- 4:TX 6:TX 7:DT 22:XON 23:XON",
    "FHS": "*:- 4:TX 6:TX 7:DT 10:TX",
    "BHS": "*:- 4:TX 6:TX 7:DT 10:TX",
    "FTS": "*:- 2:TX",
    "BTS": "*:- 2:TX",
    "MSA": "*:- 3:TX",
    "SFT": "*:-",
    "DSC": "*:-",
    "EVN": "1:- 2:DT 3:DT 4:- 5:XCN 6:DT",
    "PID": """
        1:- 2:CX:MRN 3:CX:MRN 4:CX:MRN 5:XPN 6:XPN 7:DT 8:- 9:XPN 10:- 11:XAD 12:ST:LOCATION 13:XTN 14:XTN
        15:- 16:- 17:- 18:CX:ACCOUNT 19:ST:SSN 20:DLN 21:CX:MRN 22:- 23:ST:LOCATION 24:- 25:- 26:- 27:- 28:-
        29:DT 30:- 31:- 32:- 33:DT 35:- 36:- 37:- 38:- 39:- 40:XTN
    """,
    "PD1": "1:- 2:- 3:XON 4:XCN 5:- 6:- 7:- 8:- 9:- 10:CX:MRN 14:XON",
    "NK1": """
        1:- 2:XPN 3:- 4:XAD 5:XTN 6:XTN 7:- 8:DT 9:DT 12:CX 13:EMP 14:- 15:- 16:DT 17:- 18:- 19:- 20:- 21:-
        22:- 23:- 24:- 25:- 26:XPN 27:- 28:- 29:- 30:XPN 31:XTN 32:XAD 33:CX 34:- 35:- 36:- 37:ST:SSN
        38:ST:LOCATION 39:- 40:XTN 41:XTN
    """,
    "GT1": """
        1:- 2:CX:ACCOUNT 3:XPN 4:XPN 5:XAD 6:XTN 7:XTN 8:DT 9:- 10:- 11:- 12:ST:SSN 13:DT 14:DT 15:- 16:XPN
        17:XAD 18:XTN 19:CX 20:- 21:EMP 23:- 29:CX 42:XPN 45:XPN 46:XTN 51:EMP 52:ST:LOCATION 54:FC
        56:ST:LOCATION
    """,
    "IN1": """
        1:- 2:- 3:- 4:TX 5:XAD 6:XPN 7:XTN 8:ST:HEALTH_PLAN 9:XON 10:CX:HEALTH_PLAN 11:EMP 12:DT 13:DT 14:AUI
        15:- 16:XPN 17:- 18:DT 19:XAD 20:- 21:- 22:- 23:- 24:DT 25:- 26:DT 27:- 28:ST:HEALTH_PLAN 29:DT 30:XCN
        31:- 32:- 33:- 35:TX 36:ST:HEALTH_PLAN 42:- 43:- 44:XAD 45:- 46:ST:HEALTH_PLAN 47:- 48:-
        49:CX:HEALTH_PLAN 52:ST:LOCATION 54:CX:HEALTH_PLAN
    """,
    "IN2": """
        1:CX 2:ST:SSN 3:XCN 4:- 5:- 6:ST:HEALTH_PLAN 7:XPN 8:ST:HEALTH_PLAN 9:XPN 10:ST:HEALTH_PLAN 22:XPN
        25:CX:HEALTH_PLAN 26:CX:HEALTH_PLAN 40:XPN 49:XPN 50:XTN 52:XPN 53:XTN 58:XTN 61:CX:HEALTH_PLAN 63:XTN
        64:XTN 69:EMP 70:EMP
    """,
    "IN3": "1:- 2:CX:HEALTH_PLAN 3:XCN 4:- 6:DT 7:DT 8:XCN 9:DT 10:DT 14:XCN 16:XTN 19:XTN 25:XCN",
    "PV1": """
        1:- 2:- 4:- 5:CX 7:XCN 8:XCN 9:XCN 10:- 12:- 13:- 14:- 15:- 16:- 17:XCN 18:- 19:CX 20:FC 21:- 22:-
        23:- 24:- 25:DT 26:- 27:- 28:- 29:- 30:DT 31:- 32:- 33:- 34:- 35:DT 36:- 37:DLD 38:- 40:- 41:- 44:DT
        45:DT 46:- 47:- 48:- 49:- 50:CX 52:XCN 54:CX
    """,
    "PV2": """
        2:- 7:- 8:DT 9:DT 10:- 11:- 13:XCN 14:DT 17:DT 18:- 19:- 23:XON 24:- 25:- 26:DT 27:- 28:DT 29:DT 33:DT
        48:DT
    """,
    "MRG": "1:CX:MRN 2:CX:MRN 3:CX:ACCOUNT 4:CX:MRN 5:CX 6:CX 7:XPN",
    "AL1": "1:- 2:- 3:- 4:- 6:DT",
    "IAM": """
        1:- 2:- 3:- 4:- 6:- 7:EI 8:- 9:- 11:DT 13:DT 14:XPN 18:XCN 19:XON 20:DT 21:XCN 23:XCN 25:XCN 28:XON
        29:XON 30:XON
    """,
    "DG1": "1:- 2:- 3:- 5:DT 6:- 16:XCN 17:- 19:DT 20:EI 22:EI",
    "DRG": "1:- 2:DT 12:XPN",
    "PR1": "1:- 2:- 3:- 5:DT 6:- 8:XCN 11:XCN 12:XCN 19:EI 25:EI",
    "PRB": "1:- 2:DT 3:- 4:EI 5:EI 7:DT 8:DT 9:DT 10:- 15:DT 16:DT",
    "GOL": "1:- 2:DT 3:- 4:EI 5:EI 7:DT 8:DT 9:DT 21:XPN",
    "ORC": """
        1:- 2:EI 3:EI 4:EI 5:- 6:- 8:EIP 9:DT 10:XCN 11:XCN 12:XCN 14:XTN 15:DT 16:- 17:- 18:- 19:XCN 20:-
        21:XON 22:XAD 23:XTN 24:XAD 25:- 26:- 27:DT 28:- 29:- 30:- 31:EI 33:CX
    """,
    "OBR": """
        1:- 2:EI 3:EI 4:- 5:- 6:DT 7:DT 8:DT 9:- 10:XCN 11:- 12:- 14:DT 15:- 16:XCN 17:XTN 22:DT 23:- 24:-
        25:- 26:- 28:XCN 29:EIP 30:- 32:NDL 33:NDL 34:NDL 35:NDL 36:DT 44:- 45:- 46:- 47:- 50:XCN 51:EI 52:EI
        53:CX 54:EIP
    """,
    "OBX": """
        1:- 2:- 3:- 4:- 6:- 8:- 9:- 10:- 11:- 12:DT 14:DT 16:XCN 17:- 18:EI:DEVICE 19:DT 21:EI 23:XON 24:XAD
        25:XCN
    """,
    "NTE": "1:- 2:- 4:- 5:XCN 6:DT 7:DT",
    "TXA": """
        1:- 2:- 3:- 4:DT 5:XCN 6:DT 7:DT 8:DT 9:XCN 10:XCN 11:XCN 12:EI 13:EI 14:EI 15:EI 17:- 18:- 19:- 20:-
        22:XCN 23:XCN
    """,
    "SCH": """
        1:EI 2:EI 4:EI 5:EI 6:- 7:- 8:- 12:XCN 13:XTN 14:XAD 16:XCN 17:XTN 18:XAD 20:XCN 21:XTN 23:EI 24:EI
        25:- 26:EI 27:EI
    """,
    "AIP": "1:- 2:- 3:XCN 4:- 6:DT",
    "AIS": "1:- 2:- 3:- 4:DT",
    "AIG": "1:- 2:- 4:- 8:DT",
    "AIL": "1:- 2:- 4:- 6:DT",
    "RXA": """
        1:- 2:- 3:DT 4:DT 5:- 6:- 7:- 8:- 10:XCN 12:- 15:ST:DEVICE 16:DT 17:- 20:- 21:- 22:DT 28:XAD 29:EI
    """,
    "RXE": "2:- 3:- 4:- 5:- 6:- 10:- 11:- 12:- 13:XCN 14:XCN 15:ST:ID 16:- 17:- 18:DT 41:XAD 43:XAD 45:XTN",
    "RXO": "1:- 2:- 3:- 4:- 5:- 10:- 11:- 12:- 13:- 14:XCN 15:XCN 29:EI 30:EI 33:XAD 35:XAD 36:XTN",
    "RXD": "1:- 2:- 3:DT 4:- 5:- 7:ST:ID 10:XCN 18:ST:DEVICE 19:DT 31:XAD 34:XTN 35:EI",
    "RXR": "*:-",
    "RXC": "*:-",
    "FT1": """
        1:- 2:EI 3:EI 4:DT 5:DT 6:- 7:- 10:- 11:- 12:- 13:- 17:- 18:- 19:- 20:XCN 21:XCN 22:- 23:EI 24:XCN
        30:CX:ACCOUNT 32:XON 33:XON 38:CX 39:CX:HEALTH_PLAN 42:ST:ID
    """,
    "ROL": "1:EI 2:- 3:- 4:XCN 5:DT 6:DT 7:- 9:- 11:XAD 12:XTN 14:XON",
    "PRT": """
        1:EI 2:- 4:- 5:XCN 6:- 7:- 8:XON 10:EI:DEVICE 11:DT 12:DT 14:XAD 15:XTN 16:EI:DEVICE 20:ST:DEVICE
        21:ST:DEVICE
    """,
    "CTD": "1:- 2:XPN 3:XAD 5:XTN 6:- 7:PLN",
    "PRD": "1:- 2:XPN 3:XAD 5:XTN 6:- 7:PLN 8:DT 9:DT 10:XON 11:XAD 13:XTN",
    "STF": "1:- 2:CX 3:XPN 4:- 5:- 6:DT 7:- 10:XTN 11:XAD 12:DT 13:DT 14:EI 15:ST:EMAIL 22:DLN 26:DT",
    "SPM": "1:- 2:EIP 3:EIP 4:- 17:DT 18:DT 30:CX 31:CX",
    "ACC": "1:DT 2:- 4:- 7:XCN 10:ST:NAME 11:XAD 13:EI",
    "PDA": "1:- 3:- 4:DT 5:XCN 7:DT 8:XCN",
    "DB1": "1:- 2:- 3:CX 4:- 5:DT 6:DT 7:DT",
    "CER": "2:ST:LICENSE 4:XON 5:XCN 9:XCN 13:ST:NAME",
    "RXG": "19:ST:DEVICE 28:XAD 30:XAD 31:EI",
    "ARQ": "1:EI 2:EI 4:EI 15:XCN 16:XTN 17:XAD 19:XCN 20:XTN 22:EI 23:EI 24:EI 25:EI",
    "TQ2": "3:EI 4:EI 5:EI",
    "SAC": "1:EI 2:EI 3:EI 4:EI 5:EI",
    "IPC": "1:EI 2:EI 3:EI 4:EI",
    "RF1": "6:EI 11:EI 19:XON 20:XCN 23:XTN",
    "AUT": "6:EI:HEALTH_PLAN 23:XON 24:XCN 27:XTN",
    "CON": "4:EI 24:XPN",
    "CSR": "4:CX:MRN 5:CX:MRN 7:XCN 8:XCN",
    "CM0": "5:XCN 9:XCN 10:XTN 11:XAD",
    "ABS": "1:XCN 5:XCN 8:XCN",
    "BLG": "3:CX:ACCOUNT",
    "PCE": "2:CX:ACCOUNT",
    "URD": "3:XCN",
    "OVR": "4:XCN 5:XCN",
    "VAR": "1:EI 4:XCN",
    "PTH": "3:EI",
    "REL": "3:EI 4:EI 5:EI 6:EI 7:XCN 8:XON 9:XAD 10:XTN",
    "PEO": "7:XAD 19:XPN 20:XAD 21:XTN",
    "PES": "1:XON 2:XCN 3:XAD 4:XTN 5:EI",
    "PCR": "12:ST:DEVICE",
    "PYE": "4:XON 5:XPN 6:XAD",
    "IVC": "1:EI 2:EI 3:EI 10:XON 12:XCN 19:XCN",
    "PMT": "1:EI:ACCOUNT 7:EI:ACCOUNT 10:CX:ACCOUNT",
    "PSS": "1:EI 2:EI",
    "PSG": "1:EI 2:EI",
    "PSL": "1:EI 2:EI 4:EI 5:EI 19:EI 29:XCN 30:XCN",
    "ADJ": "1:EI 2:EI 12:EI 13:EI 15:XON",
    "SCD": "25:XCN 33:CX:MRN 34:XCN",
    "DON": "1:EI 16:XPN 18:XON 20:XPN 23:XPN 24:XPN 28:XPN 31:EI 32:XCN 33:XCN",
    "BPO": "9:XAD 12:XAD",
    "BPX": "5:EI 10:EI:DEVICE 17:EI 19:XAD 20:XCN 21:XCN",
    "BTX": "2:EI 7:EI:DEVICE 14:XCN 15:XCN 20:EI",
    "BUI": "2:EI",
    "PRA": "6:PLN",
    "AFF": "2:XON 3:XAD",
    "EDU": "6:XON 8:XAD",
    "ORG": "5:CX",
    "LOC": "4:XON 5:XAD 6:XTN",
    "LDP": "11:XTN",
    "FAC": "3:XAD 4:XTN 5:XCN 7:XAD 8:XTN 9:XCN 11:XAD 12:XTN",
    "OM1": "17:XTN 28:XAD 29:XTN",
    "OM7": "20:XCN",
    "MFE": "7:XCN",
    "ERR": "12:XTN",
    "QRD": "1:DT 2:- 3:- 4:- 5:- 7:- 8:XCN 9:-",
}


def _fields(written: str) -> Mapping[str, Field]:
    fields = {}
    for entry in written.split():
        number, kind, *label = entry.split(":")
        fields[number] = Field(kind, Label(label[0]) if label else None)
    return MappingProxyType(fields)


SEGMENTS: Mapping[str, Mapping[str, Field]] = MappingProxyType(
    {name: _fields(written) for name, written in _SEGMENTS.items()}
)
"""What the fields of a segment are, by their number; `*` is all that is not named."""

OBSERVED = MappingProxyType(
    {
        **dict.fromkeys(("NM", "SN", "ID", "IS", "SI", "MO", "CP", "TM"), "-"),
        **dict.fromkeys(("DT", "TS", "DTM", "DR"), "DT"),
        **dict.fromkeys(("XPN", "PN"), "XPN"),
        **dict.fromkeys(("XCN", "CN", "PPN"), "XCN"),
        **dict.fromkeys(("XAD", "AD"), "XAD"),
        **dict.fromkeys(("XTN", "TN"), "XTN"),
        **dict.fromkeys(("CX", "CK"), "CX"),
        "EI": "EI",
        "XON": "XON",
        "ED": "ED",
        "RP": "RP",
    }
)
"""What an observation's value is by its declared type; all others are text."""

IDENTIFIER_TYPES = MappingProxyType(
    {
        **dict.fromkeys(("MR", "MRT", "PI", "PT", "PRC"), Label.MRN),
        **dict.fromkeys(("SS", "SB", "TAX", "NI"), Label.SSN),
        **dict.fromkeys(("DL", "PPN", "NPI", "MD", "LN", "DEA", "RN", "UPIN", "DN", "SR"), Label.LICENSE),
        **dict.fromkeys(("MB", "SN", "MC", "MA", "NIIP", "PN", "HC", "JHN", "WC"), Label.HEALTH_PLAN),
        **dict.fromkeys(("AN", "BA", "BC", "DDA"), Label.ACCOUNT),
        **dict.fromkeys(("SNO", "UDI", "SNO-DEVICE"), Label.DEVICE),
        **dict.fromkeys(("VN", "EN", "EI", "ACSN", "FILL", "PLAC", "RI", "XX"), Label.ID),
    }
)
"""What a number is by the code of its type: table 0203, which FHIR uses as well."""
