"""What the command line accepts. Nothing is loaded or done here: `main` loads the one command that was asked for."""

import argparse
from collections.abc import Callable
from functools import partial

from claimcheck import __version__
from claimcheck.cli.arguments import (
    EXIT_CODES,
    Help,
    Parser,
    Suggested,
    add_command,
    claims_paths,
    common,
    count,
    day,
    format_and_file,
    lock,
    one_of,
    paths,
    port,
    rule_names,
    text_or_json,
)
from claimcheck.config import OPTIONS
from claimcheck.model import Severity, Stance
from claimcheck.reports import FORMATS

IN_ARTICLE = ("markdown-footnotes", "pandoc", "html", "docx-comments", "docx-footnotes")
BIBLIOGRAPHIES = ("csl-json", "bibtex", "ris", "nbib", "ama", "vancouver", "json-ld")
"""The formats of `cite`, named here so that declaring the command line loads nothing."""


def _declare_check(parser: argparse.ArgumentParser) -> None:
    paths(parser)
    _declare_output(parser)
    parser.add_argument(
        "--fail-on",
        type=one_of(Severity),
        metavar="SEVERITY",
        help="error, warning or note: exit 1 from here on (default: error)",
    )
    for flag, what in (
        ("--select", "only these rules: codes, names or prefixes, set apart by commas (repeatable)"),
        ("--ignore", "without these rules (repeatable)"),
    ):
        parser.add_argument(flag, type=rule_names, action="extend", metavar="RULES", help=what)
    _declare_pack(parser)
    parser.add_argument("--baseline", metavar="FILE", help="findings that FILE lists are known and do not fail")
    parser.add_argument(
        "--write-baseline",
        metavar="FILE",
        nargs="?",
        const="",
        help="list what is found now in FILE (default: the baseline, else claimcheck-baseline.json); a list that is there shrinks",
    )
    parser.add_argument(
        "--grow-baseline",
        action="store_true",
        help="with --write-baseline: list new findings in a list that is there too",
    )
    parser.add_argument(
        "--fix", action="store_true", help="mend what is mechanical in the claims files, then report what is left"
    )
    parser.add_argument("--diff", action="store_true", help="with --fix: show what would change; change no file")
    parser.add_argument(
        "--require-complete", action="store_true", default=None, help="exit 3 when something could not be checked"
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 whatever was found (a first look; not for CI)")
    parser.add_argument("--allow-empty", action="store_true", help="a folder without claims files is no error")
    _declare_workers(parser, "processes that examine the claims files")
    parser.add_argument(
        "--no-cache", action="store_true", help="check anew, also where nothing has changed since the last time"
    )
    changed = parser.add_mutually_exclusive_group()
    changed.add_argument("--since", metavar="REV", help="only claims that changed since a git revision")
    changed.add_argument("--staged", action="store_true", help="only claims that the next git commit changes")
    common(parser)


def _declare_workers(parser: argparse.ArgumentParser, jobs: str) -> None:
    """Who works beside this process; `jobs` is what its processes do."""
    parser.add_argument("--jobs", type=count, default=1, metavar="N", help=f"{jobs} (default: 1)")
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="let the workers of this Dask scheduler do it, such as tcp://10.0.0.5:8786"
    )


def _declare_judge_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--judge",
        metavar="NAME",
        help="who rules: network, server, transformers:FOLDER or a plug-in (default: network)",
    )


def _declare_pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--policy", metavar="NAME|FILE", help="hold to a policy pack (see `claimcheck policy list`)")


def _declare_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="NAME", help="your name (default: the setting reviewer, else git's user.name)")


def _declare_output(parser: argparse.ArgumentParser) -> None:
    output = parser.add_argument_group("output")
    output.add_argument(
        "--format",
        choices=Suggested(FORMATS),
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}, or a plug-in's (default: summary; github in GitHub Actions)",
    )
    output.add_argument(
        "--output",
        type=format_and_file,
        metavar="FORMAT=FILE",
        action="append",
        help="write a report to a file too (repeatable)",
    )
    output.add_argument(
        "--min-severity", type=Severity, choices=tuple(Severity), help="show findings from here on; the verdict stays"
    )
    output.add_argument(
        "--stdin-filename", metavar="FILE", help="the name of the claims file given on stdin (PATH is -)"
    )


def _declare_policy(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=Parser, prog=parser.prog
    )
    common(add_command(actions, "list", "the built-in packs, one a line"))
    show = add_command(actions, "show", "what a pack sets, and by which standard")
    show.add_argument("name", metavar="NAME|FILE", help="a built-in pack, or the file of a house's own")
    common(show)


def _declare_waivers(parser: argparse.ArgumentParser) -> None:
    paths(parser)
    text_or_json(parser)
    common(parser)


def _declare_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--articles", metavar="PATH", help="a page to draft claims from, or the folder of your pages")
    parser.add_argument(
        "--email",
        metavar="ADDRESS",
        help="yours, for NCBI; it will stand in claimcheck.toml (or set NCBI_EMAIL instead)",
    )
    _declare_pack(parser)
    parser.add_argument("--yes", action="store_true", help="ask no questions")
    common(parser)


def _declare_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "key", metavar="KEY", nargs="?", help="one setting, such as fail-on, or a table, such as rules (default: all)"
    )
    text_or_json(parser)
    common(parser)
    given = parser.add_argument_group("flags of other commands, to see what they change")
    for option in OPTIONS:
        if option.flag == "--require-complete":
            given.add_argument(option.flag, action="store_true", default=None, help=option.about)
        elif option.flag and option.is_list:
            given.add_argument(option.flag, type=rule_names, action="extend", metavar="VALUE", help=option.about)
        elif option.flag:
            given.add_argument(option.flag, metavar="VALUE", help=option.about)


def _declare_find(parser: argparse.ArgumentParser) -> None:
    paths(parser)
    parser.add_argument("--claim", metavar="ID", action="append", help="only this claim (repeatable)")
    parser.add_argument("--all", action="store_true", help="every claim, not only those without a source")
    parser.add_argument(
        "--again", action="store_true", help="ask about claims too that were searched today, and have not changed since"
    )
    _declare_catalog(parser)
    parser.add_argument(
        "--full-text",
        action="store_true",
        help="read the texts of open articles in PubMed Central too, where the abstract leaves a claim open",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be attached; change no file")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show the searches, the scores, every verdict and why the rest was left out",
    )
    _declare_judge_name(parser)
    _cached(parser)
    _declare_workers(
        parser, "processor cores that the network reads with; with a mirror, processes that search and judge"
    )
    parser.add_argument(
        "--limit", type=count, metavar="N", help="candidates told of a claim (default: 10; text shows 3)"
    )
    text_or_json(parser)
    common(parser)


def _declare_catalog(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--catalog",
        metavar="NAME",
        help="who is asked: pubmed, mirror:FOLDER, mirror:FOLDER+FOLDER for one in parts, mirror:FOLDER,pubmed (it, and PubMed for what is newer) or a plug-in (default: pubmed)",
    )


def _declare_judge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("statement", metavar="STATEMENT", help="the claim, in your own words")
    read = parser.add_mutually_exclusive_group(required=True)
    read.add_argument("--pmid", metavar="PMID", nargs="+", action="extend", help="papers on PubMed to read")
    read.add_argument(
        "--text", metavar="FILE", help="a text to read instead, such as an abstract; - for standard input"
    )
    _declare_judge_name(parser)
    _cached(parser)
    text_or_json(parser)
    common(parser)


def _declare_extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "article",
        metavar="ARTICLE",
        help="the page (Markdown, HTML, Word or plain text), its address, a folder of pages, or an export of WordPress (.xml)",
    )
    parser.add_argument(
        "--save",
        metavar="PATH",
        help="keep the page of an address in this new file; of an export, each post in this folder",
    )
    parser.add_argument(
        "--output",
        "-o",
        metavar="PATH",
        help="write the draft there (default: print it); must not exist; for several pages a folder",
    )
    parser.add_argument(
        "--catalog",
        metavar="NAME",
        help="ask there for the PMIDs of works that the page gives by DOI or PMCID: pubmed or mirror:FOLDER (default: ask nobody)",
    )
    parser.add_argument(
        "--against", metavar="PATH", action="append", help="claims files or folders: draft only what they do not record"
    )
    parser.add_argument(
        "--format", choices=("text", "yaml", "json"), help="default: text, a list to read, on a terminal; else yaml"
    )
    common(parser)


def _declare_anchor(parser: argparse.ArgumentParser) -> None:
    claims_paths(parser)
    parser.add_argument("--update", action="store_true", help="write the article's words into the claims files")
    parser.add_argument(
        "--claim",
        metavar="ID",
        action="append",
        default=[],
        help="only this claim; with --update also the wording that is offered with a question mark; may be repeated",
    )
    common(parser)


def _declare_cite(parser: argparse.ArgumentParser) -> None:
    paths(parser)
    formats = (*IN_ARTICLE, *BIBLIOGRAPHIES)
    parser.add_argument(
        "--format",
        choices=formats,
        metavar="FORMAT",
        help=f"in the article: {', '.join(IN_ARTICLE)} (default: what fits the article); bibliography: {', '.join(BIBLIOGRAPHIES)}",
    )
    parser.add_argument("--output", metavar="FILE", help="write the bibliography to FILE (default: standard output)")
    parser.add_argument("--write", action="store_true", help="write into the articles too when printing a bibliography")
    parser.add_argument("--dry-run", action="store_true", help="show what would change in the articles")
    parser.add_argument("--proposed", action="store_true", help="also supporting citations that nobody has reviewed")
    parser.add_argument(
        "--all-stances", action="store_true", help="also reviewed citations that do not support a claim"
    )
    common(parser)


def _declare_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an NBIB, RIS, BibTeX or CSL-JSON file")
    parser.add_argument("--match", action="store_true", help="ask PubMed which of its records each work is")
    parser.add_argument("--claim", metavar="ID", help="cite them for this claim; without it they are printed as YAML")
    _declare_person(parser)


def _declare_audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="claims files or folders (default: claims); with --verify: compared with the pack",
    )
    doing = parser.add_mutually_exclusive_group(required=True)
    doing.add_argument("--output", "-o", metavar="FILE", help="write the pack there, a ZIP file")
    doing.add_argument("--verify", metavar="FILE", help="say whether a pack is as it was packed, and what was changed")
    parser.add_argument(
        "--date",
        metavar="DATE",
        type=day,
        help="the pack's own day (default: the latest that the claims and the lock tell)",
    )
    lock(parser)
    _declare_pack(parser)
    common(parser)


def _declare_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("info", "clear"), help="what to do with it")
    common(parser)


def _declare_mirror(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=Parser, prog=parser.prog
    )
    for name, purpose in (
        ("build", "make a mirror from NLM's baseline files, or go on with one"),
        ("update", "apply NLM's update files; without files, mend the index"),
    ):
        making = add_command(actions, name, purpose)
        making.add_argument(
            "files", metavar="FILE", nargs="*", help="such as pubmed26n0001.xml.gz, or a folder of them"
        )
        making.add_argument("--mesh", metavar="FILE", help="NLM's MeSH descriptors, such as desc2026.xml")
        making.add_argument(
            "--part",
            metavar="K/N",
            help="keep only part K of N of all records; the parts are asked together (mirror:A+B)",
        )
        making.add_argument("--unchecked", action="store_true", help="do not compare with the .md5 files beside them")
        _declare_workers(making, "processes that read the files")
        _in_folder(making)
    told = add_command(actions, "info", "what the mirror holds")
    text_or_json(told)
    _in_folder(told)
    searching = add_command(actions, "search", "ask the mirror in PubMed's query language")
    searching.add_argument("query", metavar="QUERY", help="such as 'sciatica AND exercise[tiab]'")
    searching.add_argument("--limit", type=count, default=20, metavar="N", help="records to show (default: 20)")
    text_or_json(searching)
    _in_folder(searching)
    _in_folder(add_command(actions, "verify", "read every record and compare the index with them"))


def _in_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", metavar="FOLDER", help="the mirror (default: that of the setting catalog, else pubmed.index)"
    )
    common(parser)


def _cached(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--offline", action="store_true", help="ask nobody: only papers of the cache")
    parser.add_argument("--refresh", action="store_true", help="fetch papers anew that the cache has")


def _declare_refresh(parser: argparse.ArgumentParser) -> None:
    paths(parser)
    parser.add_argument("--catalog", metavar="NAME", help="who is asked: pubmed or mirror:FOLDER (default: pubmed)")
    parser.add_argument(
        "--full-text", action="store_true", help="look again for passages of full texts, in PubMed Central"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what changed; change no file")
    watching = parser.add_argument_group("watching for retractions")
    watching.add_argument(
        "--watch",
        action="store_true",
        help="tell only what was retracted, corrected or put under concern since last time",
    )
    watching.add_argument(
        "--retractions", metavar="FILE", help="with --watch: Retraction Watch's CSV, where you have it, besides PubMed"
    )
    watching.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        help="with --watch (default: text); markdown for a pull request",
    )
    common(parser)


def _declare_word(parser: argparse.ArgumentParser, *, accepting: bool) -> None:
    parser.add_argument("claim", metavar="CLAIM", nargs="?", help="the claim's id")
    parser.add_argument("pmid", metavar="PMID", nargs="?", help="the paper")
    if accepting:
        parser.add_argument(
            "--stance", type=one_of(Stance), metavar="STANCE", help=f"how you read the paper: {', '.join(Stance)}"
        )
        parser.add_argument(
            "--all-proposed",
            action="store_true",
            help="every proposal that supports a claim and that nobody has looked at",
        )
        parser.add_argument(
            "--claim",
            dest="only",
            metavar="ID",
            action="append",
            help="with --all-proposed: only of this claim (repeatable)",
        )
        parser.add_argument("--note", metavar="TEXT", help="a remark; kept beside the citation")
    else:
        parser.add_argument("--reason", "--note", dest="note", metavar="TEXT", help="why; kept beside the claim")
    parser.add_argument(
        "--list",
        metavar="FILE",
        help="lines of a claim's id and a PMID"
        + (", perhaps a stance" if accepting else "")
        + "; - for standard input",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask, also where nobody knows the paper")
    _declare_person(parser)


def _declare_undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "claim", metavar="CLAIM", nargs="?", help="the claim's id (default: the latest decision of all)"
    )
    parser.add_argument("pmid", metavar="PMID", nargs="?", help="the paper (default: the claim's latest decision)")
    _declare_person(parser)


def _declare_person(parser: argparse.ArgumentParser) -> None:
    _declare_name(parser)
    parser.add_argument("--path", dest="paths", metavar="PATH", action="append", help="claims (default: claims)")
    lock(parser)
    parser.add_argument("--today", metavar="DATE", type=day, help="the date to record (default: today)")
    common(parser)


def _declare_review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="PATH", nargs="?", default="claims", help="a claims file or a folder of them (default: claims)"
    )
    parser.add_argument("--terminal", action="store_true", help="review here, in the terminal")
    parser.add_argument(
        "--host", metavar="H", default="127.0.0.1", help="where to listen (default: this machine alone)"
    )
    parser.add_argument("--port", metavar="N", type=port, default=0, help="default: any that is free")
    parser.add_argument("--no-browser", action="store_true", help="open no browser; only print the address")
    _declare_catalog(parser)
    _declare_name(parser)
    lock(parser)
    parser.set_defaults(judge=None)
    common(parser)


def _declare_report(parser: argparse.ArgumentParser) -> None:
    paths(parser)
    parser.add_argument(
        "--site", metavar="FOLDER", required=True, help="write there an overview of all articles, and a page for each"
    )
    common(parser)


def _declare_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="CODE", nargs="?", help="such as CC101 or unsourced-claim; without it: list all"
    )
    parser.add_argument("--all", action="store_true", help="every rule with its whole page")
    text_or_json(parser)
    common(parser)


def _declare_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("of", nargs="?", choices=("claims", "report"), default="claims", help="default: claims")
    common(parser)


def _declare_lsp(parser: argparse.ArgumentParser) -> None:
    claims_paths(parser)
    lock(parser)
    _declare_pack(parser)
    parser.add_argument("--stdio", action="store_true", help="over standard input and output, as always")
    common(parser)


def _declare_mcp(parser: argparse.ArgumentParser) -> None:
    claims_paths(parser)
    lock(parser)
    _declare_judge_name(parser)
    parser.add_argument("--write", action="store_true", help="let the assistant propose citations in the claims files")
    common(parser)


def _declare_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell it is for")
    common(parser)


NEXT = "next"
"""The command that `claimcheck` alone stands for."""

_DECLARED: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("check:check", "report claims without a source; asks nobody, fit for CI", _declare_check),
    "find": ("find:find", "look for papers on PubMed and attach those that support a claim", _declare_find),
    "judge": ("judge:judge", "say whether a paper or a text says what a statement says", _declare_judge),
    "refresh": (
        "refresh:refresh",
        "ask PubMed again about every cited paper: retractions, corrections",
        _declare_refresh,
    ),
    "accept": ("decisions:accept", "put your name to a citation", partial(_declare_word, accepting=True)),
    "reject": (
        "decisions:reject",
        "turn a proposal down, so that it is not proposed again",
        partial(_declare_word, accepting=False),
    ),
    "undo": (
        "decisions:undo",
        "take a decision back: an acceptance, a rejection, or what a review page wrote",
        _declare_undo,
    ),
    "review": ("review:review", "read claims beside their evidence and decide, in a browser or here", _declare_review),
    "report": ("report:report", "write the state of all articles as pages of a site; asks nobody", _declare_report),
    "extract": ("extract:extract", "draft a claims file from an article, or of each in a folder", _declare_extract),
    "anchor": ("anchor:anchor", "bring quotes up to date with the article's wording; asks nobody", _declare_anchor),
    "cite": ("cite:cite", "write references into the articles, or print a bibliography", _declare_cite),
    "import": ("import_:import_", "take citations from an NBIB, RIS, BibTeX or CSL-JSON file", _declare_import),
    "audit": ("audit:audit", "pack what every claim rests on for somebody else, or verify such a pack", _declare_audit),
    "cache": (
        "cache:cache",
        "show or clear what is kept on this machine: papers, and reports of checks",
        _declare_cache,
    ),
    "mirror": (
        "mirror:mirror",
        "keep PubMed on this machine: build, update, search and check a mirror",
        _declare_mirror,
    ),
    "policy": ("policy:policy", "list and show policy packs", _declare_policy),
    "waivers": ("waivers:waivers", "list every waiver with what it comes to today", _declare_waivers),
    NEXT: ("next_step:next_step", "say what to do next here; `claimcheck` alone does the same", common),
    "init": ("init:init", "start a project here: settings and a first claims file; overwrites nothing", _declare_init),
    "config": ("config:config", "show every setting, its value and who decided it", _declare_config),
    "rule": ("rule:rule", "explain a rule", _declare_rule),
    "schema": (
        "schema:schema",
        "print the JSON Schema of claims files, for completion in editors, or of reports",
        _declare_schema,
    ),
    "lsp": ("lsp:lsp", "serve an editor: findings as you type, cards, completion, fixes", _declare_lsp),
    "mcp": ("mcp:mcp", "serve an assistant: check a text, find sources, read citations", _declare_mcp),
    "completion": (
        "completion:completion",
        "print a script that completes this command in a shell",
        _declare_completion,
    ),
}
"""For each command what does it (a function of a module of `cli`), its purpose in a few words, and what declares its arguments."""

COMMANDS = {name: f"claimcheck.cli.{function}" for name, (function, _, _) in _DECLARED.items()}


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; or, where the command is known, that of the command alone, which takes a tenth of the time."""
    parser = Parser(
        prog="claimcheck",
        description="Check that the claims of health articles have a source on PubMed that says so.",
        epilog=EXIT_CODES,
        formatter_class=Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"claimcheck {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=Parser, prog="claimcheck"
    )
    for name in (command,) if command in _DECLARED else _DECLARED:
        _, purpose, declare = _DECLARED[name]
        declare(add_command(commands, name, purpose))
    return parser
