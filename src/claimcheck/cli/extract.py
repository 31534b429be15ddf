"""The command that drafts a claims file from an article. It asks nobody, but for a page that is named by its address."""

import os
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from claimcheck.articles.article import read_article
from claimcheck.articles.base import Article
from claimcheck.claimfile import ClaimSet, claim_record, claims_file_text, load_claims
from claimcheck.cli.main import Surroundings
from claimcheck.cli.questions import articles_in
from claimcheck.cli.streams import FOR_EYES, write_bytes_alike
from claimcheck.config import Settings
from claimcheck.errors import UnreadableArticleError, UsageError
from claimcheck.extraction.coverage import claim_sentences, recorded_spans, unrecorded
from claimcheck.extraction.drafts import draft_claims
from claimcheck.extraction.pointing import points_outside, replaced
from claimcheck.files import write_atomically
from claimcheck.model import ArticleRef, Attribution, Claim
from claimcheck.reports.plain import plain, plain_json


def extract(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Draft claims for what articles say and no claims file records yet, and tell how much that is; 2 where one cannot be read."""
    if not Path(arguments.article).is_dir():
        return _extract_one(arguments, around)
    pages = sorted(articles_in(Path(arguments.article)))
    if not pages:
        raise UsageError(f"there is no article in {arguments.article}")
    folder = Path(arguments.output) if arguments.output else None
    if folder and not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder: for a folder of articles --output names the folder of their claims files"
        )
    failed = 0
    for page in pages:
        output = str(folder / f"{page.stem}.yaml") if folder else None
        try:
            _extract_one(Namespace(**{**vars(arguments), "article": str(page), "output": output}), around)
        except (UsageError, UnreadableArticleError) as error:
            failed += 1
            print(f"claimcheck: {plain(str(error))}", file=around.err)
    return 2 if failed else 0


def _extract_one(arguments: Namespace, around: Surroundings) -> int:
    output = Path(arguments.output) if arguments.output else None
    _refuse_to_overwrite(output)
    article, path = _article(arguments, around)
    known = load_claims(arguments.against) if arguments.against else ClaimSet()
    about_it = [claim for claim in known if path and _is_about(claim, path)]
    sentences = claim_sentences(article)
    missing = unrecorded(sentences, recorded_spans(article, about_it))
    drafts = draft_claims(article, missing, taken=_ids(known, output))
    reference = article_reference(article, output, path) if path else ArticleRef(title=article.title or None)
    chosen = arguments.format or ("text" if output is None and around.out.isatty() else "yaml")
    text = {
        "text": lambda: _as_list(arguments.article, drafts),
        "json": lambda: _as_json(article, drafts, len(sentences), len(missing)),
        "yaml": lambda: claims_file_text(drafts, reference, notes_of(drafts)),
    }[chosen]()
    if output is None:
        if chosen not in FOR_EYES:
            write_bytes_alike(around.out)
        around.out.write(text)
    else:
        write_atomically(output, text.encode("utf-8"))
    _tell(around, arguments, len(sentences), len(missing), drafts)
    if chosen == "text" and drafts:
        suggested = f"claims/{Path(arguments.article).stem}.yaml"
        print(
            f"claimcheck: to record them: claimcheck extract {arguments.article} --output {suggested}", file=around.err
        )
    return 0


def _article(arguments: Namespace, around: Surroundings) -> tuple[Article, Path | None]:
    """The article, and the file that a claims file names as it; None for a page of the web that is not saved."""
    if not is_address(arguments.article):
        if arguments.save:
            raise UsageError("--save is for a page that is named by its address")
        return read_article(arguments.article), Path(arguments.article)
    from claimcheck.cli.web_page import fetch_page  # noqa: PLC0415 - it loads network code

    saved = Path(arguments.save) if arguments.save else None
    _refuse_to_overwrite(saved)
    page = fetch_page(arguments.article)
    if saved is None:
        told = "its quotes can be checked only against a copy; next: the same with --save FILE"
        print(f"claimcheck: {plain(page.address)}: {told}", file=around.err)
        return page.article(), None
    article = page.article()
    write_atomically(saved, page.copy)
    return evolve(article, path=str(saved)), saved


def is_address(written: str) -> bool:
    """Whether an article is named by its address on the web."""
    return written.lower().startswith(("https://", "http://"))


def _refuse_to_overwrite(output: Path | None) -> None:
    if output is None:
        return
    if output.exists() or output.is_symlink():
        raise UsageError(
            f"{output} exists and is not overwritten: name another file, or see --against for what is missing in it"
        )
    if not output.parent.is_dir():
        raise UsageError(f"{output.parent} is no folder: make it first, or name another file")


def _ids(known: ClaimSet, output: Path | None) -> set[str]:
    """The ids that a draft must not have: of the files that it was held against, and of those it will lie among."""
    beside = output.parent if output else Path("claims")
    return {claim.id for claims in (known, load_claims(beside) if beside.is_dir() else ClaimSet()) for claim in claims}


def _is_about(claim: Claim, article: Path) -> bool:
    """Whether a claim's file names this article."""
    if claim.article is None or not claim.article.path or "\0" in claim.article.path:
        return False
    return (Path(claim.location.path).parent / claim.article.path).resolve() == article.resolve()


def article_reference(article: Article, output: Path | None, path: Path) -> ArticleRef:
    """The article as a claims file at `output` names it."""
    return ArticleRef(_path_from(output, path), article.title or None)


def _path_from(output: Path | None, article: Path) -> str:
    """The article's path as the claims file has to name it: relative to its folder; without a file, to this folder."""
    folder = output.parent if output else Path()
    return Path(os.path.relpath(article.resolve(), folder.resolve())).as_posix()


def notes_of(drafts: Iterable[Claim]) -> dict[str, str]:
    """What an editor has to look at in a draft, by its id: words that point outside the statement, and guessed ones."""
    return {claim.id: note for claim in drafts if (note := _note(claim))}


def _note(claim: Claim) -> str:
    if word := points_outside(claim.statement):
        return f'"{plain(word)}": say who or what is meant'
    word = replaced(claim.statement, claim.quote.exact) if claim.quote else ""
    return f'the page says "{plain(word)}": see whether this is what it means' if word else ""


def _as_list(path: str, drafts: tuple[Claim, ...]) -> str:
    """One line a claim, with its place and kind, and what is vague about its source."""
    lines: list[str] = []
    notes = notes_of(drafts)
    for claim in drafts:
        place = f"{plain(path)}:{claim.location.line}:{claim.location.column}"
        lines.append(f"{place}  {claim.kind.value if claim.kind else 'claim'}: {plain(claim.statement)}")
        if claim.id in notes:
            lines.append(f"    {notes[claim.id]}")
        if claim.attributed_to:
            lines.append(f"    {plain(_source(claim.attributed_to))}")
    return "".join(f"{line}\n" for line in lines)


def _source(attribution: Attribution) -> str:
    if attribution.vague:
        return f'names no work: "{attribution.vague}"'
    named = (attribution.author, attribution.journal, attribution.year, attribution.publication_type)
    return f"names {', '.join(str(part) for part in named if part)}"


def _as_json(article: Article, drafts: tuple[Claim, ...], making: int, missing: int) -> str:
    document = {
        "schema": "claimcheck-extract/1",
        "article": article.path,
        "sentences": {"making_a_claim": making, "recorded": making - missing, "unrecorded": missing},
        "claims": [_with_place(article, claim) for claim in drafts],
    }
    return plain_json(document, indent=2) + "\n"


def _with_place(article: Article, claim: Claim) -> dict[str, object]:
    pointing = points_outside(claim.statement)
    place: dict[str, object] = {"line": claim.location.line, "column": claim.location.column}
    return claim_record(claim) | place | ({"points_outside": pointing} if pointing else {})


def _tell(around: Surroundings, arguments: Namespace, making: int, missing: int, drafts: tuple[Claim, ...]) -> None:
    makes = "1 sentence makes a claim" if making == 1 else f"{making} sentences make a claim"
    told = f"{makes}, {making - missing} recorded" if arguments.against else makes
    where = f" in {arguments.output}" if arguments.output else ""
    drafted = f"{len(drafts)} {'claim' if len(drafts) == 1 else 'claims'} drafted{where}{_of_kinds(drafts)}"
    print(f"claimcheck: {told}; {drafted}", file=around.err)
    if vague := sum(bool(claim.attributed_to and claim.attributed_to.vague) for claim in drafts):
        print(
            f"claimcheck: {vague} of them {'leans' if vague == 1 else 'lean'} on a source that is not named",
            file=around.err,
        )
    if pointing := sum(bool(points_outside(claim.statement)) for claim in drafts):
        points = "points" if pointing == 1 else "point"
        print(f"claimcheck: {pointing} of them {points} outside: say who or what is meant", file=around.err)
    if drafts and arguments.output:
        print("claimcheck: read the drafts, put them right, then: claimcheck find", file=around.err)


def _of_kinds(drafts: tuple[Claim, ...]) -> str:
    """How many there are of each kind, the most frequent first."""
    counted = Counter(claim.kind.value for claim in drafts if claim.kind).most_common()
    return f" ({', '.join(f'{number} {kind}' for kind, number in counted)})" if len(counted) > 1 else ""
