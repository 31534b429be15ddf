"""What an editor is told that a paper has otherwise than the claim."""

import pytest
from attrs import evolve
from support import papers as own

from claimcheck.evidence.differences import differences, lacking_shares
from claimcheck.model import Claim, MeshHeading


def studied(*tags: str):
    return evolve(own.MANIPULATION_HELPS, mesh=tuple(MeshHeading(tag, "") for tag in ("Humans", *tags)))


@pytest.mark.parametrize(
    ("statement", "tags", "told"),
    [
        ("Spinal manipulation eases sciatica.", ("Aged", "Female", "Male"), ("the paper studied older people",)),
        ("Spinal manipulation eases sciatica in the elderly.", ("Aged", "Female", "Male"), ()),
        (
            "Spinal manipulation eases sciatica.",
            ("Child", "Male", "Female"),
            ("the paper studied children or teenagers",),
        ),
        ("Spinal manipulation eases sciatica.", ("Child", "Adult", "Male", "Female"), ()),
        (
            "Spinal manipulation eases sciatica.",
            ("Pregnancy", "Female", "Adult"),
            ("the paper studied pregnant women",),
        ),
        ("Spinal manipulation eases sciatica.", ("Male", "Adult"), ("the paper studied men",)),
        ("Spinal manipulation eases sciatica.", (), ()),
    ],
)
def test_other_people_are_told(statement: str, tags: tuple[str, ...], told: tuple[str, ...]) -> None:
    """By the check tags of the record, unless the claim names these people itself."""
    assert differences(Claim(statement), studied(*tags)) == told


def test_a_row_of_numbers_and_points_is_no_number() -> None:
    """Abstracts number versions, and join figures that a table parted."""
    paper = own.paper(92, "Doses", "Doses of 0.51.02.04.08 and v1.2.3 were given to 30% of 1,000.5 patients.")
    assert lacking_shares("Some 30% of patients got 1.2.3% more.", paper) == ()
    assert lacking_shares("Some 55% of patients were given it.", paper) == ("55",)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("Manipulation was tried in 192 adults.", ()),
        ("Manipulation was tried in 250 adults.", ("the abstract does not give the number 250",)),
        ("Leg pain fell by 2.10 points.", ()),
        ("Omega-3 does not count as a number.", ()),
    ],
)
def test_a_number_that_is_not_there_is_told(statement: str, told: tuple[str, ...]) -> None:
    assert differences(Claim(statement), own.MANIPULATION_HELPS) == told
