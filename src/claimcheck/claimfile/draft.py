"""A whole new claims file as text: for drafts, which no person has written yet. Existing files are edited by `edit`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimcheck.claimfile.render import TERMS, fields_of, flow, record_of, rendered, scalar
from claimcheck.model import ArticleRef, Claim, Quote

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


def claim_record(claim: Claim) -> dict[str, Any]:
    """A claim as plain values, in the order of the format; what is not said is left out."""
    quote, source = claim.quote, claim.attributed_to
    record: dict[str, Any] = {
        "id": claim.id,
        "statement": claim.statement,
        "kind": claim.kind.value if claim.kind else None,
        "quote": _quote_record(quote) if quote else None,
        **{name: list(getattr(claim, name)) for name in TERMS},
        "attributed_to": fields_of(source) if source else None,
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
    for key, value in {"path": "", **fields_of(article)}.items():
        if value or key == "path":
            yield f"  {key}: {rendered(key, value)}"


def _claim_lines(claim: Claim, shared: tuple[str, ...], note: str) -> list[str]:
    fields: list[str] = []
    for key, value in {"id": "", **claim_record(claim)}.items():
        if key == "statement" and note:
            fields.append(f"# {note}")
        if key == "citations":
            fields += ["citations:", *(f"  - {flow(one)}" for one in value)]
        elif key != "population" or claim.population != shared:
            fields.append(f"{key}: {_terms(value) if key in TERMS else rendered(key, value)}")
    return [("  - " if index == 0 else "    ") + line for index, line in enumerate(fields)]


def _terms(terms: Sequence[str]) -> str:
    return scalar(terms[0]) if len(terms) == 1 else rendered("population", list(terms))


def _quote_record(quote: Quote) -> str | dict[str, str]:
    if not (quote.prefix or quote.suffix):
        return quote.exact
    return {key: value for key, value in fields_of(quote).items() if value}
