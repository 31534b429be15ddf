"""The claims files that people write: reading with positions, and edits that touch nothing else."""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.claimfile.change import add_citation, add_citations, expect_unchanged, update_quote
    from claimcheck.claimfile.draft import claim_record, claims_file_text
    from claimcheck.claimfile.edit import with_citation, with_quote
    from claimcheck.claimfile.load import claims_files, load_claims
    from claimcheck.claimfile.read import ClaimSet, read_claims
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.claimfile.change": "add_citation add_citations expect_unchanged update_quote",
            "claimcheck.claimfile.draft": "claim_record claims_file_text",
            "claimcheck.claimfile.edit": "with_citation with_quote",
            "claimcheck.claimfile.load": "claims_files load_claims",
            "claimcheck.claimfile.read": "ClaimSet read_claims",
        },
    )

__all__ = [
    "ClaimSet",
    "add_citation",
    "add_citations",
    "claim_record",
    "claims_file_text",
    "claims_files",
    "expect_unchanged",
    "load_claims",
    "read_claims",
    "update_quote",
    "with_citation",
    "with_quote",
]
