"""The claims files that people write: reading with positions, and edits that touch nothing else."""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.claimfile.change import add_citation as add_citation
    from claimcheck.claimfile.change import add_citations as add_citations
    from claimcheck.claimfile.change import expect_unchanged as expect_unchanged
    from claimcheck.claimfile.change import update_quote as update_quote
    from claimcheck.claimfile.draft import claim_record as claim_record
    from claimcheck.claimfile.draft import claims_file_text as claims_file_text
    from claimcheck.claimfile.edit import with_citation as with_citation
    from claimcheck.claimfile.edit import with_quote as with_quote
    from claimcheck.claimfile.load import claims_files as claims_files
    from claimcheck.claimfile.load import load_claims as load_claims
    from claimcheck.claimfile.read import ClaimSet as ClaimSet
    from claimcheck.claimfile.read import read_claims as read_claims
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
