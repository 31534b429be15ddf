"""What can be done about what stands at a place, each as an edit of one file: the decisions that people make, made in the editor.

Nothing is written to the disk. The editor applies the edit, shows it, and takes it back with its own undo.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from attrs import frozen

from claimcheck.articles.anchors import locate
from claimcheck.articles.base import Article
from claimcheck.claimfile import claim_record
from claimcheck.claimfile.edit import items_of, rewritten, with_claim, with_quote
from claimcheck.claimfile.edited import Record
from claimcheck.claimfile.mend import with_word
from claimcheck.decisions.words import accept, as_written, cite, reject, unwaive, waive
from claimcheck.errors import UsageError
from claimcheck.extraction.coverage import ClaimSentence, claim_sentences
from claimcheck.extraction.drafts import draft_claims
from claimcheck.extraction.page_reader import read_claim_sentences
from claimcheck.fixes import applied, fix_of
from claimcheck.lockfile import rejected_for
from claimcheck.lsp.lines import offset_of
from claimcheck.lsp.live import LiveProject
from claimcheck.lsp.spots import Spot, findings_in, spot_at
from claimcheck.model import Citation, Claim, ClaimStatus, FoundPaper, Signature, Stance
from claimcheck.project import Page
from claimcheck.reports.plain import plain
from claimcheck.rules.cited import OUTDATED, REWORDED
from claimcheck.rules.registry import RuleBook

_CANDIDATES = 3
_STANCES = tuple(Stance)[::-1]
"""Among these a person chooses where nothing says how a paper stands to the claim; support comes last, for the first of a list is soon taken."""
_OPEN = (ClaimStatus.UNSOURCED, ClaimStatus.CONTRADICTED)
_LONGEST_TITLE = 60
_NOBODY = "your name"
"""Who signs what is shown and cannot be chosen, while nobody has said who they are."""


@frozen
class Trouble:
    """A finding as the editor hands it back: its rule, its claim, and where it stands (from 1)."""

    rule: str
    claim: str | None
    line: int
    column: int


@frozen
class Offer:
    """Something that can be done: a title, the file, and what makes the new bytes of the old. Making them may raise `EditError`.

    `trouble` is the finding that it mends. `asks` names rule and claim where a reason is wanted, `is_signed` means that a person's name goes with it.
    """

    title: str
    path: str
    change: Callable[[bytes], bytes]
    trouble: Trouble | None = None
    asks: tuple[str, str] | None = None
    is_signed: bool = False


class Offers:
    """Knows what can be done in a project. `by` signs it."""

    def __init__(self, live: LiveProject, by: str, today: dt.date) -> None:
        self._live, self._by = live, Signature(by or _NOBODY, today)

    def in_claims(self, path: str, line: int, troubles: Sequence[Trouble]) -> Iterator[Offer]:
        """What can be done at a line of a claims file."""
        for trouble in troubles:
            yield from self._mechanical(path, trouble)
        spot = spot_at(self._live, path, line)
        if spot is None:
            return
        if any(trouble.rule == "CC702" for trouble in troubles):
            yield from self._article_words(path, spot.claim)
        yield from self._about_citation(path, spot)
        if spot.verdict.status in _OPEN:
            yield from self._candidates(path, spot.claim)
        for trouble in troubles:
            if trouble.claim == spot.claim.id and _is_waivable(self._live.manner.ruleset.rules, trouble.rule):
                yield self._waiver(path, trouble)

    def in_article(self, path: str, troubles: Sequence[Trouble]) -> Iterator[Offer]:
        """What can be done about findings in an article."""
        page = self._live.page(path)
        for trouble in troubles if page and page.article else ():
            assert page is not None
            if trouble.rule == "CC102":
                yield from self._records(page, trouble)
            if _is_waivable(self._live.manner.ruleset.rules, trouble.rule):
                opened, closed = ("{/*", "*/}") if path.endswith(".mdx") else ("<!--", "-->")
                comment = f'{opened} claimcheck-ignore {trouble.rule} reason="" by="{self._by.by}" {closed} '
                at = partial(_replaced, line=trouble.line, column=trouble.column, old="", new=comment)
                yield Offer(f"Set {trouble.rule} aside here: write the reason", path, at, trouble, is_signed=True)

    # --- citations ---------------------------------------------------------------------------------------------------

    def _about_citation(self, path: str, spot: Spot) -> Iterator[Offer]:
        if spot.cited is None:
            return
        citation, claim_id = spot.cited[0], spot.claim.id
        known = self._live.project.index.cited(citation, spot.claim)
        remark = f" (it {known.fault})" if known.fault in (OUTDATED, REWORDED) else ""
        work = citation.pmid or citation.doi or citation.pmcid or citation.url
        if (known.reviewed and not known.reviewed_for) or not work:
            return
        said = None if remark else citation.stance  # which was said of other words
        if known.check and known.check.judged_by and not said:
            remark += f" (a machine reads: {known.check.stance or 'not sure'})"
        for stance in (said,) if said else _STANCES:
            change = partial(accept, claim_id=claim_id, work=work, by=self._by, stance=stance)
            yield Offer(f"Accept {citation.label} as {stance}{remark}", path, change, is_signed=True)
        if citation.is_proposal and citation.pmid:
            change = partial(reject, claim_id=claim_id, pmid=citation.pmid, by=self._by)
            yield Offer(f"Reject {citation.label}", path, change, is_signed=True)

    def _candidates(self, path: str, claim: Claim) -> Iterator[Offer]:
        for found in candidates(self._live, claim)[:_CANDIDATES]:
            told = found.reason or ("" if found.stance else "not judged")
            about = f"{f' ({plain(told)})' if told else ''}{_title(found)}"
            for stance in (found.stance,) if found.stance else _STANCES:
                passage = found.sentence or None if found.stance else None  # without a verdict it only comes near
                where = found.passage_from or None if passage else None
                new = Citation(
                    pmid=found.pmid,
                    stance=stance,
                    passage=passage,
                    passage_from=where,
                    added=self._by,
                    reviewed=self._by,
                )
                title = f"Cite PMID {found.pmid} as {stance}{about}"
                yield Offer(title, path, partial(cite, claim_id=claim.id, citation=new), is_signed=True)
            change = partial(reject, claim_id=claim.id, pmid=found.pmid, by=self._by)
            yield Offer(f"Reject PMID {found.pmid}{about}", path, change, is_signed=True)

    # --- waivers -----------------------------------------------------------------------------------------------------

    def _waiver(self, path: str, trouble: Trouble) -> Offer:
        assert trouble.claim is not None
        names = self._live.manner.ruleset.rules.names_of(trouble.rule)
        change = partial(_with_waiver_to_fill, claim_id=trouble.claim, rule=trouble.rule, names=names, by=self._by.by)
        title = f"Set {trouble.rule} aside for {trouble.claim}: write the reason"
        return Offer(title, path, change, trouble, asks=(trouble.claim, trouble.rule), is_signed=True)

    def waiver(self, path: str, claim_id: str, rule: str, reason: str) -> Offer:
        """A waiver whose reason is known."""
        names = self._live.manner.ruleset.rules.names_of(rule)
        change = partial(waive, claim_id=claim_id, rule=rule, reason=reason, by=self._by.by, names=names)
        return Offer(f"Set {rule} aside for {claim_id}", path, change)

    # --- words -------------------------------------------------------------------------------------------------------

    def _article_words(self, path: str, claim: Claim) -> Iterator[Offer]:
        """The nearest words of the article in the place of a quote that it no longer has."""
        page = self._live.project.page_of(claim)
        if page is None or page.article is None or claim.quote is None:
            return
        nearest = locate(page.article, claim.quote).nearest
        if nearest:
            title = f"Quote the article: “{plain(_shortened(nearest.text))}”"
            yield Offer(title, path, partial(with_quote, claim_id=claim.id, quote=nearest.text))

    def _mechanical(self, path: str, trouble: Trouble) -> Iterator[Offer]:
        """What `check --fix` would do about a finding, and the word that it takes to be meant, of which a person is to say whether it is."""
        where = (trouble.line, trouble.column)
        for finding in findings_in(self._live, path):
            if (finding.code, finding.line, finding.column) == (trouble.rule, *where):
                if fix := fix_of(finding, self._live.project):
                    yield Offer(fix.title, path, partial(applied, fixes=[fix]), trouble)
                elif finding.code == "CC002" and (word := self._live.project.content(path).meant.get(where)):
                    yield Offer(f"Write {word}", path, partial(with_word, where=where, word=word), trouble)
                return

    # --- sentences ---------------------------------------------------------------------------------------------------

    def _records(self, page: Page, trouble: Trouble) -> Iterator[Offer]:
        """The sentence as a draft in each claims file that names the article."""
        article = page.article
        assert article is not None
        meant = [
            one
            for one in claim_sentences(article)
            if (one.unit.location.line, one.unit.location.column) == (trouble.line, trouble.column)
        ]
        claims = list(self._live.claims())
        taken = [claim.id for claim in claims]
        drafts = draft_claims(article, _as_read(article, meant), taken) or draft_claims(article, meant, taken)
        if not drafts:
            return
        records = [as_written(claim_record(claim)) for claim in drafts]
        about_it = (claim.location.path for claim in claims if self._live.project.page_of(claim) is page)
        for file in dict.fromkeys(about_it):
            yield Offer(f"Record this sentence in {file}", file, partial(_with_records, records=records), trouble)


def _as_read(article: Article, sentences: Sequence[ClaimSentence]) -> tuple[ClaimSentence, ...]:
    """These sentences as `extract` reads them, with their kinds; none where nothing is installed that could."""
    try:
        return read_claim_sentences(article, starts={one.unit.start for one in sentences})
    except UsageError:
        return ()


def candidates(live: LiveProject, claim: Claim) -> list[FoundPaper]:
    """What a search found for a claim, that it neither cites nor had turned down; the best first."""
    search = None if live.project.lock_error else live.project.index.search_for(claim)
    known = rejected_for(claim, search) | {one.pmid for one in claim.citations}
    return [one for one in search.candidates if one.pmid not in known] if search else []


def _is_waivable(book: RuleBook, label: str) -> bool:
    rule = book.rule(label)
    return rule is not None and rule.waivable


def _title(found: FoundPaper) -> str:
    title = _shortened(plain(found.title))
    return f": {title}" if title else ""


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[:_LONGEST_TITLE] + "…"


def _with_waiver_to_fill(data: bytes, claim_id: str, rule: str, names: Sequence[str], by: str) -> bytes:
    """A waiver that waits for its reason; until somebody writes one, it hides nothing and is a finding itself."""

    def waived(claim: Record) -> Record:
        return {**claim, "waivers": [*items_of(claim, "waivers"), {"rule": rule, "reason": "", "by": by}]}

    return with_claim(unwaive(data, claim_id, rule, names), claim_id, waived)


def _with_records(data: bytes, records: Sequence[Record]) -> bytes:
    return rewritten(data, lambda there: [*there, *records])


def _replaced(data: bytes, line: int, column: int, old: str, new: str) -> bytes:
    """Other words at a place of a text; nothing changes where the old ones do not stand there."""
    text = data.decode("utf-8")
    start = offset_of(text, line, column)
    return (text[:start] + new + text[start + len(old) :] if text.startswith(old, start) else text).encode("utf-8")
