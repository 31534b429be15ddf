"""The E-utilities that are used, one method each: what is sent, and how the reply is read. Source: NBK25499."""

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import frozen

from claimcheck.catalogs.pubmed import replies
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
from claimcheck.catalogs.pubmed.records import PubMedRecord, read_records
from claimcheck.catalogs.pubmed.slices import UnreadableRecordsError
from claimcheck.catalogs.pubmed.transport import Reply, Transport
from claimcheck.identifiers import Pmcid, Pmid
from claimcheck.model import FullText, Origin, Query, Search


@frozen
class Eutils:
    """E-utilities for db=pubmed. Every method raises `EutilsError` where no usable answer came."""

    transport: Transport

    def search(self, query: Query, most: int) -> Search:
        """ESearch, by relevance: without `sort` the newest records would come first."""
        form = {"db": "pubmed", "term": query.text, "retmax": str(most), "sort": "relevance", "retmode": "xml"}
        return self.transport.ask("esearch.fcgi", form, lambda reply: replies.read_search(reply, query, most))

    def known(self, pmids: Sequence[Pmid]) -> frozenset[Pmid]:
        """Those of the PMIDs that ESearch finds by their number."""
        answer = self.search(Query(" OR ".join(f"{pmid}[uid]" for pmid in pmids), "asked directly"), len(pmids))
        if len(answer.pmids) != answer.count:
            raise EutilsError(Trouble.UNEXPECTED, f"{len(answer.pmids)} PMIDs for a count of {answer.count}")
        return frozenset(answer.pmids)

    def records(self, pmids: Sequence[Pmid], *, hasty: bool = False) -> list[PubMedRecord]:
        """EFetch, as XML: every record, good or bad; `hasty` for few tries."""
        form = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}
        return self.transport.ask("efetch.fcgi", form, _fetched, hasty=hasty)

    def articles(self, pmcids: Sequence[Pmcid]) -> Mapping[Pmcid, FullText]:
        """EFetch with db=pmc, whose ids are the digits of PMCIDs."""
        ids = ",".join(pmcid.removeprefix("PMC") for pmcid in pmcids)
        return self.transport.ask("efetch.fcgi", {"db": "pmc", "id": ids, "retmode": "xml"}, replies.read_articles)

    def similar(self, pmid: Pmid) -> tuple[Pmid, ...]:
        """ELink's pubmed_pubmed, in order of similarity; the paper itself may be among them."""
        form = {"dbfrom": "pubmed", "db": "pubmed", "id": pmid, "cmd": "neighbor", "linkname": "pubmed_pubmed"}
        return self.transport.ask("elink.fcgi", {**form, "retmode": "xml"}, replies.read_links)

    def citation(self, bdata: str) -> list[str]:
        """ECitMatch: one line a citation. It answers in plain text although everybody asks for XML."""
        form = {"db": "pubmed", "retmode": "xml", "bdata": bdata}
        return self.transport.ask("ecitmatch.cgi", form, replies.lines_of)

    def spelling(self, term: str) -> str:
        """ESpell's corrected query, "" where it has none."""
        return self.transport.ask("espell.fcgi", {"db": "pubmed", "term": term}, replies.read_spelling)


def _fetched(reply: Reply) -> list[PubMedRecord]:
    body = replies.xml_of(reply, "PubmedArticleSet")
    try:
        return list(read_records(body, origin=Origin("efetch", dt.date.today())))
    except UnreadableRecordsError as error:
        raise EutilsError(Trouble.TRUNCATED if "ends early" in str(error) else Trouble.UNEXPECTED) from None
