"""The pack's page: claims, evidence, searches, decisions and findings, to be read by somebody who has only this file, and to be printed.

No script, no request, and a content security policy that allows neither.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from claimcheck import __version__
from claimcheck.audit.collect import FILES, Audit, Json, papers_of
from claimcheck.levels import level_by, shown_design
from claimcheck.lockfile import tells_of
from claimcheck.model import Citation, Claim, ClaimVerdict, Finding, Paper, Rejection, Signature, Waiver
from claimcheck.record.standing import is_retracted
from claimcheck.reports.html_claims import text
from claimcheck.reports.html_page import bare_page

_STYLE = """
:root{color-scheme:light;--ink:#1b1f24;--soft:#555d66;--line:#d6d3ca;--tint:#f5f4ef;--good:#17713f;--bad:#a4241c;--open:#8a5300}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:16px/1.5 Charter,"Iowan Old Style",Georgia,"Times New Roman",serif;overflow-wrap:anywhere}
.wrap{max-width:52rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--ink)}
h3{font-size:1.05rem;margin:0 0 .3rem}
h4{font-size:.95rem;margin:.9rem 0 .2rem}
p{margin:.3rem 0}
.soft,caption,th,dt,nav{color:var(--soft)}
small,.soft,table,code,nav{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-size:.86rem}
code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.78rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
caption{text-align:left;padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);font-weight:400}
th{border-bottom:1px solid var(--soft)}
td.number,th.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
.claim{margin:1.2rem 0;padding:.9rem 1rem;border:1px solid var(--line);border-radius:.4rem;break-inside:avoid-page}
.status{font:600 .8rem system-ui,sans-serif;text-transform:uppercase;letter-spacing:.04em}
.sourced .status{color:var(--good)}.unsourced .status,.contradicted .status{color:var(--bad)}.proposed .status{color:var(--open)}
.work{margin:.5rem 0;padding:.5rem .7rem;background:var(--tint);border-radius:.3rem;break-inside:avoid}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
.error{color:var(--bad)}.warning{color:var(--open)}
ul{margin:.2rem 0;padding-left:1.2rem}
@media(max-width:40rem){.scroll table{min-width:32rem}}
@media print{body{font-size:10.5pt}.wrap{max-width:none;padding:0}a{color:inherit;text-decoration:none}nav{display:none}
.work{background:none;border:1px solid var(--line)}@page{margin:18mm 16mm}}
"""


def page(audit: Audit) -> bytes:
    """The whole page, UTF-8."""
    title = f"What these pages claim, and what it rests on ({audit.date.isoformat()})"
    body = "".join((_head(audit), _claims(audit), _decisions(audit), _history(audit), _standard(audit), _files(audit)))
    return bare_page(title, body, _STYLE).encode("utf-8", "backslashreplace")


def _head(audit: Audit) -> str:
    summary = audit.report.summary()
    rows = [
        ("claims", summary["claims"]),
        ("with a source that a person has reviewed", summary["sourced"]),
        ("with a source that only the program has proposed", summary["proposed"]),
        ("without a source", summary["unsourced"] - summary["contradicted"]),
        ("contradicted by their source", summary["contradicted"]),
        ("that need none", summary["not_needed"]),
        ("findings", summary["findings"]),
        ("things that could not be checked", summary["skips"]),
        ("findings set aside with a reason", summary["waived"]),
    ]
    counts = "".join(f"<tr><td>{text(name)}</td><td class=number>{number:,}</td></tr>\n" for name, number in rows)
    return (
        "<header>\n<h1>What these pages claim, and what it rests on</h1>\n"
        f"<p>An audit pack as of {audit.date.isoformat()}, made by claimcheck {text(__version__)}. It tells of every recorded claim its sources, the words of each source "
        "that decide, what was searched and when, and who decided what. The same files make the same pack; <code>claimcheck audit --verify</code> finds any byte that was "
        "changed since.</p>\n"
        "<p class=soft>Papers are found, and how they stand to a claim is proposed, by a program; a proposal counts only once a person has reviewed it. How much of a work was read "
        "stands with it. This pack is a record, not medical advice, and no statement that a paper is right.</p>\n</header>\n"
        "<nav><a href='#claims'>Claims</a> · <a href='#decisions'>Decisions</a> · <a href='#history'>History</a> · <a href='#standard'>Standard</a> · "
        "<a href='#files'>Files</a></nav>\n"
        f"<table><caption>At a glance</caption>\n{counts}</table>\n{_loose(audit)}"
    )


def _loose(audit: Audit) -> str:
    """Findings that are about no claim on the page."""
    known = {one.claim.id for one in audit.report.verdicts}
    rows = [one for one in audit.report.findings if one.claim_id not in known]
    return f"<h2>About the files and pages</h2>\n{_found(rows)}" if rows else ""


# --- claims -------------------------------------------------------------------------------------------------------


def _claims(audit: Audit) -> str:
    shown = "".join(_claim(number, one, audit) for number, one in enumerate(audit.report.verdicts, 1))
    return f"<h2 id=claims>Claims</h2>\n{shown or '<p>None is recorded.</p>'}"


def _claim(number: int, verdict: ClaimVerdict, audit: Audit) -> str:
    claim, status = verdict.claim, verdict.status
    where = claim.article.title or claim.article.path if claim.article else None
    quoted = (
        f"<p>In the article{f' {text(where)!s}' if where else ''}:</p><blockquote>{text(claim.quote.exact)}</blockquote>"
        if claim.quote
        else ""
    )
    works = "".join(_work(verdict, cited, paper, audit) for cited, paper in papers_of(verdict))
    because = f"<p>Needs no source: {text(claim.because or 'no reason is given')}</p>" if not claim.needs_source else ""
    mine = [one for one in audit.report.findings if one.claim_id == claim.id]
    put_aside = [one for one in (*audit.report.waived, *audit.report.known) if one.claim_id == claim.id]
    skipped = [one.reason for one in audit.report.skips if one.claim_id == claim.id]
    parts = (
        quoted,
        because,
        _titled("Sources", works),
        _titled("Turned down", _listed(_turned_down(one) for one in claim.rejected)),
        _titled("Searches", _search(audit.lock.get("searches", {}).get(claim.id), claim)),
        _titled("Findings", _found(mine) if mine else ""),
        _titled(
            "Set aside", _listed([*map(_waiver, claim.waivers), *(f"{one.code}: {one.message}" for one in put_aside)])
        ),
        _titled("Could not be checked", _listed(skipped)),
    )
    return (
        f"<section class='claim {status}'>\n<p class=soft>{number} · <span class=status>{status.replace('-', ' ')}</span> · "
        f"{text(claim.kind or 'no kind')} · <code>{text(claim.id)}</code></p>\n<h3>{text(claim.statement)}</h3>\n{''.join(parts)}</section>\n"
    )


def _titled(title: str, body: str) -> str:
    return f"<h4>{title}</h4>\n{body}\n" if body else ""


def _listed(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{text(one)}</li>\n" for one in items)
    return f"<ul>\n{rows}</ul>" if rows else ""


def _work(verdict: ClaimVerdict, cited: Citation, paper: Paper | None, audit: Audit) -> str:
    passage = "<p class=soft>No passage is quoted.</p>"
    if words := cited.passage:
        where = f" <span class=soft>({text(cited.passage_from)})</span>" if cited.passage_from else ""
        digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        told = f"<p class=soft>SHA-256 of these words: <code>{digest}</code></p>"
        passage = f"<blockquote>{text(words)}{where}</blockquote>{told}"
    checked = audit.lock.get("citations", {}).get(verdict.claim.id, {}).get(str(paper.pmid) if paper else "", {})
    return (
        f"<div class=work>\n<p><b>{text(_title(cited, paper))}</b></p>\n<p class=soft>{text(' · '.join(_about(verdict, cited, paper)))}</p>\n"
        f"<p>How it stands to the claim: {text(cited.stance or 'not decided')}</p>\n{passage}"
        f"<p class=soft>{text('. '.join(_signed(cited, checked)))}.</p>\n</div>\n"
    )


def _title(cited: Citation, paper: Paper | None) -> str:
    return (paper.title if paper else None) or cited.title or cited.label


def _about(verdict: ClaimVerdict, cited: Citation, paper: Paper | None) -> Iterator[str]:
    if paper is None:
        yield from (str(one) for one in (cited.author, cited.journal, cited.year) if one)
        yield f"{cited.label}: no record of PubMed is known"
        return
    yield from (str(one) for one in (paper.first_author, paper.journal, paper.year) if one)
    level = level_by(shown_design(paper), verdict.claim.kind)
    if cited.level or level:
        yield f"evidence level {cited.level or (level.number if level else '')}{' (set by a person)' if cited.level else ''}"
    yield from (f"{name} {one}" for name, one in (("PMID", paper.pmid), ("doi", paper.doi), ("", paper.pmcid)) if one)
    if is_retracted(paper):
        yield "RETRACTED"
    yield from (one.type.value for one in paper.notices or ())


def _signed(cited: Citation, checked: Mapping[str, object]) -> Iterator[str]:
    yield f"Added {_by(cited.added)}" if cited.added else "Added by hand"
    yield f"Reviewed {_by(cited.reviewed)}" if cited.reviewed else "Reviewed by nobody yet"
    if cited.read:
        yield f"Read: {cited.read}"
    if checked.get("passage_found") is not None:
        stood = "stood there" if checked["passage_found"] else "did not stand there"
        yield f"The words were looked for in the source on {checked.get('checked') or 'an unknown day'}, and {stood}"


def _by(signed: Signature) -> str:
    return f"by {signed.by}{f' on {signed.date.isoformat()}' if signed.date else ''}"


def _turned_down(one: Rejection) -> str:
    who = f" by {one.by}" if one.by else ""
    return f"PMID {one.pmid}{who}{f' on {one.date.isoformat()}' if one.date else ''}{f': {one.reason}' if one.reason else ''}"


def _waiver(one: Waiver) -> str:
    who, until = f" by {one.by}" if one.by else "", f" until {one.until.isoformat()}" if one.until else ""
    return f"{one.rule}{who}{until}: {one.reason or 'no reason is given'}"


def _search(record: Json | None, claim: Claim) -> str:
    if not record:
        return "<p class=soft>None is recorded.</p>"
    rows = "".join(
        f"<tr><td>{text(one['query'])}</td><td>{text(one['why'])}</td><td class=number>{one['count']:,}</td></tr>\n"
        for one in record.get("queries", [])
    )
    told = f"{record.get('date') or 'on an unknown day'}, in {record.get('catalog') or 'pubmed'}: {record.get('outcome') or 'no outcome is recorded'}"
    if not tells_of(record.get("about") or "", claim):
        told += "; the claim had other words then"
    head = "<tr><th>query</th><th>why</th><th class=number>hits</th></tr>"
    return f"<div class=scroll><table><caption>{text(told)}</caption>\n{head}\n{rows}</table></div>"


def _found(findings: Sequence[Finding]) -> str:
    rows = "".join(
        f"<li><span class={one.severity}>{one.severity} {text(one.code)}</span> {text(one.message)} "
        f"<span class=soft>{text(one.path)}{f':{one.line}' if one.line else ''}</span></li>\n"
        for one in findings
    )
    return f"<ul>\n{rows}</ul>\n"


# --- annexes ------------------------------------------------------------------------------------------------------


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    shown = "".join(f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    named = "".join(f"<th>{text(one)}</th>" for one in head)
    return f"<div class=scroll><table>\n<tr>{named}</tr>\n{shown}</table></div>\n" if shown else "<p>None.</p>\n"


def _decisions(audit: Audit) -> str:
    rows = [(one.date or "no date", one.by or "no name", one.what, one.claim_id, one.about) for one in audit.decisions]
    return f"<h2 id=decisions>Who decided what</h2>\n{_table(('date', 'who', 'what', 'claim', 'about'), rows)}"


def _history(audit: Audit) -> str:
    heading = "<h2 id=history>History of the files</h2>\n"
    if audit.history is None:
        return f"{heading}<p>The files lie in no git repository: who changed them when is not known.</p>\n"
    rows = [(one.date[:10], one.author, one.subject, one.commit[:12]) for one in audit.history]
    return f"{heading}{_table(('date', 'who', 'what', 'commit'), rows)}"


def _standard(audit: Audit) -> str:
    pack = audit.policy
    held = (
        f"{pack.title} ({pack.standard}; written down {pack.compiled} from {pack.source})"
        if pack
        else "the rules of claimcheck as they come"
    )
    limits = audit.thresholds
    levels = ", ".join(f"{kind} {level}" for kind, level in limits.levels.items())
    rows = [
        ("held to", held),
        ("weakest level of evidence, by kind of claim", levels),
        (
            "oldest evidence, in years",
            f"{limits.max_age_years}; {limits.max_age_years_slow} for mechanisms and definitions",
        ),
        ("a page is reviewed again after", f"{limits.review_months} months"),
        ("sources a claim, at least", limits.min_sources),
        ("sites trusted without review", ", ".join(limits.trusted_sites) or "none"),
        ("claimcheck", __version__),
    ]
    return f"<h2 id=standard>What the claims are held to</h2>\n{_table(('', ''), rows)}"


def _files(audit: Audit) -> str:
    rows = "".join(
        f"<tr><td>{text(FILES + name)}</td><td class=number>{len(data):,}</td><td><code>{sha256(data).hexdigest()}</code></td></tr>\n"
        for name, data in sorted(audit.files.items())
    )
    head = "<tr><th>file</th><th class=number>bytes</th><th>SHA-256</th></tr>"
    return f"<h2 id=files>The files this rests on</h2>\n<div class=scroll><table>\n{head}\n{rows}</table></div>\n"
