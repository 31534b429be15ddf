"""CC102: what the article says and no claims file records."""

from collections.abc import Iterator

from claimcheck.model import Finding, Severity
from claimcheck.rules.base import ArticleRule
from claimcheck.rules.facts import ArticleFacts

_SHOWN = 90
_GO_ON = "take the words into the claim's statement and quote, or record what is said with them as a claim of its own"


class UnrecordedClaim(ArticleRule):
    """Record every health claim that the article makes, or say that it needs no source.

    Why it matters: a claim without a record is never checked, and the page looks sourced because nobody asks.

    Failing (the article also says "Walking lowers blood pressure in most adults."):

        article: {path: page.md}
        claims:
          - id: massage-eases-leg-pain
            statement: Massage eases leg pain.
            quote: Massage eases leg pain

    Mended:

        article: {path: page.md}
        claims:
          - id: massage-eases-leg-pain
            statement: Massage eases leg pain.
            quote: Massage eases leg pain
          - id: walking-lowers-blood-pressure
            statement: Walking lowers blood pressure in most adults.
            quote: Walking lowers blood pressure in most adults

    Options: none. A sentence is recorded when the quote of some claim, of any claims file that is checked, stands in it, also of one with
    an invalid field, or when it is word for word the statement of a claim without a quote; where a claims file that names the article cannot
    be read, a skip tells it. Words that go
    on from the quote without a pause ("… in children", "… only in mice") make another claim of it, unless the statement or
    another field of the claim has them. A sentence is told by its words, quickly; what is told is a sentence to look at, not a fault by itself. `claimcheck extract ARTICLE --against
    claims` reads the page with a network, drafts the records, and names the sentences that read as needing no source;
    `needs_source: false` with `because` ends the matter.
    Standard: FTC, Health Products Compliance Guidance (2022): every express and implied claim is substantiated.
    """

    code, name = "CC102", "unrecorded-claim"
    severity = Severity.WARNING

    def check_article(self, facts: ArticleFacts) -> Iterator[Finding]:
        for one in facts.unrecorded:
            shown = one.text if len(one.text) <= _SHOWN else one.text[: _SHOWN - 1].rstrip() + "…"
            if one.quoted:
                yield self.at(
                    one.location, f'no record of "{shown}", which goes on from the quote of {one.quoted}', _GO_ON
                )
                continue
            message = f'no record of what the article says here: "{shown}"'
            command = f"claimcheck extract {_typed(one.location.path)} --against claims"
            yield self.at(one.location, message, f"record it as a claim; to draft it: {command}")


def _typed(path: str) -> str:
    """The path where it can be typed into any shell as it stands."""
    return path if path.replace("/", "").replace(".", "").replace("-", "").replace("_", "").isalnum() else "ARTICLE"
