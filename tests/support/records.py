"""Small PubMed records of our own making (PMIDs from 99000001 up), as the XML that EFetch sends."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

PROLOG = (
    b'<?xml version="1.0" ?>\n'
    b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)
PUB_DATE = "<Year>2021</Year><Month>Mar</Month><Day>05</Day>"
ARTICLE_TYPE = '<PublicationType UI="D016428">Journal Article</PublicationType>'


def article_set(*records: bytes, prolog: bytes = PROLOG) -> bytes:
    """A whole answer around the records."""
    return prolog + b"<PubmedArticleSet>\n" + b"\n".join(records) + b"</PubmedArticleSet>\n"


def delete_citation(*pmids: int) -> bytes:
    """The list of deleted records at the end of an update file."""
    return "<DeleteCitation>{}</DeleteCitation>".format(
        "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in pmids)
    ).encode()


def article(
    pmid: int = 99000001,
    *,
    title: str = "A made record.",
    abstract: str | None = "Made for tests.",
    authors: str = '<Author ValidYN="Y"><LastName>Maker</LastName><ForeName>Tess</ForeName><Initials>T</Initials></Author>',
    pub_date: str = PUB_DATE,
    types: str = ARTICLE_TYPE,
    in_article: str = "",
    in_citation: str = "",
    article_ids: str = "",
    references: str = "",
    status: str = "MEDLINE",
    version: int = 1,
) -> bytes:
    """One PubmedArticle. Arguments are XML as it stands in the element of that name; `abstract` is one AbstractText."""
    abstract_xml = "" if abstract is None else abstract_of(abstract)
    return (
        f'<PubmedArticle><MedlineCitation Status="{status}" Owner="NLM"><PMID Version="{version}">{pmid}</PMID>'
        f"<DateRevised><Year>2022</Year><Month>01</Month><Day>09</Day></DateRevised>"
        f'<Article PubModel="Print"><Journal><ISSN IssnType="Print">0000-0000</ISSN><JournalIssue CitedMedium="Print">'
        f"<Volume>7</Volume><Issue>2</Issue><PubDate>{pub_date}</PubDate></JournalIssue><Title>Journal of made records</Title>"
        f"<ISOAbbreviation>J. Made Rec.</ISOAbbreviation></Journal><ArticleTitle>{title}</ArticleTitle>"
        f"<Pagination><StartPage>11</StartPage><EndPage>19</EndPage><MedlinePgn>11-9</MedlinePgn></Pagination>{in_article}"
        f'{abstract_xml}<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language>'
        f"<PublicationTypeList>{types}</PublicationTypeList></Article>"
        f"<MedlineJournalInfo><MedlineTA>J Made Rec</MedlineTA><NlmUniqueID>9900001</NlmUniqueID></MedlineJournalInfo>"
        f"{in_citation}</MedlineCitation>"
        f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>{article_ids}</ArticleIdList>'
        f"{references}</PubmedData></PubmedArticle>"
    ).encode()


def abstract_of(*sections: str) -> str:
    """An Abstract element; a section is the AbstractText's content, or a whole element if it begins with its tag."""
    texts = (s if s.startswith("<AbstractText") else f"<AbstractText>{s}</AbstractText>" for s in sections)
    return f"<Abstract>{''.join(texts)}</Abstract>"


def section(text: str, label: str, category: str = "") -> str:
    """One labelled AbstractText, with the text escaped."""
    return f"<AbstractText Label={quoteattr(label)} NlmCategory={quoteattr(category)}>{escape(text)}</AbstractText>"


def corrections(*links: tuple[str, str, int | None]) -> str:
    """A CommentsCorrectionsList of (RefType, RefSource, linked PMID or None)."""
    items = (
        f'<CommentsCorrections RefType="{kind}"><RefSource>{escape(source)}</RefSource>'
        + (f'<PMID Version="1">{pmid}</PMID>' if pmid else "")
        + "</CommentsCorrections>"
        for kind, source, pmid in links
    )
    return f"<CommentsCorrectionsList>{''.join(items)}</CommentsCorrectionsList>"


def mesh(*headings: tuple[str, bool, Sequence[tuple[str, bool]]]) -> str:
    """A MeshHeadingList of (descriptor, major, qualifiers with their own major flag)."""
    return "<MeshHeadingList>{}</MeshHeadingList>".format(
        "".join(
            f'<MeshHeading><DescriptorName UI="D000001" MajorTopicYN="{"NY"[major]}">{escape(name)}</DescriptorName>'
            + "".join(
                f'<QualifierName UI="Q1" MajorTopicYN="{"NY"[own]}">{escape(q)}</QualifierName>' for q, own in under
            )
            + "</MeshHeading>"
            for name, major, under in headings
        )
    )


def book(pmid: int = 99000901, *, title: str = "A made chapter", lists: str | None = None) -> bytes:
    """One PubmedBookArticle: a chapter with its own author in a book with an editor; `title` "" leaves the element out."""
    own = '<AuthorList Type="authors"><Author><LastName>Chapter</LastName><Initials>C</Initials></Author></AuthorList>'
    title_xml = f"<ArticleTitle>{title}</ArticleTitle>" if title else ""
    return (
        f'<PubmedBookArticle><BookDocument><PMID Version="1">{pmid}</PMID>'
        f'<ArticleIdList><ArticleId IdType="bookaccession">NBK990001</ArticleId></ArticleIdList>'
        f"<Book><Publisher><PublisherName>Made Press</PublisherName></Publisher><BookTitle>Made <i>Reviews</i></BookTitle>"
        f"<PubDate><Year>1999</Year></PubDate>"
        f'<AuthorList Type="editors"><Author><LastName>Editor</LastName><Initials>E</Initials></Author></AuthorList></Book>'
        f"{title_xml}<Language>eng</Language>{own if lists is None else lists}"
        f'<PublicationType UI="D016454">Review</PublicationType>{abstract_of("Of chapters.")}</BookDocument>'
        f"<PubmedBookData><PublicationStatus>ppublish</PublicationStatus></PubmedBookData></PubmedBookArticle>"
    ).encode()
