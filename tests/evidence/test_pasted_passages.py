"""A passage that a person pasted stands in the abstract that it was pasted from."""

import pytest

from claimcheck.evidence.passages import passage_stands
from claimcheck.identifiers import Pmid
from claimcheck.model import AbstractSection, Paper

ABSTRACT = "Amyloid fibrils fell in all groups (p<0.05). \u201cWhat matters\u201d is care; IL\u20106 was \u2265 4 mg/l in half-blind patients."


@pytest.mark.parametrize(
    "pasted",
    [
        "Amy\u00adloid fibrils fell in all groups",
        "Amyloid\u200b fibrils fell\ufeff in all groups",
        "fell in all groups (p < 0.05)",
        "fell in all groups (p <0.05)",
        "\u201cAmyloid fibrils fell in all groups\u201d",
        '"fell in all groups (p < 0.05)."',
        "\u00abAmyloid fibrils fell in all groups\u00bb",
        "\u2018fell in all groups\u2019",
        "IL-6 was \u22654 mg/l",
        "Amyloid\u00a0fibrils fell\n  in all groups",
        "\u201cWhat matters\u201d is care",
    ],
)
def test_a_passage_pasted_from_a_page_stands(pasted: str) -> None:
    """Unseen characters, spaces around signs and quotation marks around it are of the page, not of the paper."""
    paper = Paper(pmid=Pmid("99000001"), title="T", sections=(AbstractSection(ABSTRACT),))
    assert passage_stands(pasted, paper) is True
    assert passage_stands(pasted.replace("fell", "rose").replace("4", "5").replace("care", "rest"), paper) is False
