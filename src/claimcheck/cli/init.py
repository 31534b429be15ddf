"""The command that starts a project: init. It asks nobody but the person at the terminal, and overwrites nothing."""

import json
import os
import re
import shlex
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from claimcheck.articles.article import article_bytes, read_article, source_of
from claimcheck.claimfile import claims_files, load_claims
from claimcheck.cli.extract import about_page, drafted_file
from claimcheck.cli.main import Surroundings
from claimcheck.cli.page_references import surroundings_of
from claimcheck.cli.questions import NOTHING_WRITTEN, Question, StoppedError, articles_in, ask, can_ask
from claimcheck.config import Settings, Source
from claimcheck.errors import INTERRUPTED, UsageError
from claimcheck.extraction.cited import with_citations
from claimcheck.extraction.drafts import drafts_of
from claimcheck.extraction.page_reader import read_claim_sentences
from claimcheck.extraction.page_works import PageWorks
from claimcheck.files import write_atomically
from claimcheck.policies import BUILT_IN, read_policy
from claimcheck.rules.registry import code_of
from claimcheck.settings_file import CONFIG_NAME, nearest_file

CLAIMS = "claims"
_ADDRESS = re.compile(r"[^@\s\"\\]+@[^@\s\"\\]+\.[^@\s\"\\]+")
_EXAMPLE = """\
# One record a claim. `claimcheck extract ARTICLE --output claims/NAME.yaml` drafts such a file from an article.
# `claimcheck schema` describes every key. Take the marks away to try this one:
claimcheck: 1
claims: []
#  - id: walking-helps-back-pain           # unique in the project
#    statement: Walking reduces chronic low back pain.
#    kind: efficacy                        # what sort of claim it is; decides what counts as a source
#    population: chronic low back pain     # who, what and to what end: `claimcheck find` searches with these
#    intervention: walking
#    outcome: pain
"""
_SETTINGS = """\
# The settings of claimcheck; `claimcheck config` shows them all, and who decided each.
{policy}
# fail-on = "error"                         # exit 1 from here on: error, warning or note
# baseline = "claimcheck-baseline.json"     # known findings of an old site: claimcheck check --write-baseline

[pubmed]
{email}
"""


@frozen
class _Answers:
    """What the project is to start with. Empty: none."""

    articles: str = ""
    email: str = ""
    policy: str = ""


@frozen
class _New:
    """A file to be written, and how many claims were drafted for it; None where none were to be."""

    path: Path
    text: str
    drafted: int | None = None


def init(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Write claimcheck.toml and a first claims file, after three questions where somebody is there to answer."""
    there = nearest_file(around.folder)
    own = Path(CONFIG_NAME) if os.path.lexists(CONFIG_NAME) else None
    own = own or (there if there and there.parent == around.folder else None)
    if own and (arguments.email or arguments.policy):
        raise UsageError(f"{own.name} exists and is not overwritten: write --email and --policy into it yourself")
    try:
        answers = _answers(arguments, settings, around, has_settings=own is not None)
    except StoppedError:
        print(f"\nclaimcheck: {NOTHING_WRITTEN}", file=around.err)
        return INTERRUPTED
    new = [*_settings(answers, own), *_claims(answers, around)]  # everything is known before anything is written
    for each in new:
        each.path.parent.mkdir(exist_ok=True)
        write_atomically(each.path, each.text.encode("utf-8"))
        around.show(f"wrote {each.path}")
    for sentence in (*_left(new, there, own), *_about_address(answers, own), _next_step(new, answers)):
        around.tell(sentence)
    return 0


def _answers(arguments: Namespace, settings: Settings, around: Surroundings, *, has_settings: bool) -> _Answers:
    """The flags; what they leave open is asked on a terminal, and is nothing elsewhere."""
    given = {name: getattr(arguments, name) for name in ("articles", "email", "policy")}
    for question in _QUESTIONS:
        if given[question.name]:
            question.check(given[question.name])
    if not arguments.yes and can_ask(around):
        origin = settings.origins.get("pubmed.email")
        spared = {"email", "policy"} if has_settings else set()
        spared |= {"email"} if origin and origin.source is Source.ENVIRONMENT else set()
        wanted = [one for one in _QUESTIONS if given[one.name] is None and one.name not in spared]
        given |= ask(wanted, around)
    elif None in given.values():
        why = "--yes" if arguments.yes else "no terminal"
        open_ = ", ".join(f"--{name}" for name, value in given.items() if value is None)
        around.tell(f"{why}, so nothing is asked; left at none: {open_}")
    return _Answers(**{name: value or "" for name, value in given.items()})


def _check_articles(path: str) -> None:
    if not Path(path).exists():
        raise UsageError(f"{path} does not exist")
    if Path(path).is_file():
        read_article(path)
    elif next(articles_in(Path(path)), None) is None:
        raise UsageError(f"there is no article in {path}: Markdown, HTML, Word or text")


def _check_address(address: str) -> None:
    if not _ADDRESS.fullmatch(address) or not address.isprintable() or len(address) > 254:
        raise UsageError(f"{address!r} is not an e-mail address")


def _check_policy(name: str) -> None:
    read_policy(name, code_of)


_QUESTIONS = (
    Question("articles", "Where are the articles? A page is drafted at once, a folder page by page (Enter: later)", _check_articles),
    Question(
        "email",
        "Your e-mail address, by which NCBI can reach you before it blocks you? It will stand in claimcheck.toml, and be"
        " committed with it (Enter: no; the variable NCBI_EMAIL keeps it out of the repository)",
        _check_address,
    ),
    Question("policy", f"Hold to a policy pack: {', '.join(BUILT_IN)}? (Enter: none)", _check_policy),
)  # fmt: skip


def _settings(answers: _Answers, own: Path | None) -> Iterator[_New]:
    if own is not None:
        return
    policy = (
        f"policy = {_toml(answers.policy)}" if answers.policy else '# policy = "medrs"     # `claimcheck policy list`'
    )
    email = (
        f"email = {_toml(answers.email)}"
        if answers.email
        else '# email = "desk@example.org"     # committed with this file; or set NCBI_EMAIL in the environment'
    )
    yield _New(Path(CONFIG_NAME), _SETTINGS.format(policy=policy, email=email))


def _toml(text: str) -> str:
    """A basic string of TOML, which writes its escapes as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _claims(answers: _Answers, around: Surroundings) -> Iterator[_New]:
    """The article's drafts; without an article an example, unless there are claims already."""
    if os.path.lexists(CLAIMS) and not Path(CLAIMS).is_dir():
        raise UsageError(f"{CLAIMS} is no folder: claims files belong into a folder of that name")
    existing = claims_files([CLAIMS]) if Path(CLAIMS).is_dir() else ()
    article = Path(answers.articles) if answers.articles and Path(answers.articles).is_file() else None
    if article is None:
        if not existing:
            yield _New(Path(CLAIMS) / "example.yaml", _EXAMPLE)
        return
    path = Path(CLAIMS) / f"{article.stem}.yaml"
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists and is not overwritten: {_missing(article)} shows what is missing in it")
    page = read_article(article)
    taken = {claim.id for claim in load_claims([CLAIMS])} if existing else set()
    source = source_of(article_bytes(str(article)), str(article))
    beside, _ = surroundings_of(article, source)
    drafts = with_citations(drafts_of(page, read_claim_sentences(page), taken), PageWorks(page, beside))
    yield _New(path, drafted_file(drafts, page, about_page(page, source), path, article), len(drafts))


def _left(new: list[_New], there: Path | None, own: Path | None) -> Iterator[str]:
    if own is not None:
        yield f"{own.name} has settings and is left as it is"
    elif there is not None:
        yield f"the settings of {there} no longer hold here: {CONFIG_NAME} takes their place"
    if not any(each.path.parent.name == CLAIMS for each in new):
        yield f"{CLAIMS}/ has claims files and is left as it is"


def _about_address(answers: _Answers, own: Path | None) -> Iterator[str]:
    if answers.email and own is None:
        yield (
            f"{CONFIG_NAME} holds the address {answers.email}: whoever sees the repository sees it; to keep it out, "
            "take the line away and set the environment variable NCBI_EMAIL"
        )


def _next_step(new: list[_New], answers: _Answers) -> str:
    drafted = next((each for each in new if each.drafted is not None), None)
    if drafted and not drafted.drafted:
        return f"nothing in the article makes a health claim that can be drafted: write them into {drafted.path}"
    if drafted:
        count = "1 claim" if drafted.drafted == 1 else f"{drafted.drafted} claims"
        return f"{count} drafted: read {drafted.path}, put the statements right; next: claimcheck find"
    folder = Path(answers.articles) if answers.articles else None
    articles = list(articles_in(folder)) if folder and folder.is_dir() else []
    if not articles:
        return f"next: claimcheck extract ARTICLE --output {CLAIMS}/NAME.yaml"
    drafts = ((article, f"{CLAIMS}/{article.stem}.yaml") for article in articles)
    for article, draft in drafts:
        if not os.path.lexists(draft):
            return f"next: claimcheck extract {shlex.quote(str(article))} --output {shlex.quote(draft)}"
    return f"next: {_missing(articles[0])}"


def _missing(article: Path) -> str:
    """The command that shows what the claims files do not hold of an article."""
    return f"claimcheck extract {shlex.quote(str(article))} --against {CLAIMS}"
