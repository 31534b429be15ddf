"""What the command line accepts. Nothing is loaded or done here: `main` loads the one command that was asked for."""

import argparse
from collections.abc import Callable

from claimcheck import __version__
from claimcheck.cli.arguments import Parser, count, day, flag, format_and_file, one_of, option, port, rule_names
from claimcheck.config import OPTIONS
from claimcheck.model import Severity, Stance
from claimcheck.reports import FORMATS

IN_ARTICLE = ("markdown-footnotes", "pandoc", "html", "docx-comments", "docx-footnotes")
BIBLIOGRAPHIES = ("csl-json", "bibtex", "ris", "nbib", "ama", "vancouver", "json-ld")
"""The formats of `cite`, named here so that declaring the command line loads nothing."""


class Suggested(tuple[str, ...]):
    """Words that help and completion offer; another may be a plug-in's name, so every word is accepted here."""

    __slots__ = ()

    def __contains__(self, word: object) -> bool:
        return True


def add_command(commands: "argparse._SubParsersAction[Parser]", name: str, purpose: str) -> argparse.ArgumentParser:
    """A command, or an action of one, with its help."""
    return commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")


USUAL_PATHS = ["claims"]
"""What a command without a path takes: this very list, so that a path that was named alike is told apart."""


def common(parser: argparse.ArgumentParser) -> None:
    """What every command takes."""
    settings = parser.add_argument_group("settings")
    option(settings, "--config", "FILE", "read the settings from FILE instead of the nearest one")
    flag(settings, "--isolated", "read no settings file")
    settings.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")


def paths(parser: argparse.ArgumentParser) -> None:
    """Which claims, with which lock, on which day."""
    claims_paths(parser)
    lock(parser)
    option(parser, "--today", "DATE", "the day to judge by, such as 2026-11-22 (default: today)", type=day)


def claims_paths(parser: argparse.ArgumentParser) -> None:
    """Which claims files, or folders of them."""
    option(parser, "paths", "PATH", "claims files or folders (default: claims)", nargs="*", default=USUAL_PATHS)


def lock(parser: argparse.ArgumentParser) -> None:
    """Which lock."""
    about = "the evidence lock (default: the nearest evidence.lock.json from the claims upward)"
    option(parser, "--lock", "FILE", about)


def text_or_json(parser: argparse.ArgumentParser) -> None:
    """Text for people, or JSON."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _output(parser: argparse.ArgumentParser) -> None:
    output = parser.add_argument_group("output")
    told = f"{', '.join(FORMATS)}, or a plug-in's (default: summary; github in GitHub Actions)"
    option(output, "--format", "FORMAT", told, choices=Suggested(FORMATS))
    about = "write a report to a file too (repeatable)"
    option(output, "--output", "FORMAT=FILE", about, type=format_and_file, action="append")
    output.add_argument(
        "--min-severity",
        type=one_of(Severity),
        choices=tuple(Severity),
        help="show findings from here on; the verdict stays",
    )
    option(output, "--stdin-filename", "FILE", "the name of the claims file given on stdin (PATH is -)")


def _what_counts(parser: argparse.ArgumentParser) -> None:
    about = "error, warning or note: exit 1 from here on (default: error)"
    option(parser, "--fail-on", "SEVERITY", about, type=one_of(Severity))
    about = "only these rules: codes, names or prefixes, set apart by commas (repeatable)"
    option(parser, "--select", "RULES", about, type=rule_names, action="extend")
    option(parser, "--ignore", "RULES", "without these rules (repeatable)", type=rule_names, action="extend")


def _baseline(parser: argparse.ArgumentParser) -> None:
    option(parser, "--baseline", "FILE", "findings that FILE lists are known and do not fail")
    about = "list what is found now in FILE (default: the baseline, else claimcheck-baseline.json); a list that is there shrinks"
    option(parser, "--write-baseline", "FILE", about, nargs="?", const="")
    flag(parser, "--grow-baseline", "with --write-baseline: list new findings in a list that is there too")


def _checking(parser: argparse.ArgumentParser) -> None:
    flag(parser, "--fix", "mend what is mechanical in the claims files, then report what is left")
    flag(parser, "--diff", "with --fix: show what would change; change no file")
    flag(parser, "--require-complete", "exit 3 when something could not be checked", default=None)
    flag(parser, "--exit-zero", "exit 0 whatever was found (a first look; not for CI)")
    flag(parser, "--allow-empty", "a folder without claims files is no error, nor is none where no path is named")
    _workers(parser, "processes that examine the claims files")
    flag(parser, "--no-cache", "check anew, also where nothing has changed since the last time")
    changed = parser.add_mutually_exclusive_group()
    option(changed, "--since", "REV", "only claims that changed since a git revision")
    flag(changed, "--staged", "only claims that the next git commit changes")


def _workers(parser: argparse.ArgumentParser, jobs: str) -> None:
    """Who works beside this process; `jobs` is what its processes do."""
    option(parser, "--jobs", "N", f"{jobs} (default: 1)", type=count, default=1)
    option(parser, "--dask", "ADDRESS", "let the workers of this Dask scheduler do it, such as tcp://10.0.0.5:8786")


def _judge_name(parser: argparse.ArgumentParser) -> None:
    option(parser, "--judge", "NAME", "who rules: network, server, transformers:FOLDER or a plug-in (default: network)")


def _pack(parser: argparse.ArgumentParser) -> None:
    option(parser, "--policy", "NAME|FILE", "hold to a policy pack (see `claimcheck policy list`)")


def _name(parser: argparse.ArgumentParser) -> None:
    option(parser, "--by", "NAME", "your name (default: the setting reviewer, else git's user.name)")


def _catalog(parser: argparse.ArgumentParser) -> None:
    about = "who is asked: pubmed, mirror:FOLDER, mirror:FOLDER+FOLDER for one in parts, mirror:FOLDER,pubmed (it, and PubMed for what is newer) or a plug-in (default: pubmed)"
    option(parser, "--catalog", "NAME", about)


def _cached(parser: argparse.ArgumentParser) -> None:
    flag(parser, "--offline", "ask nobody: only papers of the cache")
    flag(parser, "--refresh", "fetch papers anew that the cache has")


def _actions(parser: argparse.ArgumentParser) -> "argparse._SubParsersAction[Parser]":
    return parser.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser, prog=parser.prog)


def _policy(parser: argparse.ArgumentParser) -> None:
    actions = _actions(parser)
    common(add_command(actions, "list", "the built-in packs, one a line"))
    show = add_command(actions, "show", "what a pack sets, and by which standard")
    option(show, "name", "NAME|FILE", "a built-in pack, or the file of a house's own")
    common(show)


def _init(parser: argparse.ArgumentParser) -> None:
    option(parser, "--articles", "PATH", "a page to draft claims from, or the folder of your pages")
    about = "yours, for NCBI; it will stand in claimcheck.toml (or set NCBI_EMAIL instead)"
    option(parser, "--email", "ADDRESS", about)
    _pack(parser)
    flag(parser, "--yes", "ask no questions")


def _setting(parser: argparse.ArgumentParser) -> None:
    option(parser, "key", "KEY", "one setting, such as fail-on, or a table, such as rules (default: all)", nargs="?")


def _other_flags(parser: argparse.ArgumentParser) -> None:
    given = parser.add_argument_group("flags of other commands, to see what they change")
    for one in OPTIONS:
        if one.flag == "--require-complete":
            flag(given, one.flag, one.about, default=None)
        elif one.flag and one.is_list:
            option(given, one.flag, "VALUE", one.about, type=rule_names, action="extend")
        elif one.flag:
            option(given, one.flag, "VALUE", one.about)


def _find(parser: argparse.ArgumentParser) -> None:
    option(parser, "--claim", "ID", "only this claim (repeatable)", action="append")
    flag(parser, "--all", "every claim, not only those without a source")
    flag(parser, "--again", "ask about claims too that were searched today, and have not changed since")
    _catalog(parser)
    about = "read the texts of open articles in PubMed Central too, where the abstract leaves a claim open"
    flag(parser, "--full-text", about)
    flag(parser, "--dry-run", "show what would be attached; change no file")
    flag(parser, "--explain", "show the searches, the scores, every verdict and why the rest was left out")
    _judge_name(parser)
    _cached(parser)
    _workers(parser, "processor cores that the network reads with; with a mirror, processes that search and judge")
    option(parser, "--limit", "N", "candidates told of a claim (default: 10; text shows 3)", type=count)


def _judge(parser: argparse.ArgumentParser) -> None:
    option(parser, "statement", "STATEMENT", "the claim, in your own words")
    read = parser.add_mutually_exclusive_group(required=True)
    option(read, "--pmid", "PMID", "papers on PubMed to read", nargs="+", action="extend")
    option(read, "--text", "FILE", "a text to read instead, such as an abstract; - for standard input")


def _extract(parser: argparse.ArgumentParser) -> None:
    about = "the page (Markdown, HTML, Word or plain text), its address, a folder of pages, an export of WordPress (.xml), or - for stdin"
    option(parser, "article", "ARTICLE", about)
    about = "keep the page of an address in this new file; of an export, each post in this folder"
    option(parser, "--save", "PATH", about)
    about = "write the draft there (default: print it); must not exist; for several pages a folder"
    option(parser, ("--output", "-o"), "PATH", about)
    about = "ask there for the PMIDs of works that the page gives by DOI or PMCID: pubmed or mirror:FOLDER (default: ask nobody)"
    option(parser, "--catalog", "NAME", about)
    option(parser, "--against", "PATH", "claims files or folders: draft only what they do not record", action="append")
    parser.add_argument(
        "--format", choices=("text", "yaml", "json"), help="default: text, a list to read, on a terminal; else yaml"
    )


def _anchor(parser: argparse.ArgumentParser) -> None:
    flag(parser, "--update", "write the article's words into the claims files")
    about = "only this claim; with --update also the wording that is offered with a question mark; may be repeated"
    option(parser, "--claim", "ID", about, action="append", default=[])


def _cite(parser: argparse.ArgumentParser) -> None:
    about = f"in the article: {', '.join(IN_ARTICLE)} (default: what fits the article); bibliography: {', '.join(BIBLIOGRAPHIES)}"
    option(parser, "--format", "FORMAT", about, choices=(*IN_ARTICLE, *BIBLIOGRAPHIES))
    option(parser, "--output", "FILE", "write the bibliography to FILE (default: standard output)")
    flag(parser, "--write", "write into the articles too when printing a bibliography")
    flag(parser, "--dry-run", "show what would change in the articles")
    flag(parser, "--proposed", "also supporting citations that nobody has reviewed")
    flag(parser, "--all-stances", "also reviewed citations that do not support a claim")


def _import(parser: argparse.ArgumentParser) -> None:
    option(parser, "file", "FILE", "an NBIB, RIS, BibTeX or CSL-JSON file")
    flag(parser, "--match", "ask PubMed which of its records each work is")
    option(parser, "--claim", "ID", "cite them for this claim; without it they are printed as YAML")


def _audit(parser: argparse.ArgumentParser) -> None:
    about = "claims files or folders (default: claims); with --verify: compared with the pack"
    option(parser, "paths", "PATH", about, nargs="*")
    doing = parser.add_mutually_exclusive_group(required=True)
    option(doing, ("--output", "-o"), "FILE", "write the pack there, a ZIP file")
    option(doing, "--verify", "FILE", "say whether a pack is as it was packed, and what was changed")
    about = "the pack's own day (default: the latest that the claims and the lock tell)"
    option(parser, "--date", "DATE", about, type=day)


def _cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("info", "clear"), help="what to do with it")


def _mirror(parser: argparse.ArgumentParser) -> None:
    actions = _actions(parser)
    for name, purpose in (
        ("build", "make a mirror from NLM's baseline files, or go on with one"),
        ("update", "apply NLM's update files; without files, mend the index"),
    ):
        making = add_command(actions, name, purpose)
        option(making, "files", "FILE", "such as pubmed26n0001.xml.gz, or a folder of them", nargs="*")
        option(making, "--mesh", "FILE", "NLM's MeSH descriptors, such as desc2026.xml")
        about = "keep only part K of N of all records; the parts are asked together (mirror:A+B)"
        option(making, "--part", "K/N", about)
        flag(making, "--unchecked", "do not compare with the .md5 files beside them")
        _workers(making, "processes that read the files")
        _in_folder(making)
    told = add_command(actions, "info", "what the mirror holds")
    text_or_json(told)
    _in_folder(told)
    searching = add_command(actions, "search", "ask the mirror in PubMed's query language")
    option(searching, "query", "QUERY", "such as 'sciatica AND exercise[tiab]'")
    option(searching, "--limit", "N", "records to show (default: 20)", type=count, default=20)
    text_or_json(searching)
    _in_folder(searching, "the mirror, or FOLDER+FOLDER for one in parts")
    _in_folder(add_command(actions, "verify", "read every record and compare the index with them"))


def _in_folder(parser: argparse.ArgumentParser, what: str = "the mirror") -> None:
    option(parser, "--folder", "FOLDER", f"{what} (default: that of the setting catalog, else pubmed.index)")
    common(parser)


def _refresh(parser: argparse.ArgumentParser) -> None:
    option(parser, "--catalog", "NAME", "who is asked: pubmed or mirror:FOLDER (default: pubmed)")
    flag(parser, "--full-text", "look again for passages of full texts, in PubMed Central")
    flag(parser, "--dry-run", "show what changed; change no file")
    watching = parser.add_argument_group("watching for retractions")
    flag(watching, "--watch", "tell only what was retracted, corrected or put under concern since last time")
    option(watching, "--retractions", "FILE", "with --watch: Retraction Watch's CSV, where you have it, besides PubMed")
    about = "with --watch (default: text); markdown for a pull request"
    watching.add_argument("--format", choices=("text", "json", "markdown"), help=about)


def _accept(parser: argparse.ArgumentParser) -> None:
    _claim_and_paper(parser)
    option(parser, "--stance", "STANCE", f"how you read the paper: {', '.join(Stance)}", type=one_of(Stance))
    flag(parser, "--all-proposed", "every proposal that supports a claim and that nobody has looked at")
    about = "with --all-proposed: only of this claim (repeatable)"
    option(parser, "--claim", "ID", about, dest="only", action="append")
    option(parser, "--note", "TEXT", "a remark; kept beside the citation")
    _list(parser, "lines of a claim's id and a PMID, perhaps a stance; - for standard input")


def _reject(parser: argparse.ArgumentParser) -> None:
    _claim_and_paper(parser)
    option(parser, ("--reason", "--note"), "TEXT", "why; kept beside the claim", dest="note")
    _list(parser, "lines of a claim's id and a PMID; - for standard input")


def _claim_and_paper(parser: argparse.ArgumentParser, claim: str = "the claim's id", paper: str = "the paper") -> None:
    option(parser, "claim", "CLAIM", claim, nargs="?")
    option(parser, "pmid", "PMID", paper, nargs="?")


def _list(parser: argparse.ArgumentParser, about: str) -> None:
    option(parser, "--list", "FILE", about)
    flag(parser, "--yes", "do not ask, also where nobody knows the paper or it was retracted")


def _undo(parser: argparse.ArgumentParser) -> None:
    about = "the claim's id (default: the latest decision of all)"
    _claim_and_paper(parser, about, "the paper (default: the claim's latest decision)")
    flag(parser, "--review", "the review of the paper that stands in the claims file, whoever gave it")
    flag(parser, "--rejection", "the rejection of the paper that stands there")


def _person(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    option(parser, "--path", "PATH", "claims (default: claims)", dest="paths", action="append")
    lock(parser)
    option(parser, "--today", "DATE", "the date to record (default: today)", type=day)


def _review(parser: argparse.ArgumentParser) -> None:
    option(parser, "path", "PATH", "a claims file or a folder of them (default: claims)", nargs="?", default="claims")
    flag(parser, "--terminal", "review here, in the terminal")
    option(parser, "--host", "H", "where to listen (default: this machine alone)", default="127.0.0.1")
    option(parser, "--port", "N", "default: any that is free", type=port, default=0)
    flag(parser, "--no-browser", "open no browser; only print the address")
    _catalog(parser)
    _name(parser)
    lock(parser)
    parser.set_defaults(judge=None)


def _report(parser: argparse.ArgumentParser) -> None:
    option(parser, "--site", "FOLDER", "write there an overview of all articles, and a page for each", required=True)


def _rule(parser: argparse.ArgumentParser) -> None:
    option(parser, "code", "CODE", "such as CC101 or unsourced-claim; without it: list all", nargs="?")
    flag(parser, "--all", "every rule with its whole page")


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("of", nargs="?", choices=("claims", "report"), default="claims", help="default: claims")


def _stdio(parser: argparse.ArgumentParser) -> None:
    flag(parser, "--stdio", "over standard input and output, as always")


def _may_write(parser: argparse.ArgumentParser) -> None:
    flag(parser, "--write", "let the assistant propose citations in the claims files")


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell it is for")


NEXT = "next"
"""The command that `claimcheck` alone stands for."""

_DECLARED: dict[str, tuple[str, tuple[Callable[[argparse.ArgumentParser], None], ...]]] = {
    "check": (
        "report claims without a source; asks nobody, fit for CI",
        (paths, _output, _what_counts, _pack, _baseline, _checking, common),
    ),
    "find": ("look for papers on PubMed and attach those that support a claim", (paths, _find, text_or_json, common)),
    "judge": (
        "say whether a paper or a text says what a statement says",
        (_judge, _judge_name, _cached, text_or_json, common),
    ),
    "refresh": ("ask PubMed again about every cited paper: retractions, corrections", (paths, _refresh, common)),
    "accept": ("put your name to a citation", (_accept, _person, common)),
    "reject": ("turn a proposal down, so that it is not proposed again", (_reject, _person, common)),
    "undo": ("take a decision back: an acceptance, a rejection, or what a review page wrote", (_undo, _person, common)),
    "review": ("read claims beside their evidence and decide, in a browser or here", (_review, common)),
    "report": ("write the state of all articles as pages of a site; asks nobody", (paths, _report, common)),
    "extract": ("draft a claims file from an article, or of each in a folder", (_extract, common)),
    "anchor": ("bring quotes up to date with the article's wording; asks nobody", (claims_paths, _anchor, common)),
    "cite": ("write references into the articles, or print a bibliography", (paths, _cite, common)),
    "import": ("take citations from an NBIB, RIS, BibTeX or CSL-JSON file", (_import, _person, common)),
    "audit": ("pack what every claim rests on for somebody else, or verify such a pack", (_audit, lock, _pack, common)),
    "cache": ("show or clear what is kept on this machine: papers, and reports of checks", (_cache, common)),
    "mirror": ("keep PubMed on this machine: build, update, search and check a mirror", (_mirror,)),
    "policy": ("list and show policy packs", (_policy,)),
    "waivers": ("list every waiver with what it comes to today", (paths, text_or_json, common)),
    NEXT: ("say what to do next here; `claimcheck` alone does the same", (common,)),
    "init": ("start a project here: settings and a first claims file; overwrites nothing", (_init, common)),
    "config": ("show every setting, its value and who decided it", (_setting, text_or_json, common, _other_flags)),
    "rule": ("explain a rule", (_rule, text_or_json, common)),
    "schema": ("print the JSON Schema of claims files, for completion in editors, or of reports", (_schema, common)),
    "lsp": (
        "serve an editor: findings as you type, cards, completion, fixes",
        (claims_paths, lock, _pack, _stdio, common),
    ),
    "mcp": (
        "serve an assistant: check a text, find sources, read citations",
        (claims_paths, lock, _judge_name, _may_write, common),
    ),
    "completion": ("print a script that completes this command in a shell", (_completion, common)),
}
"""For each command its purpose in a few words, and what declares its arguments."""

_ELSEWHERE = {
    **{decision: f"decisions:{decision}" for decision in ("accept", "reject", "undo")},
    "import": "import_:import_",
    NEXT: "next_step:next_step",
}
COMMANDS = {name: f"claimcheck.cli.{_ELSEWHERE.get(name, f'{name}:{name}')}" for name in _DECLARED}
"""For each command the function that does it, in a module of its own name unless it is told otherwise."""


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; or, where the command is known, that of the command alone, which takes a tenth of the time."""
    about = "Check that the claims of health articles have a source on PubMed that says so."
    parser = Parser(prog="claimcheck", description=about)
    parser.add_argument("--version", action="version", version=f"claimcheck {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=Parser, prog="claimcheck"
    )
    for name in (command,) if command in _DECLARED else _DECLARED:
        purpose, arguments = _DECLARED[name]
        made = add_command(commands, name, purpose)
        for declare in arguments:
            declare(made)
    return parser
