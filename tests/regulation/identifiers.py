"""A made-up file of National Provider Identifiers under the header that its public documentation names."""

import csv
import io

_ADDRESS = (
    "Provider First Line Business {} Address",
    "Provider Second Line Business {} Address",
    "Provider Business {} Address City Name",
    "Provider Business {} Address State Name",
    "Provider Business {} Address Postal Code",
    "Provider Business {} Address Country Code (If outside U.S.)",
    "Provider Business {} Address Telephone Number",
    "Provider Business {} Address Fax Number",
)
_LICENCE = (
    "Healthcare Provider Taxonomy Code_{}",
    "Provider License Number_{}",
    "Provider License Number State Code_{}",
    "Healthcare Provider Primary Taxonomy Switch_{}",
)
_OTHER = (
    "Other Provider Identifier_{}",
    "Other Provider Identifier Type Code_{}",
    "Other Provider Identifier State_{}",
    "Other Provider Identifier Issuer_{}",
)
COLUMNS = [
    "NPI",
    "Entity Type Code",
    "Replacement NPI",
    "Employer Identification Number (EIN)",
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Name Prefix Text",
    "Provider Name Suffix Text",
    "Provider Credential Text",
    "Provider Other Organization Name",
    "Provider Other Organization Name Type Code",
    "Provider Other Last Name",
    "Provider Other First Name",
    "Provider Other Middle Name",
    "Provider Other Name Prefix Text",
    "Provider Other Name Suffix Text",
    "Provider Other Credential Text",
    "Provider Other Last Name Type Code",
    *(name.format("Mailing") for name in _ADDRESS),
    *(name.format("Practice Location") for name in _ADDRESS),
    "Provider Enumeration Date",
    "Last Update Date",
    "NPI Deactivation Reason Code",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    "Provider Sex Code",
    "Authorized Official Last Name",
    "Authorized Official First Name",
    "Authorized Official Middle Name",
    "Authorized Official Title or Position",
    "Authorized Official Telephone Number",
    *(name.format(at) for at in range(1, 16) for name in _LICENCE),
    *(name.format(at) for at in range(1, 51) for name in _OTHER),
    "Is Sole Proprietor",
    "Is Organization Subpart",
    "Parent Organization LBN",
    "Parent Organization TIN",
    "Authorized Official Name Prefix Text",
    "Authorized Official Name Suffix Text",
    "Authorized Official Credential Text",
    *(f"Healthcare Provider Taxonomy Group_{at}" for at in range(1, 16)),
    "Certification Date",
]


def a_row(npi, **cells):
    """One person’s row; `cells` by the names of the columns."""
    return dict.fromkeys(COLUMNS, "") | {
        "NPI": npi,
        "Entity Type Code": "1",
        "Employer Identification Number (EIN)": "<UNAVAIL>",
        "Provider Last Name (Legal Name)": "SILVA",
        "Provider First Name": "ANA",
        "Provider Middle Name": "M",
        "Provider Credential Text": "RN",
        "Provider Enumeration Date": "05/23/2005",
        **cells,
    }


def licensed(number, state, at=1):
    """The cells of one licence."""
    return {
        f"Provider License Number_{at}": number,
        f"Provider License Number State Code_{at}": state,
        f"Healthcare Provider Taxonomy Code_{at}": "163W00000X",
    }


def a_file(*rows, header=COLUMNS):
    """The table as it is published: every cell in quotes."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, header, quoting=csv.QUOTE_ALL, extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()
