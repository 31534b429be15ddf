"""What an editor does on a page, turned into an edit of the claims file by `decisions`, the code that the commands use."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from attrs import frozen

from claimcheck.claimfile.render import TERMS
from claimcheck.decisions import words as decisions
from claimcheck.errors import UsageError
from claimcheck.identifiers import Pmid
from claimcheck.model import Citation, Claim, Kind, Signature, Stance, Waiver
from claimcheck.review.references import identified
from claimcheck.rules.registry import BUILT_IN, RuleBook
from claimcheck.rules.waivers import why_vain

Form = Mapping[str, Sequence[str]]
"""The fields of a form, each with its values in order."""
Change = Callable[[bytes], bytes]
E = TypeVar("E", bound=StrEnum)

_LONGEST = 5_000
"""Characters of a field: more than any statement, reason or passage has."""


@frozen
class Intent:
    """What an editor wants: the edit, and the sentence that tells it. `work` is the citation that it is about, "" for none, `reviewed`
    the label of the one that the editor has reviewed by it.
    """

    change: Change
    told: str
    work: str = ""
    passage: str = ""
    reviewed: str = ""


def intent(action: str, form: Form, claim: Claim, by: Signature, book: RuleBook = BUILT_IN) -> Intent:
    """What the form of an action asks for. Raises `UsageError` with a sentence about the field that is wrong."""
    if about_rule := _ABOUT_RULES.get(action):
        return about_rule(form, claim, by, book)
    make = _ACTIONS.get(action)
    if make is None:
        raise UsageError(f"there is no action {action!r}")
    return make(form, claim, by)


def one(form: Form, name: str) -> str:
    """A field's text without white space around it, "" where it is missing. Raises `UsageError` where it is too long."""
    text = (form.get(name) or [""])[0].replace("\r\n", "\n").strip()
    if len(text) > _LONGEST:
        raise UsageError(f"the field {name} has more than {_LONGEST:,} characters; shorten it")
    return text


def cited(claim: Claim, work: str) -> Citation | None:
    """The claim's citation of a work."""
    return next((c for c in claim.citations if work in (c.pmid, c.doi, c.pmcid, c.url)), None)


# --- works ---------------------------------------------------------------------------------------------------------


def _accept(form: Form, claim: Claim, by: Signature) -> Intent:
    work, citation = _needed(form, "work"), cited(claim, one(form, "work"))
    stance = _chosen(form, "stance", Stance) or (citation.stance if citation else None)
    passage = " ".join(one(form, "passage").split()) or None
    note = one(form, "note") or None
    if stance is None:
        raise UsageError("say how the paper stands to the claim: choose a stance, then accept")
    told = f"{_named(work)} accepted: {stance.value}"
    if citation is None:
        new = _citation(work, one(form, "title"), stance=stance, passage=passage, note=note, added=by, reviewed=by)
        return Intent(lambda data: decisions.cite(data, claim.id, new), told, work, passage or "", new.label)

    def change(data: bytes) -> bytes:
        return decisions.accept(data, claim.id, work, by=by, stance=stance, passage=passage, note=note)

    kept = None if citation.passage_from and passage in (None, citation.passage) else passage or citation.passage
    return Intent(change, told, work, kept or "", citation.label)


def _reject(form: Form, claim: Claim, by: Signature) -> Intent:
    pmid, reason = Pmid.parse(_needed(form, "work")), one(form, "reason")
    told = f"PMID {pmid} rejected" + (f": {reason}" if reason else "")
    return Intent(lambda data: decisions.reject(data, claim.id, pmid, by=by, reason=reason), told, str(pmid))


def _passage(form: Form, claim: Claim, by: Signature) -> Intent:
    work, passage = _needed(form, "work"), " ".join(_needed(form, "passage").split())
    if cited(claim, work) is None:
        return _accept(form, claim, by)
    told = f"other passage of {_named(work)}"
    return Intent(lambda data: decisions.set_passage(data, claim.id, work, passage), told, work, passage)


def _remove(form: Form, claim: Claim, by: Signature) -> Intent:
    work = _needed(form, "work")
    return Intent(lambda data: decisions.remove_citation(data, claim.id, work), f"{_named(work)} removed", work)


def _withdraw(form: Form, claim: Claim, by: Signature) -> Intent:
    work = _needed(form, "work")
    told = f"the review of {_named(work)} taken back"
    return Intent(lambda data: decisions.withdraw(data, claim.id, work), told, work)


def _unreject(form: Form, claim: Claim, by: Signature) -> Intent:
    work, person = _needed(form, "work"), one(form, "person") or None
    told = f"the rejection of {_named(work)}{f' by {person}' if person else ''} taken back"
    return Intent(lambda data: decisions.unreject(data, claim.id, work, person), told, work)


def _citation(work: str, title: str, **fields: Any) -> Citation:
    """A citation of a work by whatever names it. Raises `UsageError` for a link without a title."""
    if named := identified(work):
        return Citation(pmid=named.pmid, doi=named.doi, pmcid=named.pmcid, title=title or None, **fields)
    if not re.fullmatch(r"(?i)https?://[^\s<>\"]+", work):
        raise UsageError("this is no PMID, DOI, PMCID or link, so it cannot be cited")
    if not title:
        raise UsageError("a link needs the title of the work beside it")
    return Citation(url=work, title=title, **fields)


# --- the claim -----------------------------------------------------------------------------------------------------


def as_shown(claim: Claim) -> dict[str, str]:
    """The text of each field that can be edited."""
    terms = {name: ("\n" if is_by_lines(claim, name) else "; ").join(getattr(claim, name)) for name in TERMS}
    return {**terms, "statement": claim.statement, "query": claim.query or "", "because": claim.because or ""}


def is_by_lines(claim: Claim, name: str) -> bool:
    """Whether terms are set apart by lines alone: one of the claim's own has a semicolon."""
    return any(";" in term for term in getattr(claim, name))


def touched(form: Form, shown: Claim) -> Form:
    """The form for editing without the fields that came back as they were shown."""
    same = {name for name, text in as_shown(shown).items() if one(form, name) == text.strip()}
    if one(form, "kind") == (shown.kind or ""):
        same.add("kind")
    if shown.needs_source == ("no-source" in form):
        same.discard("because")  # the two are one answer
    return {name: values for name, values in form.items() if name not in same}


def _edit(form: Form, claim: Claim, by: Signature) -> Intent:
    """Only the fields that were changed are written, so that the rest of the file stays as it is, and what its defaults say too."""
    form = touched(form, claim)
    wanted: dict[str, object] = {name: _terms(form, claim, name) for name in TERMS if name in form}
    wanted |= {name: one(form, name) or None for name in ("query", "because") if name in form}
    if "statement" in form:
        wanted["statement"] = " ".join(_needed(form, "statement").split())
    if "kind" in form:
        wanted["kind"] = _chosen(form, "kind", Kind)
    if "because" in form:
        wanted["needs_source"] = "no-source" not in form
        if not wanted["needs_source"] and not wanted["because"]:
            raise UsageError("a claim that needs no source says why: fill in the reason")
    changed = {name: value for name, value in wanted.items() if value != getattr(claim, name)}
    told = f"{', '.join(name.replace('_', ' ') for name in changed)} edited" if changed else "nothing to change"
    return Intent(lambda data: decisions.edit(data, claim.id, **changed) if changed else data, told)


def _wording(form: Form, claim: Claim, by: Signature) -> Intent:
    statement = _needed(form, "statement")
    return Intent(lambda data: decisions.edit(data, claim.id, statement=statement), f"statement is now: {statement}")


def _split(form: Form, claim: Claim, by: Signature) -> Intent:
    statements = [" ".join(line.split()) for line in one(form, "statements").split("\n") if line.strip()]
    if len(statements) < 2:
        raise UsageError("write each of the claims on a line of its own: two at least")
    return Intent(lambda data: decisions.split(data, claim.id, statements), f"split into {len(statements)} claims")


def _waive(form: Form, claim: Claim, by: Signature, book: RuleBook) -> Intent:
    """Raises `UsageError` for a waiver that would hide nothing from the first day on."""
    rule, reason, until = _needed(form, "rule"), _needed(form, "reason"), _day(one(form, "until"))
    names = book.names_of(rule)
    if not names:
        raise UsageError(f"there is no rule {rule!r}; `claimcheck rule` lists the rules")
    if until and by.date and until < by.date:
        raise UsageError(f"{until} is past: a waiver needs a day to come, or none")
    if why := why_vain(Waiver(rule, reason, until), by.date or dt.date.today(), book.by_label):
        raise UsageError(why)

    def change(data: bytes) -> bytes:
        return decisions.waive(data, claim.id, rule, reason=reason, by=by.by, until=until, names=names)

    return Intent(change, f"waived: {rule}" + (f" until {until}" if until else ""))


def _unwaive(form: Form, claim: Claim, by: Signature, book: RuleBook) -> Intent:
    rule = _needed(form, "rule")
    names = book.names_of(rule)
    return Intent(lambda data: decisions.unwaive(data, claim.id, rule, names), f"waiver of {rule} taken back")


def _searched(form: Form, claim: Claim, by: Signature) -> Intent:
    note = one(form, "note")
    told = "noted: searched, nothing adequate"
    return Intent(lambda data: decisions.searched(data, claim.id, by=by, note=note), told)


def _unsearched(form: Form, claim: Claim, by: Signature) -> Intent:
    return Intent(lambda data: decisions.unsearched(data, claim.id), "note on the search taken back")


_ACTIONS: dict[str, Callable[[Form, Claim, Signature], Intent]] = {
    "accept": _accept,
    "reject": _reject,
    "passage": _passage,
    "remove": _remove,
    "withdraw": _withdraw,
    "unreject": _unreject,
    "edit": _edit,
    "wording": _wording,
    "split": _split,
    "searched": _searched,
    "unsearched": _unsearched,
}
_ABOUT_RULES = {"waive": _waive, "unwaive": _unwaive}

# --- fields --------------------------------------------------------------------------------------------------------


def _needed(form: Form, name: str) -> str:
    text = one(form, name)
    if not text:
        raise UsageError(f"the field {name} is empty")
    return text


def _chosen(form: Form, name: str, words: type[E]) -> E | None:
    text = one(form, name)
    try:
        return words(text) if text else None
    except ValueError:
        raise UsageError(f"{text!r} is none of {', '.join(words)}") from None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{text!r} is not a date such as 2026-11-22") from None


def _terms(form: Form, claim: Claim, name: str) -> tuple[str, ...]:
    """Phrases set apart by lines, and by semicolons."""
    parts = re.split("\n" if is_by_lines(claim, name) else r"[;\n]", one(form, name))
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def _named(work: str) -> str:
    return f"PMID {work}" if work.isdigit() else work
