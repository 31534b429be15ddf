"""What a reply is: the body is looked at before the status, because E-utilities says many failures under status 200.

`xml_of` and `lines_of` accept a reply only when it is the whole answer that was asked for and raise `EutilsError` for
every other; the functions after them read the answers. Source: NBK25499; DTDs esearch 20060628, elink 20101123, eSpell 2004.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element
from xml.sax.saxutils import unescape

from claimcheck.catalogs.pubmed.fulltext import read_article
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble, plain
from claimcheck.catalogs.pubmed.transport import Reply
from claimcheck.errors import InvalidIdentifierError
from claimcheck.identifiers import Pmcid, Pmid
from claimcheck.model import FullText, Query, Search

_BOM: Final = b"\xef\xbb\xbf"
_PROLOG = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^>\[\"']|\"[^\"]*\"|'[^']*')*(?P<subset>\[)?(?(subset)|>))*+", re.DOTALL
)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*)")
_ERROR = re.compile(rb"<ERROR>(.*?)</ERROR>", re.DOTALL)
_ERROR_SET = re.compile(rb"<PubmedArticleSet[^>]*>\s*<ERROR>")
_HIDDEN_ERROR = re.compile(rb"<!--\s*(error[^>]{0,400}?)\s*-->", re.IGNORECASE)
_GATEWAY_ERROR = re.compile(rb'\{\s*"error"\s*:\s*"([^"\\]+)"\s*,\s*"api-key"')
_BLOCKED = re.compile(rb"Blocked Diagnostic|temporarily blocked|Access Denied|misuse/abuse", re.IGNORECASE)

_FOR_GOOD = re.compile(
    r"ID list is empty|id parameter is empty|Empty id list|Neither query_key nor id|Invalid db name|OUT OF RANGE"
    r"|'retstart' cannot be larger|Unable to obtain query|Empty term|unbalanced|invalid uid|parse",
    re.IGNORECASE,
)
"""ERROR texts that blame the request; every other text is trouble behind E-utilities, whatever the status says."""


def xml_of(reply: Reply, *roots: str) -> bytes:
    """The body, when it is a complete document with one of these root elements and not an ERROR."""
    body = reply.body.removeprefix(_BOM).strip()
    root, start, has_entities = _opening(body)
    if has_entities:
        raise EutilsError(Trouble.UNEXPECTED, "the document declares entities of its own")
    if root in roots or root == "eFetchResult":
        _refuse_error(body, root)
        _refuse_status(reply)
    if root in roots:
        return _complete(reply, body, root)
    raise _not_xml(reply, body, root, prolog_only=bool(body) and start >= len(body))


def lines_of(reply: Reply) -> list[str]:
    """The lines of a plain-text answer (ECitMatch)."""
    body = reply.body.removeprefix(_BOM).strip()
    if not body or body[:1] in (b"<", b"{") or body.startswith(b"Unable to route") or _BLOCKED.search(body[:4096]):
        raise _not_xml(reply, body, _opening(body)[0])
    _refuse_status(reply)
    return [line for line in body.decode("utf-8", "replace").splitlines() if line.strip()]


def _opening(body: bytes) -> tuple[str, int, bool]:
    """The root element's name ("" for none), where its tag begins, and whether entities are declared before it."""
    prolog = _PROLOG.match(body)
    assert prolog is not None, "the pattern fits nothing at all, too"
    found = _ROOT.match(body, prolog.end())
    return found[1].decode("ascii", "replace") if found else "", prolog.end(), prolog["subset"] is not None


def _refuse_error(body: bytes, root: str) -> None:
    """Raise for an ERROR element with words in it, or for one that hides in a comment."""
    if root == "PubmedArticleSet" and not _ERROR_SET.search(body[:4096]):
        return  # records may quote anything; EFetch never mixes ERROR into them
    for match in _ERROR.finditer(body[:200_000]):
        text = _unescaped(match[1])
        if text:
            raise EutilsError(Trouble.REFUSED if _FOR_GOOD.search(text) else Trouble.BACKEND, text)
    if hidden := _HIDDEN_ERROR.search(body[:200_000]):
        raise EutilsError(Trouble.BACKEND, _unescaped(hidden[1]))


def _unescaped(raw: bytes) -> str:
    return plain(unescape(raw.decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"}))


def _refuse_status(reply: Reply) -> None:
    """Raise for a status that is no success although the body looks right."""
    if trouble := _status_trouble(reply):
        raise trouble


def _status_trouble(reply: Reply) -> EutilsError | None:
    trouble = _STATUSES.get(reply.status) or _CLASSES.get(reply.status // 100, Trouble.REFUSED)
    detail = "" if trouble is Trouble.RATE_LIMITED else f"HTTP {reply.status}"
    return EutilsError(trouble, detail, retry_after=reply.retry_after) if reply.status != 200 else None


_STATUSES: Final = {
    403: Trouble.BLOCKED, 408: Trouble.TIMEOUT, 413: Trouble.TOO_LONG, 414: Trouble.TOO_LONG, 429: Trouble.RATE_LIMITED,
}  # fmt: skip
_CLASSES: Final = {3: Trouble.REDIRECTED} | dict.fromkeys(range(5, 10), Trouble.SERVER_ERROR)
"""By the first digit of the status."""


def _complete(reply: Reply, body: bytes, root: str) -> bytes:
    tail = body[-200:].rstrip()
    if not re.search(rb"</%b\s*>\Z|<%b(\s[^<>]*)?/>\Z" % (root.encode(), root.encode()), tail):
        raise EutilsError(Trouble.TRUNCATED)
    if "html" in reply.content_type or "json" in reply.content_type:
        raise EutilsError(Trouble.UNEXPECTED, f"content type {plain(reply.content_type, 40)}")
    return body


def _not_xml(reply: Reply, body: bytes, root: str, *, prolog_only: bool = False) -> EutilsError:
    """The failure that a body which is not the answer stands for."""
    if body.startswith(b"{"):
        return _json_trouble(reply, body)
    if _BLOCKED.search(body[:4096]):
        return EutilsError(Trouble.BLOCKED)
    if body.startswith(b"Unable to route request"):
        return EutilsError(Trouble.NO_SERVER)
    return _status_trouble(reply) or _not_an_answer(body, root, prolog_only=prolog_only)


def _not_an_answer(body: bytes, root: str, *, prolog_only: bool) -> EutilsError:
    """The failure that a body under status 200 stands for when nothing in it says what happened."""
    if not body:
        return EutilsError(Trouble.EMPTY)
    if prolog_only or (not root and body.startswith(b"<")):
        return EutilsError(Trouble.TRUNCATED)
    if root.lower() == "html" or body[:15].lower().startswith(b"<!doctype html"):
        return EutilsError(Trouble.WEB_PAGE)
    return EutilsError(
        Trouble.UNEXPECTED, f"<{plain(root, 40)}>" if root else plain(body[:60].decode("utf-8", "replace"))
    )


def _json_trouble(reply: Reply, body: bytes) -> EutilsError:
    """JSON comes only as a refusal. Of its words, which hold the key or the caller's address, only the error's own are repeated."""
    if reply.status == 429 or b"rate limit exceeded" in body.lower():
        return EutilsError(Trouble.RATE_LIMITED, retry_after=reply.retry_after)
    if b"API key invalid" in body or b'"type":"invalid"' in body:
        return EutilsError(Trouble.BAD_KEY)
    if b"lbsm" in body:
        return EutilsError(Trouble.NO_SERVER)
    if reply.status >= 500:
        return EutilsError(Trouble.SERVER_ERROR, f"HTTP {reply.status}", retry_after=reply.retry_after)
    if told := _GATEWAY_ERROR.match(body):
        return EutilsError(Trouble.NO_SERVER, plain(told[1].decode("utf-8", "replace")))
    return EutilsError(Trouble.UNEXPECTED, "JSON")


def _parsed(reply: Reply, root: str) -> Element:
    try:
        return ET.fromstring(xml_of(reply, root))  # noqa: S314 - no declarations in it, see `xml_of`
    except (ET.ParseError, ValueError, LookupError) as error:
        raise EutilsError(Trouble.UNEXPECTED, f"XML with an error in it: {plain(str(error), 80)}") from None


def read_search(reply: Reply, query: Query, most: int) -> Search:
    """ESearch, asked for so many PMIDs. Zero hits are an answer; an answer that contradicts itself is not."""
    root = _parsed(reply, "eSearchResult")
    count = (root.findtext("Count") or "").strip()
    if not (count.isascii() and count.isdigit()):
        raise EutilsError(Trouble.UNEXPECTED, "a search answer without Count")
    pmids = _pmids(root.iterfind("IdList/Id"))
    if len(pmids) > int(count):
        raise EutilsError(Trouble.UNEXPECTED, f"{len(pmids)} PMIDs for a count of {count}")
    if most and int(count) and not pmids:
        raise EutilsError(Trouble.UNEXPECTED, f"no PMIDs for a count of {int(count)}")
    if not int(count) and (failed := _failure(root)):
        raise EutilsError(Trouble.BACKEND, failed)
    translation = " ".join((root.findtext("QueryTranslation") or "").split())
    unknown = (plain(_TAG.sub("", one.text or "")).strip('" ') for one in root.iterfind("ErrorList/PhraseNotFound"))
    told = tuple(_warnings(root))
    return Search(query, int(count), pmids, translation, told, unknown=tuple(filter(None, unknown)))


_TAG: Final = re.compile(r"\[[^\]]*\]")
_LISTS: Final = {
    "ErrorList/PhraseNotFound": "PubMed has nothing for: {}",
    "ErrorList/FieldNotFound": "PubMed does not know the field: {}",
    "WarningList/PhraseIgnored": "PubMed ignored: {}",
    "WarningList/QuotedPhraseNotFound": "PubMed has no such phrase and searched its words: {}",
    "WarningList/OutputMessage": "PubMed says: {}",
}
_OF_THE_QUERY: Final = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|\b(?:not found|ignored)\b[^:]*:.*", re.IGNORECASE)
"""What such a message repeats of the query's words."""
_FAILED: Final = re.compile(
    r"\b(?:fail(?:s|ed|ure)?|errors?|unable|unavailable|overloaded|timed[ -]?out|time-?out|try again|temporarily"
    r"|exception|not (?:responding|available|reachable))\b",
    re.IGNORECASE,
)
"""How an OutputMessage beside zero hits says that nobody has looked; whatever else it says is a remark on the query."""


def _failure(root: Element) -> str:
    """What PubMed says beside its hits that tells that the query could not be run; "" for nothing."""
    said = (plain(element.text or "") for element in root.iterfind("WarningList/OutputMessage"))
    return next((words for words in said if _FAILED.search(_OF_THE_QUERY.sub("", words))), "")


def _warnings(root: Element) -> list[str]:
    found = [(text, plain(element.text or "")) for path, text in _LISTS.items() for element in root.iterfind(path)]
    return [text.format(words) for text, words in found if words and words != "No items found."]


def _pmids(elements: Iterable[Element]) -> tuple[Pmid, ...]:
    """Each PMID once, in the order given."""
    try:
        return tuple(dict.fromkeys(Pmid((element.text or "").strip()) for element in elements))
    except InvalidIdentifierError as error:
        raise EutilsError(Trouble.UNEXPECTED, plain(str(error), 80)) from None


def read_articles(reply: Reply) -> dict[Pmcid, FullText]:
    """EFetch with db=pmc: the articles of a whole pmc-articleset, by PMCID. Those that cannot be told apart are passed over."""
    root = _parsed(reply, "pmc-articleset")
    found = (read_article(article) for article in root.iterfind("article"))
    return {one.pmcid: one for one in found if one is not None}


def read_links(reply: Reply) -> tuple[Pmid, ...]:
    """ELink, for one PMID: the similar papers (pubmed_pubmed) in PubMed's order."""
    root = _parsed(reply, "eLinkResult")
    if root.find("LinkSet") is None:
        raise EutilsError(Trouble.UNEXPECTED, "a link answer without LinkSet")
    return _pmids(root.iterfind("LinkSet/LinkSetDb[LinkName='pubmed_pubmed']/Link/Id"))


def read_spelling(reply: Reply) -> str:
    """ESpell: the corrected query, "" where PubMed has none to offer."""
    root = _parsed(reply, "eSpellResult")
    if root.find("CorrectedQuery") is None:
        raise EutilsError(Trouble.UNEXPECTED, "a spelling answer without CorrectedQuery")
    return plain(root.findtext("CorrectedQuery") or "", 1000)
