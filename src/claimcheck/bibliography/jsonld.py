"""Schema.org data for an article's page: what it is, when it was reviewed, and the works it rests on.

Source: schema.org, `MedicalWebPage`, `ScholarlyArticle`. The text is safe within a `<script>` element.
"""

import json
from collections.abc import Iterable

from claimcheck.bibliography.names import cited
from claimcheck.bibliography.works import Work, one_line
from claimcheck.model import ArticleRef, Author

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_ld(pages: Iterable[tuple[ArticleRef | None, tuple[Work, ...]]]) -> str:
    """One page as an object; several as a ``@graph``."""
    found = [_page(article, works) for article, works in pages]
    data = {**found[0]} if len(found) == 1 else {"@graph": found}
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, indent=2)
    return "".join(_UNSAFE.get(char, char) for char in text) + "\n"


def _page(article: ArticleRef | None, works: tuple[Work, ...]) -> dict[str, object]:
    article = article or ArticleRef()
    page = {
        "@type": "MedicalWebPage",
        "name": one_line(article.title),
        "datePublished": article.published.isoformat() if article.published else "",
        "lastReviewed": article.reviewed.isoformat() if article.reviewed else "",
        "citation": [_scholarly_article(work) for work in works],
    }
    return {name: value for name, value in page.items() if value}


def _scholarly_article(work: Work) -> dict[str, object]:
    identifiers = (("PMID", work.pmid), ("DOI", work.doi), ("PMCID", work.pmcid))
    found: dict[str, object] = {
        "@type": "ScholarlyArticle",
        "name": work.marked_title,
        "author": [_author(author) for author in work.authors],
        "datePublished": str(work.year or ""),
        "isPartOf": _container(work),
        "pagination": work.full_pages,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in identifiers if value
        ],
        "url": work.link,
        "creativeWorkStatus": "Retracted" if work.is_retracted else "",
    }
    return {name: value for name, value in found.items() if value}


def _container(work: Work) -> dict[str, object] | None:
    """The issue of the volume of the journal, as far as known."""
    inner: dict[str, object] | None = {"@type": "Periodical", "name": work.journal} if work.journal else None
    for kind, name, value in (
        ("PublicationVolume", "volumeNumber", work.volume),
        ("PublicationIssue", "issueNumber", work.issue),
    ):
        if inner and value:
            inner = {"@type": kind, name: value, "isPartOf": inner}
    return inner


def _author(author: Author) -> dict[str, str]:
    return {"@type": "Organization" if author.collective else "Person", "name": cited(author)}
