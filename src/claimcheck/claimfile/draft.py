"""A whole new claims file as text: for drafts, which no person has written yet. Existing files are edited by `edit`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.claimfile.render import TERMS, flow, record_of, scalar
from claimcheck.model import ArticleRef, Attribution, Claim, Quote

_COMMENT = "# Drafted by `claimcheck extract`. Read every statement, put it right, then run `claimcheck find`.\n"


def claims_file_text(claims: Sequence[Claim], article: ArticleRef, notes: Mapping[str, str] | None = None) -> str:
    """A claims file, format 1, of these claims; the population that most of them share stands under `defaults`.

    `notes` are remarks for the editor by the claims' ids; each stands as a comment above its statement.
    """
    shared = _shared_population(claims)
    lines = [_COMMENT.rstrip(), "claimcheck: 1", *_article_lines(article)]
    if shared:
        lines += ["defaults:", f"  population: {_terms(shared)}"]
    lines.append("claims:" if claims else "claims: []")
    for claim in claims:
        lines += [""] if claim is not claims[0] else []
        lines += _claim_lines(claim, shared, (notes or {}).get(claim.id, ""))
    return "\n".join(lines) + "\n"


def claim_record(claim: Claim) -> dict[str, object]:
    """A claim as plain values, in the order of the format; what is not said is left out."""
    quote, source = claim.quote, claim.attributed_to
    record: dict[str, object] = {
        "id": claim.id,
        "statement": claim.statement,
        "kind": claim.kind.value if claim.kind else None,
        "quote": _quote_record(quote) if quote else None,
        **{name: list(getattr(claim, name)) for name in TERMS},
        "attributed_to": _source_record(source) if source else None,
        "citations": [record_of(citation) for citation in claim.citations],
    }
    return {key: value for key, value in record.items() if value}


def _shared_population(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Worth a default only where every claim has a population: a default also reaches claims that name none."""
    counted = Counter(claim.population for claim in claims)
    common = counted.most_common(1)
    return common[0][0] if common and () not in counted and common[0][1] > 1 else ()


def _article_lines(article: ArticleRef) -> Iterator[str]:
    yield "article:"
    yield f"  path: {scalar(article.path or '')}"
    if article.title:
        yield f"  title: {scalar(article.title)}"
    if article.published:
        yield f"  published: {article.published.isoformat()}"
    if article.reviewed:
        yield f"  reviewed: {article.reviewed.isoformat()}"


def _claim_lines(claim: Claim, shared: tuple[str, ...], note: str) -> list[str]:
    fields = [f"id: {scalar(claim.id)}", *([f"# {note}"] if note else []), f"statement: {scalar(claim.statement)}"]
    fields += [f"kind: {claim.kind.value}"] if claim.kind else []
    fields += [f"quote: {_quote(claim.quote)}"] if claim.quote else []
    for name in TERMS:
        terms: tuple[str, ...] = getattr(claim, name)
        if terms and not (name == "population" and terms == shared):
            fields.append(f"{name}: {_terms(terms)}")
    if claim.attributed_to:
        fields.append(f"attributed_to: {flow(_text(_source_record(claim.attributed_to)))}")
    if claim.citations:
        fields += ["citations:", *(f"  - {flow(record_of(citation))}" for citation in claim.citations)]
    return [("  - " if index == 0 else "    ") + line for index, line in enumerate(fields)]


def _terms(terms: tuple[str, ...]) -> str:
    return scalar(terms[0]) if len(terms) == 1 else f"[{', '.join(map(scalar, terms))}]"


def _quote(quote: Quote) -> str:
    record = _quote_record(quote)
    return scalar(record) if isinstance(record, str) else flow(_text(record))


def _quote_record(quote: Quote) -> str | dict[str, str]:
    if not (quote.prefix or quote.suffix):
        return quote.exact
    parts = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    return {key: value for key, value in parts.items() if value}


def _source_record(source: Attribution) -> dict[str, object]:
    named = {key: getattr(source, key) for key in ("journal", "author", "year", "publication_type", "vague")}
    return {key: value for key, value in named.items() if value is not None}


def _text(record: "dict[str, object] | dict[str, str]") -> dict[str, str]:
    return {key: str(value) for key, value in record.items()}
