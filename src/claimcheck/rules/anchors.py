"""CC702 to CC705: whether the claim's words still stand in the article, where, and whether they still say the same.

What the statement is compared by is loaded by name in `WordingDrift`, and only for a quote that stands in its article: most
starts of the gate do not need it. It is the one such place.
"""

from collections.abc import Iterator

from claimcheck.model import Finding, Severity, Skip
from claimcheck.rules.base import Rule
from claimcheck.rules.facts import ClaimFacts, QuoteState


class QuoteNotFound(Rule):
    """Keep the claim's quote in step with the article.

    Why it matters: the sources were judged for words that the article no longer says.

    Failing (the article says "may help some people with sciatica"):

        article: {path: page.md}
        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy helps most people with sciatica.
            quote: cures nearly everyone it touches

    Mended:

        article: {path: page.md}
        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy may help some people with sciatica.
            quote: may help some people with sciatica

    Options: none. Spacing, quotation marks and markup between the words do not matter. Fillers ("the", "also", "really"),
    endings and slips of the pen make CC705; any other word, number, unit or sign, more or less, is another sentence.
    So is one that surely speaks of something else where the quote's `prefix` or `suffix` stood: none of its words that carry
    meaning, in any form, stands beside the quote in its sentence, and other such words do. Other sentences may change.
    Standard: W3C Web Annotation Data Model, TextQuoteSelector.
    """

    code, name = "CC702", "quote-not-found"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        quote = facts.claim.quote
        if quote is None:
            return
        if facts.quote is None:
            if facts.claim.article is None:
                yield self.skip(facts, "there is a quote, but no `article` to look for it in", quote.location)
            return
        if facts.quote.without:
            message = f'the article says "{quote.exact}" no longer beside "{facts.quote.without}"'
            said = facts.quote.wording.sentence if facts.quote.wording else ""
            yield self.on_claim(facts, message, f'its sentence is now: "{said}"', quote.location, about=quote.exact)
        elif facts.quote.state is QuoteState.MISSING:
            nearest = facts.quote.nearest
            hint = f'the nearest wording is: "{nearest}"' if nearest else "look whether the sentence was removed"
            message = f'the article no longer says "{quote.exact}"'
            yield self.on_claim(facts, message, hint, quote.location, about=quote.exact)


class QuoteAmbiguous(Rule):
    """Say which of the places is meant.

    Why it matters: a finding on the wrong sentence sends the editor to the wrong place.

    Failing (the words stand twice in the article):

        article: {path: page.md}
        claims:
          - id: eases-pain
            statement: Manual therapy eases pain.
            quote: eases pain

    Mended:

        article: {path: page.md}
        claims:
          - id: eases-pain
            statement: Manual therapy eases pain.
            quote: {exact: eases pain, prefix: "Manual therapy "}

    Options: none.
    Standard: W3C Web Annotation Data Model, TextQuoteSelector: prefix and suffix.
    """

    code, name = "CC703", "quote-ambiguous"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        quote = facts.claim.quote
        if quote is not None and facts.quote is not None and facts.quote.state is QuoteState.AMBIGUOUS:
            message = f'"{quote.exact}" stands in the article more than once'
            hint = "give the words before or after it: quote: {exact: …, prefix: …, suffix: …}"
            yield self.on_claim(facts, message, hint, quote.location, about=quote.exact)


class WordingDrift(Rule):
    """Let the statement say what the article says.

    Why it matters: sources are judged by the statement, and readers see the article; when the two come apart, the article
    has no source.

    Failing (the article says "may help some people with sciatica"):

        article: {path: page.md}
        claims:
          - id: manual-therapy-helps
            statement: Manual therapy helps most people with sciatica.
            quote: may help some people with sciatica

    Mended:

        article: {path: page.md}
        claims:
          - id: manual-therapy-helps
            statement: Manual therapy can help some people with sciatica.
            quote: may help some people with sciatica

    Options: none. Compared are the statement and the sentence at the quote: numbers with their units and signs, negation,
    strength ("may" and "does", "reduces" and "prevents", "some" and "most") and direction ("increases" and "decreases"), by
    the lists of words in `drift.json`; and what surely takes the whole quote back: "Myth:" or "It is a myth that" before a quote that
    ends its sentence, ", which is false" or "? No, that is wrong" behind it. Another subject before a quote without one is not told. Other paraphrase is left alone, and so is what is in doubt.
    Standard: FTC Health Products Compliance Guidance (2022): a claim is what the reader takes from the words.
    """

    code, name = "CC704", "wording-drift"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        quote, wording = facts.claim.quote, facts.quote.wording if facts.quote else None
        if quote is None or wording is None:
            return
        from claimcheck.rules.drift import drifts  # noqa: PLC0415 - most claims have no quote

        found = list(drifts(wording, facts.claim.statement))
        if found:
            told = "; ".join(f'{one.what}: "{one.article}" there, "{one.statement}" here' for one in found)
            message = f"the article and the statement have come apart ({told})"
            hint = "mend one of them, and look at the sources again"
            yield self.on_claim(facts, message, hint, quote.location, about=quote.exact)


class QuoteMoved(Rule):
    """Take the article's new words into the quote.

    Why it matters: somebody edited the sentence; after the next edit the quote may not be found any more.

    Failing (the article says "Manual therapy may help some people with sciatica"):

        article: {path: page.md}
        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy may help some people with sciatica.
            quote: Manual therapies may help some people with sciatica

    Mended:

        article: {path: page.md}
        claims:
          - id: manual-therapy-helps-some
            statement: Manual therapy may help some people with sciatica.
            quote: Manual therapy may help some people with sciatica

    Options: none. `claimcheck check --fix` and `claimcheck anchor --update` write the new words.
    Standard: W3C Web Annotation Data Model, TextQuoteSelector.
    """

    code, name = "CC705", "quote-moved"
    severity = Severity.NOTE

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        quote, moved = facts.claim.quote, facts.quote.moved if facts.quote else ""
        if quote is not None and moved:
            message = f'the article says "{moved}" now, the quote still "{quote.exact}"'
            hint = "look whether the statement still holds, then claimcheck check --fix or claimcheck anchor --update"
            yield self.on_claim(facts, message, hint, quote.location, about=quote.exact)
