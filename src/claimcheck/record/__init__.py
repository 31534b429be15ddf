"""What a PubMed record is, told once: whether it can be evidence (`standing`), and what was done and written (`design`)."""

from claimcheck.record.standing import (
    BARS,
    NOTICE_KINDS,
    NOTICE_LINKS,
    animals_only,
    barred,
    is_notice,
    is_plan,
    is_retracted,
    is_withdrawn,
    no_finding,
    notice_shown,
    notices_about,
)

__all__ = [
    "BARS",
    "NOTICE_KINDS",
    "NOTICE_LINKS",
    "animals_only",
    "barred",
    "is_notice",
    "is_plan",
    "is_retracted",
    "is_withdrawn",
    "no_finding",
    "notice_shown",
    "notices_about",
]
