"""A real HTTP server on loopback that behaves like a tiny E-utilities, or misbehaves as told.

    with EutilsServer([record("99000001", title="Sciatica")], faults=[rate_limited(), None, html_page()]) as server:
        PubMed(base_url=server.url, requests_per_second=1000)

`faults` are used up one a request: an `Answer` is sent instead of the right one, None lets the right one pass, a function
`(server, request) -> Answer` makes one. `server.requests` tells what was asked.
"""

import gzip
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from claimcheck.model import Paper

XML = "text/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
TEXT = "text/plain; charset=UTF-8"
HTML = "text/html; charset=UTF-8"
BASE = "/entrez/eutils/"
PROLOG = '<?xml version="1.0" encoding="UTF-8" ?>\n'
_SET_TYPE = (
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January {year}//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_{short}0101.dtd">\n'
)
_ARTICLES_TYPE = (
    '<!DOCTYPE pmc-articleset PUBLIC "-//NLM//DTD ARTICLE SET 2.0//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pmc/articleset/nlm-articleset-2.0.dtd">\n'
)


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `when` is `time.monotonic`."""

    endpoint: str
    method: str
    target: str
    form: dict[str, str]
    headers: dict[str, str]
    when: float

    @property
    def ids(self) -> list[str]:
        return [i for i in self.form.get("id", "").split(",") if i]


@dataclass(frozen=True)
class Answer:
    """What is sent. `manner`: whole, cut (closed after `part` of the body), drip (a byte each `pause`), hang (nothing for
    `pause` seconds), reset (connection reset without an answer).
    """

    body: bytes = b""
    status: int = 200
    kind: str = XML
    headers: dict[str, str] = field(default_factory=dict)
    manner: str = "whole"
    part: float = 0.5
    pause: float = 0.2


Fault = Answer | None | Callable[["EutilsServer", Asked], Answer]


# --- records -----------------------------------------------------------------------------------------------------


def record(
    pmid: str,
    title: str = "A title.",
    abstract: str = "",
    *,
    doi: str = "",
    pmcid: str = "",
    types: Sequence[str] = ("Journal Article",),
    journal: str = "Journal of Tests",
    year: int = 2020,
    extra: str = "",
) -> str:
    """One PubmedArticle of our own making; `title` and `abstract` are XML, `extra` stands at the end of the citation."""
    ids = f'<ArticleId IdType="pubmed">{pmid}</ArticleId>'
    ids += f'<ArticleId IdType="doi">{escape(doi)}</ArticleId>' if doi else ""
    ids += f'<ArticleId IdType="pmc">{pmcid}</ArticleId>' if pmcid else ""
    body = f"<Abstract><AbstractText>{abstract}</AbstractText></Abstract>" if abstract else ""
    kinds = "".join(f'<PublicationType UI="">{escape(name)}</PublicationType>' for name in types)
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        f"<Article><Journal><JournalIssue><Volume>1</Volume><PubDate><Year>{year}</Year></PubDate></JournalIssue>"
        f"<Title>{escape(journal)}</Title></Journal><ArticleTitle>{title}</ArticleTitle>{body}"
        "<AuthorList><Author><LastName>Tester</LastName><Initials>T</Initials></Author></AuthorList>"
        f"<Language>eng</Language><PublicationTypeList>{kinds}</PublicationTypeList></Article>{extra}</MedlineCitation>"
        f"<PubmedData><ArticleIdList>{ids}</ArticleIdList></PubmedData></PubmedArticle>"
    )


def record_of(paper: Paper) -> str:
    """A record that reads as this paper: identifiers, title, abstract, journal, year, types, MeSH and notices."""
    return record(
        paper.pmid,
        escape(paper.title),
        escape(paper.abstract),
        doi=paper.doi or "",
        pmcid=paper.pmcid or "",
        types=[kind.name for kind in paper.publication_types or ()] or ["Journal Article"],
        journal=paper.journal or "Journal of Tests",
        year=paper.year or 2020,
        extra=_headings(paper) + _links(paper),
    )


def _headings(paper: Paper) -> str:
    made = "".join(
        f'<MeshHeading><DescriptorName UI="{h.ui}" MajorTopicYN="N">{escape(h.name)}</DescriptorName></MeshHeading>'
        for h in paper.mesh or ()
    )
    return f"<MeshHeadingList>{made}</MeshHeadingList>" if made else ""


_REF_TYPES = {
    "retraction": ("RetractionIn", "RetractionOf"),
    "expression-of-concern": ("ExpressionOfConcernIn", "ExpressionOfConcernFor"),
    "erratum": ("ErratumIn", "ErratumFor"),
    "update": ("UpdateIn", "UpdateOf"),
    "republication": ("RepublishedIn", "RepublishedFrom"),
}


def _links(paper: Paper) -> str:
    made = ""
    for notice in paper.notices or ():
        ref_type = _REF_TYPES[notice.type][notice.direction == "of"]
        pmid = f'<PMID Version="1">{notice.pmid}</PMID>' if notice.pmid else ""
        made += f'<CommentsCorrections RefType="{ref_type}"><RefSource>{escape(notice.source)}</RefSource>{pmid}</CommentsCorrections>'
    return f"<CommentsCorrectionsList>{made}</CommentsCorrectionsList>" if made else ""


def article(pmcid: str, pmid: str, body: str, *, title: str = "A title.") -> str:
    """One JATS article of our own making; `body` is XML, "" for one whose text is not given away."""
    kept = (
        f"<body>{body}</body>"
        if body
        else "<!--The publisher does not allow downloading of the full text in XML form.-->"
    )
    identified = f'<article-id pub-id-type="pmid">{pmid}</article-id>' if pmid else ""
    return (
        '<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article"><front><article-meta>'
        f'{identified}<article-id pub-id-type="pmcid">PMC{pmcid}</article-id><title-group><article-title>{title}</article-title></title-group>'
        f"</article-meta></front>{kept}<back><ref-list><ref id='B1'><mixed-citation>Walking cures all. 1999.</mixed-citation></ref></ref-list></back></article>"
    )


def article_set(records: Iterable[str | bytes], year: int = 2025) -> bytes:
    """A whole EFetch answer."""
    head = PROLOG + _SET_TYPE.format(year=year, short=str(year)[2:]) + "<PubmedArticleSet>"
    middle = b"".join(r if isinstance(r, bytes) else r.encode() for r in records)
    return head.encode() + middle + b"</PubmedArticleSet>\n"


# --- faults ------------------------------------------------------------------------------------------------------


def rate_limited(retry_after: str | None = None) -> Answer:
    body = b'{"error":"API rate limit exceeded","api-key":"203.0.113.7","count":"4","limit":"3"}'
    return Answer(body, 429, JSON, {} if retry_after is None else {"Retry-After": retry_after})


def bad_key(server: "EutilsServer", asked: Asked) -> Answer:
    key = asked.form.get("api_key", "")
    return Answer(
        f'{{"error":"API key invalid","api-key":"{key}","type":"invalid","status":"unknown"}}'.encode(), 400, JSON
    )


def server_error(status: int = 500) -> Answer:
    return Answer(b"<html><head><title>Error</title></head><body>Server Error</body></html>", status, HTML)


def html_page() -> Answer:
    page = b'<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html><body>Diagnostic</body></html>'
    return Answer(page, 200, HTML)


def block_page() -> Answer:
    return Answer(b"<html><head><title>NCBI - WWW Error Blocked Diagnostic</title></head><body/></html>", 200, HTML)


def error_element(text: str, root: str = "eSearchResult", status: int = 200) -> Answer:
    return Answer(f"{PROLOG}<{root}><ERROR>{escape(text)}</ERROR></{root}>".encode(), status)


def backend_400() -> Answer:
    return error_element(" Error: External viewer error: Empty Response. Status: Timeout", "eFetchResult", 400)


def prolog_only() -> Answer:
    return Answer(PROLOG.encode() + _SET_TYPE.format(year=2025, short="25").encode())


def load_balancer() -> Answer:
    return Answer(b'{"error":"/lbsm/eutils_lb -> Neg","api-key":"203.0.113.7","type":"ip","status":"ok"}', 200, JSON)


def router() -> Answer:
    return Answer(b"Unable to route request!\n\nservice name: /http/service/ratecontrol\n", 200, TEXT)


def empty() -> Answer:
    return Answer(b"")


def reset() -> Answer:
    return Answer(manner="reset")


def hang(seconds: float) -> Answer:
    return Answer(manner="hang", pause=seconds)


def cut(server: "EutilsServer", asked: Asked) -> Answer:
    """The right answer, broken off in the middle."""
    return replace(server.right(asked), manner="cut")


def shortened(server: "EutilsServer", asked: Asked) -> Answer:
    """The right answer, ended too early with a correct Content-Length."""
    right = server.right(asked)
    return replace(right, body=right.body[: len(right.body) // 2])


def dripping(pause: float) -> Callable[["EutilsServer", Asked], Answer]:
    """The right answer, a byte each `pause` seconds."""
    return lambda server, asked: replace(server.right(asked), manner="drip", pause=pause)


def dropping(*pmids: str) -> Callable[["EutilsServer", Asked], Answer]:
    """The right answer without these records."""

    def answer(server: "EutilsServer", asked: Asked) -> Answer:
        left = [i for i in asked.ids if i not in pmids]
        return server.right(replace(asked, form={**asked.form, "id": ",".join(left)}))

    return answer


# --- the server --------------------------------------------------------------------------------------------------


class EutilsServer:
    """Serves `records` (XML of PubmedArticle elements, or papers); `url` is the base URL.

    Searching is plain: every word of the term must stand somewhere in the record, ``[tags]`` are ignored but for
    ``[uid]`` and ``[aid]``, results come in the order given. `articles` are what db=pmc has, by the digits of the PMCID. `similar` maps a PMID to its neighbours, `spellings` a term
    to its correction, `citations` a citation line's first five fields to the verdict.
    """

    def __init__(
        self,
        records: Iterable[str | bytes | Paper] = (),
        faults: Iterable[Fault] = (),
        *,
        always: Fault = None,
        faults_at: dict[str, Iterable[Fault]] | None = None,
        similar: dict[str, list[str]] | None = None,
        spellings: dict[str, str] | None = None,
        citations: dict[str, str] | None = None,
    ) -> None:
        self.records: dict[str, str | bytes] = {}
        for each in records:
            self.add(record_of(each) if isinstance(each, Paper) else each)
        self.articles: dict[str, str] = {}
        self.requests: list[Asked] = []
        self.always = always
        self.similar, self.spellings, self.citations = similar or {}, spellings or {}, citations or {}
        self._faults: Iterator[Fault] = iter(list(faults))
        self._faults_at = {endpoint: iter(list(each)) for endpoint, each in (faults_at or {}).items()}
        self._lock = threading.Lock()
        self.closing = threading.Event()

    def add(self, xml: str | bytes) -> None:
        """Add a record, or put it in the place of the one with its PMID."""
        text = xml if isinstance(xml, str) else xml.decode("utf-8", "replace")
        found = re.search(r"<PMID[^>]*>\s*(\d+)", text)
        assert found, "a record needs a PMID"
        self.records[found.group(1)] = xml

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}{BASE}"

    def __enter__(self) -> "EutilsServer":
        handler = type("Handler", (_Handler,), {"server_of_tests": self})
        self._http = _Http(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def count(self, endpoint: str) -> int:
        """How many requests came for an endpoint."""
        return sum(asked.endpoint == endpoint for asked in self.requests)

    def answer(self, asked: Asked) -> Answer:
        with self._lock:
            self.requests.append(asked)
            fault = next(self._faults_at.get(asked.endpoint, iter(())), None)
            fault = fault or next(self._faults, self.always)
        if fault is None:
            return self.right(asked)
        return fault if isinstance(fault, Answer) else fault(self, asked)

    def right(self, asked: Asked) -> Answer:
        """The answer that a healthy server gives."""
        makers = {
            "esearch.fcgi": self._esearch,
            "efetch.fcgi": self._efetch,
            "elink.fcgi": self._elink,
            "espell.fcgi": self._espell,
            "ecitmatch.cgi": self._ecitmatch,
        }
        maker = makers.get(asked.endpoint)
        return maker(asked) if maker else Answer(b"<html>Not Found</html>", 404, HTML)

    def _efetch(self, asked: Asked) -> Answer:
        if asked.form.get("db") == "pmc":
            found = "".join(self.articles[one] for one in asked.ids if one in self.articles)
            return Answer(f"{PROLOG}{_ARTICLES_TYPE}<pmc-articleset>{found}</pmc-articleset>\n".encode())
        return Answer(article_set(self.records[i] for i in asked.ids if i in self.records))

    def _esearch(self, asked: Asked) -> Answer:
        hits = self._hits(asked.form.get("term", ""))
        page = hits[: int(asked.form.get("retmax", "20"))]
        ids = "".join(f"<Id>{pmid}</Id>\n" for pmid in page)
        return Answer(
            f"{PROLOG}<eSearchResult><Count>{len(hits)}</Count><RetMax>{len(page)}</RetMax><RetStart>0</RetStart>"
            f"<IdList>{ids}</IdList><TranslationSet/><QueryTranslation>{escape(asked.form.get('term', ''))}"
            "</QueryTranslation></eSearchResult>".encode()
        )

    def _hits(self, term: str) -> list[str]:
        if "[uid]" in term:
            wanted = set(re.findall(r"(\d+)\[uid\]", term))
            return [pmid for pmid in self.records if pmid in wanted]
        words = re.findall(r"[\w./-]+", re.sub(r"\[[^\]]*\]|\b(?:AND|OR|NOT)\b", " ", term).casefold())
        texts = {p: (r if isinstance(r, str) else r.decode("utf-8", "replace")) for p, r in self.records.items()}
        return [pmid for pmid, text in texts.items() if all(word in text.casefold() for word in words)]

    def _elink(self, asked: Asked) -> Answer:
        links = "".join(f"<Link><Id>{pmid}</Id></Link>" for pmid in self.similar.get(asked.form.get("id", ""), ()))
        found = f"<LinkSetDb><DbTo>pubmed</DbTo><LinkName>pubmed_pubmed</LinkName>{links}</LinkSetDb>" if links else ""
        ids = f"<IdList><Id>{asked.form.get('id', '')}</Id></IdList>"
        return Answer(
            f"{PROLOG}<eLinkResult><LinkSet><DbFrom>pubmed</DbFrom>{ids}{found}</LinkSet></eLinkResult>".encode()
        )

    def _espell(self, asked: Asked) -> Answer:
        term = asked.form.get("term", "")
        return Answer(
            f"{PROLOG}<eSpellResult><Database>pubmed</Database><Query>{escape(term)}</Query>"
            f"<CorrectedQuery>{escape(self.spellings.get(term, ''))}</CorrectedQuery><ERROR/></eSpellResult>".encode()
        )

    def _ecitmatch(self, asked: Asked) -> Answer:
        lines = [line.split("|") for line in asked.form.get("bdata", "").split("\r")]
        done = ["|".join([*line[:6], self.citations.get("|".join(line[:5]), "NOT_FOUND")]) for line in lines]
        return Answer(("\n".join(done) + "\n").encode(), kind=TEXT)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_of_tests: EutilsServer
    disable_nagle_algorithm = True

    def log_message(self, *args: object) -> None:
        """Quiet: `EutilsServer.requests` is the log."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
        form = dict(parse_qsl(urlsplit(self.path).query) + parse_qsl(body, keep_blank_values=True))
        endpoint = urlsplit(self.path).path.rpartition("/")[2]
        asked = Asked(endpoint, self.command, self.path, form, dict(self.headers.items()), time.monotonic())
        self._send(self.server_of_tests.answer(asked))

    def _send(self, answer: Answer) -> None:
        if answer.manner == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
            return
        if answer.manner == "hang":
            self.server_of_tests.closing.wait(answer.pause)
            self.close_connection = True
            return
        body, packed = answer.body, answer.manner == "whole" and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, 1) if packed and body else body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        if packed and body:
            self.send_header("Content-Encoding", "gzip")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(answer, body)

    def _write(self, answer: Answer, body: bytes) -> None:
        if answer.manner == "cut":
            self.wfile.write(body[: int(len(body) * answer.part)])
            self.close_connection = True
        elif answer.manner == "drip":
            for byte in body:
                self.wfile.write(bytes([byte]))
                if self.server_of_tests.closing.wait(answer.pause):
                    break
            self.close_connection = True
        else:
            self.wfile.write(body)
