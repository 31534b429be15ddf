"""Does a test fail when a rule's condition is turned round? python benchmarks/mutation.py [MODULE…]

Each mutant changes one thing in one module of `claimcheck.rules` (or what it decides by): a comparison, a `not`, `and` for
`or`, a number, `any` for `all`. The rules' tests must fail on every one. Survivors are printed with their line, and the
exit code is 1 where there is one that `ACCEPTED` does not name.
"""

import argparse
import ast
import copy
import importlib.abc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

# Loaded before forking, so that no mutant pays for them; none of them loads the rules.
import hypothesis  # noqa: F401
import pytest

import claimcheck.articles.anchors
import claimcheck.claimfile
import claimcheck.lockfile  # noqa: F401

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "claimcheck"
MODULES = sorted(path.stem for path in (PACKAGE / "rules").glob("*.py") if path.stem != "__init__")
# Asked in turn: what the quick ones notice, the others need not.
TESTS = (("tests/rules/test_cases.py",), ("tests/rules",))
# No plug-in is loaded, so the project's own options, which ask for one, do not hold either.
OPTIONS = ("-o", "addopts=--import-mode=importlib", "-x", "-q", "-p", "no:cacheprovider")
TIMEOUT = 120

# Mutants that change nothing a user can see, each with its reason: (module, line's text, what was changed).
ACCEPTED: dict[tuple[str, str, str], str] = {
    (
        "wordlists",
        'base, surely = forms.get(word, ("", False))',
        "the other truth value",
    ): "without a base form nothing is sure",
    (
        "wordlists",
        'return min(((place, phrase) for place, phrase in places if place >= 0), default=(0, ""))[1]',
        "one more",
    ): "of a pair for nothing found only the phrase is looked at",
    ("coverage", "_SHOWN = 90", "one more"): "where a long sentence is cut in a message is taste",
    (
        "coverage",
        'shown = one.text if len(one.text) <= _SHOWN else one.text[: _SHOWN - 1].rstrip() + "…"',
        "LtE turned round",
    ): "where a long sentence is cut in a message is taste",
    (
        "coverage",
        'shown = one.text if len(one.text) <= _SHOWN else one.text[: _SHOWN - 1].rstrip() + "…"',
        "one more",
    ): "where a long sentence is cut in a message is taste",
    (
        "wording",
        'return SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio() >= _SAME_TITLE',
        "GtE turned round",
    ): "a likeness of exactly the threshold is neither one work nor two",
    (
        "wording",
        'return SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio() >= _SAME_TITLE',
        "the other truth value",
    ): "only shortens the search in titles of over 200 characters",
    (
        "wording",
        "return all(whole.startswith(part) for part, whole in zip(short, full, strict=True))",
        "the other truth value",
    ): "the lengths are equal here",
    (
        "wording",
        "return size > 0 and any(whole[start : start + size] == part for start in range(len(whole) - size + 1))",
        "one more",
    ): "one place further on there are fewer words left than the part has",
    (
        "identifiers",
        "for cited in facts.cited if len(facts.cited) > 1 else ():",
        "Gt turned round",
    ): "only spares a single citation the comparison with none",
    (
        "papers",
        'return f"itself a notice ({min(notices)})"',
        "max for min",
    ): "either name is right for a notice of two kinds; the order only has to be stable",
    (
        "attribution",
        "undecided = [one for one, answer in zip(named, answers, strict=True) if answer is None]",
        "the other truth value",
    ): "as many of one as of the other",
    (
        "attribution",
        "best.sort(key=lambda one: (one.citation.stance is not Stance.SUPPORTS, -((one.paper and one.paper.year) or 0)))",
        "one more",
    ): "no paper is of the year one",
    ("numbers", "return (Decimal(1).scaleb(exponent),)", "one more"): "rounding looks at the exponent alone",
    (
        "numbers",
        "return tuple(Decimal(1).scaleb(power) for power in range(min(zeros, len(digits) - 1) + 1))",
        "one more",
    ): "rounding looks at the exponent alone; the other numbers of this line do not survive",
    (
        "identity",
        "asked = [answer for wanted, answer in zip((said.journal, said.author, said.year), answers, strict=True) if wanted]",
        "the other truth value",
    ): "three of one, three of the other",
    ("ignores", "return 0, 0", "one more"): "a stretch that ends before it begins covers nothing either",
    (
        "ignores",
        "return sentence.start, block_end if block_end >= 0 else len(article.text)",
        "GtE turned round",
    ): "no block ends before the first character",
    (
        "ignores",
        "return sentence.start, block_end if block_end >= 0 else len(article.text)",
        "one more",
    ): "no block ends before the first character",
    (
        "strength",
        """yield self.on_claim(facts, message, f'write "{verb.hedged(max(best.number, 3))}", or "is associated with"')""",
        "one more",
    ): "levels 3 and 4 permit the same wording",
    (
        "passages",
        """nearest = f'the title says: "{title}"; ' if likeness >= _NEAR else \"\"""",
        "GtE turned round",
    ): "a likeness of exactly the threshold is neither near nor far",
    (
        "passages",
        'likeness = SequenceMatcher(None, " ".join(words(passage)), " ".join(words(title)), autojunk=False).ratio()',
        "the other truth value",
    ): "only shortens the search in titles of over 200 characters",
}

_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OTHER_NAME = {"any": "all", "all": "any", "min": "max", "max": "min"}


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Each mutant with the line it changes and what it changes. Messages, annotations and decorators are left alone."""
    for index, node in enumerate(ast.walk(tree)):
        for what in changes(node):
            twin = copy.deepcopy(tree)
            target = next(other for number, other in enumerate(ast.walk(twin)) if number == index)
            apply(target)
            yield getattr(node, "lineno", 0), what, twin


def changes(node: ast.AST) -> list[str]:
    """What can be changed about a node."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return [f"{type(node.ops[0]).__name__} turned round"]
    if isinstance(node, ast.BoolOp):
        return ["and for or" if isinstance(node.op, ast.Or) else "or for and"]
    if isinstance(node, ast.If | ast.IfExp):
        return ["condition denied"]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OTHER_NAME:
        return [f"{_OTHER_NAME[node.func.id]} for {node.func.id}"]
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ["one more"]
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ["the other truth value"]
    return []


def apply(node: ast.AST) -> None:
    """Change the node."""
    if isinstance(node, ast.Compare):
        node.ops = [_SWAPPED[type(node.ops[0])]()]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func = ast.Name(_OTHER_NAME[node.func.id], ast.Load())
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else int(node.value) + 1  # type: ignore[call-overload]
    ast.fix_missing_locations(node)


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Imports one module from the mutant's code; it is asked before the real finders."""

    def __init__(self, module: str, code: str) -> None:
        self.module, self.code = module, code.encode()

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, origin=self.get_filename(fullname)) if fullname == self.module else None

    def get_filename(self, fullname: str) -> str:
        return str(PACKAGE / "rules" / f"{fullname.rpartition('.')[2]}.py")

    def get_data(self, _path: str | bytes) -> bytes:
        return self.code

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = self.get_filename(module.__name__)
        exec(compile(self.code, module.__file__, "exec"), module.__dict__)


class _KnownFirst:
    """A plug-in for pytest: the tests that noticed other mutants of the module go first, and who notices is told."""

    def __init__(self, known: Sequence[str], tell: int) -> None:
        self.known, self.tell = known, tell

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: item.nodeid not in self.known)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.tell, report.nodeid.encode())


def start(module: str, code: str, tests: Sequence[str], plugin: _KnownFirst) -> int:
    """Run tests on a module's code in a process forked before the rules were loaded; its id."""
    child = os.fork()
    if child == 0:
        signal.alarm(TIMEOUT)  # a mutant that never ends is noticed
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        sys.meta_path.insert(0, _Mutated(f"claimcheck.rules.{module}", code))
        os._exit(int(pytest.main([*OPTIONS, *tests], [plugin])))
    return child


def passes(module: str, codes: Sequence[str], workers: int) -> list[bool]:
    """Whether all tests pass, for each of the module's codes."""
    verdicts = [True] * len(codes)
    for tests in TESTS:
        _ask(module, codes, tests, verdicts, workers)
    return verdicts


def _ask(module: str, codes: Sequence[str], tests: Sequence[str], verdicts: list[bool], workers: int) -> None:
    """Note which of the codes that have passed so far pass these tests too."""
    known: set[str] = set()
    running: dict[int, tuple[int, int]] = {}
    for index in [number for number, passed in enumerate(verdicts) if passed]:
        if len(running) == workers:
            _reap(running, verdicts, known)
        told, tell = os.pipe()
        running[start(module, codes[index], tests, _KnownFirst(sorted(known), tell))] = (index, told)
        os.close(tell)
    while running:
        _reap(running, verdicts, known)


def _reap(running: dict[int, tuple[int, int]], verdicts: list[bool], known: set[str]) -> None:
    child, status = os.wait()
    index, told = running.pop(child)
    verdicts[index] = status == 0
    known |= {os.read(told, 1000).decode()} - {""}
    os.close(told)


def survivors(module: str, workers: int) -> tuple[int, list[tuple[int, str]]]:
    """How many mutants a module has, and those that no test notices."""
    source = (PACKAGE / "rules" / f"{module}.py").read_text(encoding="utf-8")
    if not all(passes(module, [source], 1)):
        sys.exit(f"{module}: the tests fail on the module as it is, so they show nothing")
    made = list(mutants(ast.parse(source)))
    alive = passes(module, [ast.unparse(tree) for _, _, tree in made], workers)
    return len(made), [(line, what) for (line, what, _), lives in zip(made, alive, strict=True) if lives]


def main() -> int:
    """Run the mutants of the named modules."""
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the tests need none, and each mutant would load them all
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    bad = 0
    for module in arguments.modules:
        lines = (PACKAGE / "rules" / f"{module}.py").read_text(encoding="utf-8").splitlines()
        count, alive = survivors(module, arguments.workers)
        print(f"{module}: {count} mutants, {len(alive)} survive", flush=True)
        for line, what in alive:
            text = lines[line - 1].strip()
            reason = ACCEPTED.get((module, text, what))
            bad += reason is None
            print(f"  {line}: {what}: {text}" + (f" (accepted: {reason})" if reason else ""), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
