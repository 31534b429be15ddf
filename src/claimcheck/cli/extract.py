"""The command that drafts a claims file from an article. It asks nobody, but for a page that is named by its address, and for the
PMIDs of cited works where a catalogue is named.
"""

import os
import shlex
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from claimcheck.articles.article import MAX_BYTES, article_bytes, reader_for, source_of
from claimcheck.articles.base import Article
from claimcheck.claimfile import ClaimSet, claim_record, claims_file_text, load_claims
from claimcheck.cli.main import Surroundings
from claimcheck.cli.page_references import surroundings_of, with_pmids
from claimcheck.cli.project import tell_problems
from claimcheck.cli.questions import articles_in
from claimcheck.cli.recorded import CLAIMS, claims_about, held_against, ids_taken
from claimcheck.cli.streams import FOR_EYES, write_bytes_alike
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK, WRONG_USE, UnreadableArticleError, UsageError
from claimcheck.extraction.about import About, about, is_english
from claimcheck.extraction.cited import strays, with_citations
from claimcheck.extraction.coverage import ClaimSentence, Span, claim_units, recorded_spans, unrecorded
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.page_reader import read_claim_sentences
from claimcheck.extraction.page_works import PageWorks
from claimcheck.files import write_atomically
from claimcheck.model import ArticleRef, Attribution
from claimcheck.reports.plain import plain, plain_json
from claimcheck.stretches import apart_from

if TYPE_CHECKING:
    from claimcheck.research import Resolver

STDIN = "-"
"""Standard input, as an article."""


def extract(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Draft claims for what articles say and no claims file records yet, and tell how much that is; 2 where one, or its bibliography, cannot be read."""
    if arguments.against:
        tell_problems(load_claims(arguments.against).problems)
    if not arguments.catalog:
        return _extract(arguments, around, None)
    from claimcheck.cli.pubmed import open_resolver  # noqa: PLC0415 - it loads network code

    with open_resolver(settings, around) as catalog:
        return _extract(arguments, around, catalog)


def _extract(arguments: Namespace, around: Surroundings, catalog: "Resolver | None") -> int:
    if Path(arguments.article).suffix.lower() == ".xml" and not is_address(arguments.article):
        return _extract_export(arguments, around, catalog)
    if not Path(arguments.article).is_dir():
        return _extract_one(arguments, around, catalog)
    pages = sorted(articles_in(Path(arguments.article)))
    if not pages:
        raise UsageError(f"there is no article in {arguments.article}")
    return _extract_each(arguments, pages, around, catalog)


def _extract_each(arguments: Namespace, pages: Iterable[Path], around: Surroundings, catalog: "Resolver | None") -> int:
    """Draft a claims file for each of several articles; 2 where one of them cannot be read."""
    folder = _folder_of_drafts(arguments)
    if folder:
        folder.mkdir(exist_ok=True)
    codes = {0}
    for page in pages:
        output = str(folder / f"{page.stem}.yaml") if folder else None
        try:
            one = Namespace(**{**vars(arguments), "article": str(page), "output": output})
            codes.add(_extract_one(one, around, catalog))
        except (UsageError, UnreadableArticleError) as error:
            codes.add(WRONG_USE)
            around.tell(plain(str(error)))
    return WRONG_USE if WRONG_USE in codes else max(codes)


def _folder_of_drafts(arguments: Namespace) -> Path | None:
    """The folder for the claims files of several articles, which is made if need be. Raises `UsageError` where it cannot be."""
    folder = Path(arguments.output) if arguments.output else None
    if folder and not (folder.is_dir() or (folder.parent.is_dir() and not os.path.lexists(folder))):
        told = "for several articles --output names the folder of their claims files"
        raise UsageError(f"{folder} is no folder, nor can it be made: {told}")
    return folder


def _extract_export(arguments: Namespace, around: Surroundings, catalog: "Resolver | None") -> int:
    """Draft from every published post of a WordPress export; each is kept as a page of its own."""
    from claimcheck.cli.export import keep_posts  # noqa: PLC0415 - few articles come in an export

    if not arguments.save:
        raise UsageError(
            f"{arguments.article}: an export holds many pages: name a folder with --save, in which each becomes a page of its own"
        )
    _folder_of_drafts(arguments)  # before pages are kept
    pages = keep_posts(arguments.article, Path(arguments.save), around)
    return _extract_each(Namespace(**{**vars(arguments), "save": None}), pages, around, catalog)


def _extract_one(arguments: Namespace, around: Surroundings, catalog: "Resolver | None") -> int:
    output = Path(arguments.output) if arguments.output else None
    _refuse_to_overwrite(output)
    article, path, source = _article(arguments, around)
    page = about_page(article, source)
    arguments = Namespace(**{**vars(arguments), "against": held_against(arguments, path, around)})
    known = load_claims(arguments.against) if arguments.against else ClaimSet()
    sentences = read_claim_sentences(article)
    recorded = recorded_spans(article, claims_about(path, known))
    missing = unrecorded(sentences, recorded)
    beside, unread = surroundings_of(path or Path("page.html"), source)
    works = PageWorks(article, beside)
    taken = ids_taken(known, output)
    drafts = with_citations(drafts_of(article, missing, taken), works, taken)
    drafts, unasked = with_pmids(drafts, catalog) if catalog else (drafts, {})
    chosen = arguments.format or ("text" if output is None and around.out.isatty() else "yaml")
    text = {
        "text": lambda: _as_list(article.path, drafts),
        "json": lambda: _as_json(article, page, drafts, len(sentences), len(missing)),
        "yaml": lambda: drafted_file(drafts, article, page, output, path),
    }[chosen]()
    if output and chosen == "yaml" and sentences and not missing:
        around.tell(f"all of it is recorded: {plain(str(output))} is not written")
    else:
        _give(around, text, output, chosen)
    _tell(around, arguments, len(sentences), len(missing), drafts)
    if arguments.against:
        _tell_unclear(around, known)
        _tell_doubted(around, article, (*recorded, *_spans(sentences)))
    drafted = set(_spans(missing))
    claimed = [(one.start, one.end) for one in drafts] + [one for one in _spans(sentences) if one not in drafted]
    _tell_references(around, works, claimed, unread)
    if told := ", ".join(f"{key} {plain(value)}" for key, value in _page_record(page).items()):
        around.tell(f"the page says: {told}")
    if chosen == "text" and drafts:
        around.tell(f"to record them: {_recording(arguments)}")
    for work, reason in unasked.items():
        around.tell(f"no PMID for {plain(work)}: {plain(reason)}")
    return WRONG_USE if unread else COULD_NOT_ASK if unasked else 0


def _give(around: Surroundings, text: str, output: Path | None, chosen: str) -> None:
    """Write the drafts where they are wanted."""
    if output is None:
        if chosen not in FOR_EYES:
            write_bytes_alike(around.out)
        around.out.write(text)
    else:
        output.parent.mkdir(exist_ok=True)  # the usual one, where it is the first of them
        write_atomically(output, text.encode("utf-8"))


def _tell_references(around: Surroundings, works: PageWorks, claimed: Sequence[Span], unread: Iterable[str]) -> None:
    """What was not taken along of the page's references, and the bibliographies that cannot be read."""
    _tell_strays(around, works, claimed)
    _tell_unmatched(around, works)
    for reason in unread:
        around.tell(f"{plain(works.article.path)}: its bibliography {plain(reason)}")


def _tell_unclear(around: Surroundings, known: ClaimSet) -> None:
    """The claims files in which a quote may stand that nobody could read."""
    for file in known.unclear:
        told = "cannot be read in full (claimcheck check tells why): what it records may be drafted once more"
        around.tell(f"{plain(file)} {told}")


def _tell_strays(around: Surroundings, works: PageWorks, claimed: Sequence[Span]) -> None:
    """The works that the page gives for none of its claims, a line each."""
    for stray in strays(works, claimed):
        place = works.article.position(stray.start)
        shown = plain(", ".join(one.label for one in stray.citations))
        against = "against what is claimed, or for something else"
        told = against if stray.is_against else "where nothing is claimed"
        around.tell(f"{plain(place.path)}:{place.line}: {shown} stands {told}")


def _tell_unmatched(around: Surroundings, works: PageWorks) -> None:
    """The marks of the page that are those of no sure entry of its list of references, and those of which nothing tells the work."""
    for marks, told in (
        (works.unmatched(), "the list of references has no sure entry for {}: no work is taken along for it"),
        (works.unresolved(), "nothing tells which work {} is: none is taken along for it"),
    ):
        if marks:
            place = works.article.position(marks[0][0])
            shown = plain(", ".join(dict.fromkeys(mark for _, mark in marks)))
            around.tell(f"{plain(place.path)}:{place.line}: {told.format(shown)}")


def _article(arguments: Namespace, around: Surroundings) -> tuple[Article, Path | None, str]:
    """The article, the file that a claims file names as it (None for what has none: standard input, a page of the web that is not
    saved), and its source.
    """
    if arguments.article == STDIN:
        if arguments.save:
            raise UsageError("--save is not for a page on stdin: write it into a file, and name that")
        return _from_stdin(around)
    if not is_address(arguments.article):
        if arguments.save:
            raise UsageError("--save is for a page that is named by its address, and for an export of WordPress")
        data = article_bytes(arguments.article)
        article = reader_for(arguments.article)(data, arguments.article)
        source = source_of(data, arguments.article)
        if not data.endswith(source.encode("utf-8")):
            told = "is not UTF-8: it is read, but claimcheck cite writes into UTF-8 alone"
            around.tell(f"{plain(arguments.article)} {told}")
        return article, Path(arguments.article), source
    from claimcheck.cli.web_page import fetch_page  # noqa: PLC0415 - it loads network code

    saved = Path(arguments.save) if arguments.save else None
    _refuse_to_overwrite(saved)
    page = fetch_page(arguments.article)
    if saved is None:
        told = "its quotes can be checked only against a copy; next: the same with --save FILE"
        around.tell(f"{plain(page.address)}: {told}")
        return page.article(), None, page.copy.decode()
    article = page.article()
    write_atomically(saved, page.copy)
    return evolve(article, path=str(saved)), saved, page.copy.decode()


def _from_stdin(around: Surroundings) -> tuple[Article, None, str]:
    """The page on standard input: HTML where it begins with markup, else Markdown."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    name = "stdin.html" if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "stdin.md"
    if len(data) > MAX_BYTES:
        raise UsageError("the page on stdin is larger than 20 MB: give a part of it")
    if not data.strip():
        raise UsageError("there is nothing on stdin: name a page, or give its text")
    around.tell("stdin: its quotes can be checked only against a file: write its path under article: {path: …}")
    return reader_for(name)(data, name), None, source_of(data, name)


def is_address(written: str) -> bool:
    """Whether an article is named by its address on the web."""
    return written.lower().startswith(("https://", "http://"))


def _recording(arguments: Namespace) -> str:
    """The command that writes what was listed, into a claims file that is not there yet."""
    stem = f"claims/{'page' if arguments.article == STDIN else Path(arguments.article).stem}"
    names = chain([f"{stem}.yaml"], (f"{stem}-{number}.yaml" for number in count(2)))
    new = next(name for name in names if not os.path.lexists(name))
    against = "".join(f" --against {shlex.quote(path)}" for path in arguments.against or ())
    return plain(f"claimcheck extract {shlex.quote(arguments.article)}{against} --output {shlex.quote(new)}")


def _refuse_to_overwrite(output: Path | None) -> None:
    if output is None:
        return
    if output.exists() or output.is_symlink():
        raise UsageError(
            f"{output} exists and is not overwritten: name another file, or see --against for what is missing in it"
        )
    if not output.parent.is_dir() and (output.parent != CLAIMS or os.path.lexists(CLAIMS)):
        raise UsageError(f"{output.parent} is no folder: make it first, or name another file")


def about_page(article: Article, source: str) -> About:
    """What the page says about itself. Raises `UsageError` for one that is not in English: nothing can be drafted of it."""
    page = about(source)
    if not is_english(article):
        said = f' (it says lang="{plain(page.language)}")' if page.language else ""
        raise UsageError(
            f"{article.path}: reads as another language than English{said}: claims are drafted from English pages only"
        )
    return page


def drafted_file(drafts: Sequence[Draft], article: Article, page: About, output: Path | None, path: Path | None) -> str:
    """The claims file at `output` (None: one in this folder) of drafts of an article, which lies at `path` if it has a file."""
    folder = output.parent if output else Path()
    named = Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix() if path else None
    reference = ArticleRef(named, article.title or None, reviewed=page.reviewed)
    notes = {draft.claim.id: plain(draft.note) for draft in drafts if draft.note}
    return claims_file_text(tuple(draft.claim for draft in drafts), reference, notes)


def _as_list(path: str, drafts: tuple[Draft, ...]) -> str:
    """One line a claim, with its place and kind, what an editor has to look at, and what is vague about its source."""
    lines: list[str] = []
    for draft in drafts:
        claim = draft.claim
        place = f"{plain(path)}:{claim.location.line}:{claim.location.column}"
        lines.append(f"{place}  {claim.kind.value if claim.kind else 'claim'}: {plain(claim.statement)}")
        if draft.note:
            lines.append(f"    {plain(draft.note)}")
        if claim.attributed_to:
            lines.append(f"    {plain(_source(claim.attributed_to))}")
        if claim.citations:
            lines.append(f"    the page cites {plain(', '.join(one.label for one in claim.citations))}")
    return "".join(f"{line}\n" for line in lines)


def _source(attribution: Attribution) -> str:
    if attribution.vague:
        return f'names no work: "{attribution.vague}"'
    named = (attribution.author, attribution.journal, attribution.year, attribution.publication_type)
    return f"names {', '.join(str(part) for part in named if part)}"


def _as_json(article: Article, page: About, drafts: tuple[Draft, ...], making: int, missing: int) -> str:
    document = {
        "schema": "claimcheck-extract/1",
        "article": article.path,
        "page": _page_record(page),
        "sentences": {"making_a_claim": making, "recorded": making - missing, "unrecorded": missing},
        "claims": [_draft_record(draft) for draft in drafts],
    }
    return plain_json(document, indent=2) + "\n"


def _page_record(page: About) -> dict[str, str]:
    reviewed = page.reviewed.isoformat() if page.reviewed else ""
    told = {"author": page.author, "language": page.language, "reviewed": reviewed}
    return {key: value for key, value in told.items() if value}


def _draft_record(draft: Draft) -> dict[str, object]:
    """The claim, its place, and what an editor has to look at."""
    place: dict[str, object] = {"line": draft.claim.location.line, "column": draft.claim.location.column}
    marks: dict[str, object] = {
        "begins_with": draft.lead,
        "resolved": draft.resolved,
        "points_outside": draft.points_outside,
        "stands_under": list(draft.under),
        "perhaps_about": draft.about,
    }
    return claim_record(draft.claim) | place | {key: value for key, value in marks.items() if value}


def _spans(sentences: Iterable[ClaimSentence]) -> list[Span]:
    return [(one.unit.start, one.unit.end) for one in sentences]


def _tell_doubted(around: Surroundings, article: Article, known: Iterable[Span]) -> None:
    """What `check` lists (CC102), which tells claims by their words, and what is not drafted, since it was read as none."""
    is_apart = apart_from(known)
    for unit in (one for one in claim_units(article) if is_apart(one.start, one.end)):
        place = article.position(unit.start)
        print(
            f'claimcheck: {plain(place.path)}:{place.line}: "{plain(unit.text)}" is not drafted: it reads as needing'
            " no source; check lists it (CC102) until a claim with needs_source: false quotes it",
            file=around.err,
        )


def _tell(around: Surroundings, arguments: Namespace, making: int, missing: int, drafts: tuple[Draft, ...]) -> None:
    makes = "1 sentence makes a claim" if making == 1 else f"{making} sentences make a claim"
    told = f"{makes}, {making - missing} recorded" if arguments.against else makes
    where = f" in {arguments.output}" if arguments.output and (drafts or not making) else ""
    drafted = f"{len(drafts)} {'claim' if len(drafts) == 1 else 'claims'} drafted{where}{_of_kinds(drafts)}"
    around.tell(f"{told}; {drafted}")
    if vague := sum(bool(one.claim.attributed_to and one.claim.attributed_to.vague) for one in drafts):
        around.tell(f"{vague} of them {'leans' if vague == 1 else 'lean'} on a source that is not named")
    if leaning := sum(bool(draft.points_outside or draft.under or draft.page) for draft in drafts):
        leans = "leans" if leaning == 1 else "lean"
        around.tell(f"{leaning} of them {leans} on what stands around: say who or what is meant")
    if cited := sum(len(draft.claim.citations) for draft in drafts):
        references = "1 reference" if cited == 1 else f"{cited} references"
        around.tell(f"{references} of the page taken along: claimcheck find asks whether they say so")
    if resolved := sum(bool(draft.resolved or draft.lead) for draft in drafts):
        have = "has" if resolved == 1 else "have"
        around.tell(f"{resolved} of them {have} words from the sentences before: see whether they are meant")
    if drafts and arguments.output:
        around.tell("read the drafts, put them right, then: claimcheck find")


def _of_kinds(drafts: tuple[Draft, ...]) -> str:
    """How many there are of each kind, the most frequent first."""
    counted = Counter(one.claim.kind.value for one in drafts if one.claim.kind).most_common()
    return f" ({', '.join(f'{number} {kind}' for kind, number in counted)})" if len(counted) > 1 else ""
