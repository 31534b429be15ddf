"""A report in which every field that somebody else wrote is hostile."""

import datetime as dt
from itertools import cycle

from claimcheck.articles.base import Article
from claimcheck.articles.markdown import parse_markdown
from claimcheck.identifiers import Pmid
from claimcheck.model import (
    ArticleRef,
    Author,
    Citation,
    Claim,
    ClaimStatus,
    ClaimVerdict,
    Finding,
    Location,
    Paper,
    PublicationType,
    Quote,
    Report,
    Severity,
    Signature,
    Skip,
    Stance,
)

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "]]><!-- --> &amp; &#60;b&#62;",
    "red \x1b[31mred\x1b]0;title\x07 \x9b2J",
    "first\n::error file=a.py::pwned",
    "word ::error file=a.py::pwned",
    "first\r\n::set-output name=x::y",
    "half%0A::warning::pwned%25",
    "a, b: c ##[error]pwned ##vso[task.setvariable variable=x]y",
    '=HYPERLINK("https://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "＝1+1",
    "null \x00\x08\x0b\ufffe\uffff",
    "lone \ud800 surrogate",
    "turned \u202e txt.exe \u2066 hidden \u2069",
    "| a | b |\n| - | - |",
    "[words](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "# heading\n\n- item\n```\ncode",
    "`code` **bold** _it_ ~~no~~ $x^2$ \\",
    "@octocat #1 https://evil.example www.evil.example",
    "line\u2028separator\u2029paragraph\x85next",
)
PAGE = "# A <script>alert(1)</script> page\n\nIt says \x1b[31m “a quote” \u202e of ours ::error::x and more.\n"
TODAY = dt.date(2026, 11, 23)


def article() -> Article:
    """An article of hostile text; its path is hostile too."""
    return parse_markdown(PAGE, "<page>.md")


def report() -> Report:
    """As many claims as attacks; each attack stands once in every field."""
    return Report(
        verdicts=tuple(map(_verdict, range(len(ATTACKS)))),
        findings=tuple(map(_finding, range(len(ATTACKS)), cycle(Severity))),
        skips=tuple(Skip(attack, attack, attack, 1, 1) for attack in ATTACKS),
        waived=tuple(map(_finding, range(len(ATTACKS)), cycle(Severity))),
    )


def _finding(number: int, severity: Severity) -> Finding:
    text = ATTACKS[number]
    return Finding("CC101", text, severity, text, text, number + 1, 1, text, text)


def _verdict(number: int) -> ClaimVerdict:
    text = ATTACKS[number]
    pmid = Pmid(99000001 + number)
    citations = (
        Citation(pmid=pmid, stance=Stance.SUPPORTS, passage=text, note=text, reviewed=Signature(text, TODAY)),
        Citation.as_read(url=f"https://example.org/{text}", title=text, author=text, journal=text, year=2020),
        Citation.as_read(url="javascript:alert(1)", title=text),
    )
    paper = Paper(
        pmid=pmid,
        title=text,
        authors=(Author(last_name=text),),
        journal=text,
        year=2020,
        publication_types=(PublicationType(text),),
    )
    claim = Claim.as_read(
        statement=text,
        id=text,
        quote=Quote("a quote") if number == 0 else Quote(text),
        citations=citations,
        because=text,
        needs_source=number % 2 == 0,
        article=ArticleRef(path="page.md", title=text),
        location=Location(text, number + 1, 1),
    )
    status = list(ClaimStatus)[number % len(ClaimStatus)]
    return ClaimVerdict(claim, status, (paper, None, None))
