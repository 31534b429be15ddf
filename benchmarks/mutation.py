"""Does a test fail when a rule's condition is turned round? python benchmarks/mutation.py [MODULE…]

Each mutant changes one thing in one module of `claimcheck.rules` (or what it decides by): a comparison, a `not`, `and` for
`or`, a number, `any` for `all`. The rules' tests must fail on every one. Survivors are printed with their line, and the
exit code is 1 where there is one that `ACCEPTED` does not name.
"""

import argparse
import ast
import copy
import importlib
import importlib.abc
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NoReturn

# Loaded before forking, so that no mutant pays for them; none of them loads the rules.
import hypothesis
import pytest

import claimcheck.articles.anchors
import claimcheck.claimfile
import claimcheck.lockfile  # noqa: F401

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "claimcheck"
MODULES = sorted(path.stem for path in (PACKAGE / "rules").glob("*.py") if path.stem != "__init__")
# Asked in turn: what the quick ones notice, the others need not.
TESTS = ("tests/rules/test_cases.py", "tests/rules")
OF_PLUG_INS = ("tests/journeys/test_plug_ins.py",)
MORE_TESTS = {"registry": OF_PLUG_INS, "plugins": OF_PLUG_INS}
# No plug-in is loaded, so the project's own options, which ask for one, do not hold either. What the tests write is thrown
# away with the folder they wrote it in, once for all mutants.
OPTIONS = (
    *("-o", "addopts=--import-mode=importlib", "-o", "tmp_path_retention_policy=all"),
    *("-x", "-q", "-p", "no:cacheprovider"),
    *("-k", "not is_loaded_only"),  # asks another process, which runs no mutant
)
MEMORY = Path("/dev/shm")
TIMEOUT = 60  # seconds of processor time

# Mutants that change nothing a user can see, each with its reason: (module, line's text, what was changed).
ACCEPTED: dict[tuple[str, str, str], str] = {
    (
        "facts",
        "opens_article: bool = False",
        "the other truth value",
    ): "whoever makes facts for the rules says which it is",
    (
        "facts",
        "return word in title[:40].casefold() and re.match(pattern, title) is not None",
        "one more",
    ): "any number works that is greater than the length of the words before the colon",
    (
        "wordlists",
        'base, surely = forms.get(word, ("", False))',
        "the other truth value",
    ): "without a base form nothing is sure",
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
        "drift",
        "group = effect_groups().get(head.root, -1)",
        "one more",
    ): "no group has a number below 0",
    (
        "drift_effects",
        "group = effect_groups().get(verb.root, -1)",
        "one more",
    ): "no group has a number below 0",
    (
        "drift_effects",
        'if not any(word.text in words_in("modals") for word in hedged) or says(bare, "hedges") or denies(bare):',
        "In turned round",
    ): "only spares a text without modals the search",
    (
        "drift_effects",
        "return {thing: (min(ways), said[thing]) for thing, ways in found.items() if len(ways) == 1}",
        "max for min",
    ): "of one",
    (
        "drift_words",
        'if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":',
        "one more",
    ): "the last two letters are the same where the second of them is asked",
    ("numbers", "return False", "the other truth value"): "only spares texts without numbers the pattern",
    (
        "numbers",
        "if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):",
        "and for or",
    ): "only spares texts without numbers the pattern",
    (
        "numbers",
        "if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):",
        "one more",
    ): "only spares texts without numbers the pattern",
    (
        "evidence",
        "works = {one.label for one in facts.supporting} if least > 1 else set()",
        "Gt turned round",
    ): "one work is never fewer than one",
    (
        "evidence",
        "levels = list(zip(facts.supporting, facts.levels, strict=True))",
        "the other truth value",
    ): "as many of one as of the other",
    ("waivers", "if TYPE_CHECKING:", "condition denied"): "only imports what types name",
    ("passages", "if TYPE_CHECKING:", "condition denied"): "only imports what types name",
    (
        "quantities",
        'sort, size = _units().get(number.following) or _units().get(root(number.following)) or ("", Decimal(1))',
        "one more",
    ): "without a sort the size is not looked at",
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
    decorating = {
        id(inside)
        for node in ast.walk(tree)
        for mark in getattr(node, "decorator_list", ())
        for inside in ast.walk(mark)
    }
    for index, node in enumerate(ast.walk(tree)):
        for what in changes(node) if id(node) not in decorating else ():
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


def patch(module: ModuleType, code: str) -> None:
    """Give a loaded module's functions, methods and plain constants what they are in other code of the same shape."""
    twin = ModuleType(module.__name__)
    twin.__file__ = module.__file__
    exec(compile(code, str(module.__file__), "exec"), twin.__dict__)
    for name, value in vars(twin).items():
        if getattr(value, "__module__", module.__name__) == module.__name__:
            _patched(vars(module), name, value, vars(module).__setitem__)


def _patched(space: Mapping[str, Any], name: str, value: object, put: Callable[[str, object], None]) -> None:
    old, new = inner(space.get(name)), inner(value)
    if isinstance(old, FunctionType) and isinstance(new, FunctionType):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
        if hasattr(space[name], "cache_clear"):
            space[name].cache_clear()
    elif isinstance(old, type) and isinstance(new, type):
        for inside, held in vars(new).items():
            _patched(vars(old), inside, held, partial(setattr, old))
    elif isinstance(new, int | float | str | frozenset | tuple | dict) and not name.startswith("__") and old != new:
        put(name, value)


def inner(value: object) -> object:
    """The function behind a property, a class method or a cache."""
    for name in ("fget", "func", "__func__", "__wrapped__"):
        value = getattr(value, name, value) if not isinstance(value, type) else value
    return value


class _InPlace:
    """A plug-in for pytest: collects once, and runs the tests for each of a module's codes in a process of its own."""

    def __init__(self, module: str, codes: Sequence[str], told: Path) -> None:
        self.module, self.codes, self.told = module, codes, told
        self.known: list[str] = []
        self.tell = -1

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.told.write_text(json.dumps([self.passes(session, code) for code in self.codes]))
        return True

    def passes(self, session: pytest.Session, code: str) -> bool:
        told, self.tell = os.pipe()
        child = os.fork()
        if child == 0:
            self.run(session, code)
        _, status = os.waitpid(child, 0)
        os.close(self.tell)
        with os.fdopen(told, encoding="utf-8") as failed:
            self.known = [*{failed.read(): None} - {"": None}.keys(), *self.known]
        return status == 0

    def run(self, session: pytest.Session, code: str) -> NoReturn:
        signal.setitimer(signal.ITIMER_PROF, TIMEOUT)  # a mutant that never ends is noticed, a busy machine is not
        tempfile.tempdir = tempfile.mkdtemp()
        patch(importlib.import_module(f"claimcheck.rules.{self.module}"), code)
        order = {one: place for place, one in reversed(list(enumerate(self.known)))}
        own = f"test_{self.module.partition('_')[0]}"
        items = sorted(session.items, key=lambda one: (order.get(one.nodeid, len(order)), own not in one.nodeid))
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        os._exit(0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.tell, report.nodeid.encode())
            os._exit(1)


def suspects(module: str, codes: Sequence[str]) -> list[bool]:
    """Whether all tests pass, for each of a module's codes; one that only an import would take effect of passes wrongly."""
    told = Path(tempfile.mkdtemp()) / "told.json"
    child = os.fork()
    if child == 0:
        _silent()
        pytest.main([*OPTIONS, *TESTS, *MORE_TESTS.get(module, ())], [_InPlace(module, codes, told)])
        os._exit(0)
    os.waitpid(child, 0)
    verdicts: list[bool] = json.loads(told.read_text())
    return verdicts


def passes(module: str, code: str) -> bool:
    """Whether all tests pass where the module is imported from this code, by a process forked before the rules were loaded."""
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, TIMEOUT)
        _silent()
        sys.meta_path.insert(0, _Mutated(f"claimcheck.rules.{module}", code))
        asked = (*TESTS, *MORE_TESTS.get(module, ()))
        os._exit(int(pytest.main([*OPTIONS, f"--basetemp={tempfile.mkdtemp()}", *asked])))
    return os.waitpid(child, 0)[1] == 0


def _silent() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


def survivors(module: str, *, confirmed: bool) -> tuple[int, list[tuple[int, str]]]:
    """How many mutants a module has, and those that no test notices; unconfirmed, some of them may be noticed."""
    source = (PACKAGE / "rules" / f"{module}.py").read_text(encoding="utf-8")
    made = [(line, what, ast.unparse(tree)) for line, what, tree in mutants(ast.parse(source))]
    unchanged, *alive = suspects(module, [source, *(code for _, _, code in made)])
    if not unchanged:
        sys.exit(f"{module}: the tests fail on the module as it is, so they show nothing")
    seen = [one for one, lives in zip(made, alive, strict=True) if lives]
    return len(made), [(line, what) for line, what, code in seen if not confirmed or passes(module, code)]


def main() -> int:
    """Run the mutants of the named modules."""
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # the tests need none, and each mutant would load them all
    parser = argparse.ArgumentParser(description=__doc__)
    # That an example fails is enough here; the shortest one would take its time, and none is remembered for the next mutant.
    hypothesis.settings.register_profile(
        "failing", phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate), database=None
    )
    hypothesis.settings.load_profile("failing")
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--quick", action="store_true", help="do not confirm what seems to survive")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        tempfile.tempdir = folder
        return 1 if any([run(module, confirmed=not arguments.quick) for module in arguments.modules]) else 0  # noqa: C419 - all are run


def run(module: str, *, confirmed: bool) -> bool:
    """Whether mutants of a module survive that `ACCEPTED` does not name; each survivor is printed."""
    bad = 0
    lines = (PACKAGE / "rules" / f"{module}.py").read_text(encoding="utf-8").splitlines()
    count, alive = survivors(module, confirmed=confirmed)
    print(f"{module}: {count} mutants, {len(alive)} survive", flush=True)
    for line, what in alive:
        text = lines[line - 1].strip()
        reason = ACCEPTED.get((module, text, what))
        bad += reason is None
        print(f"  {line}: {what}: {text}" + (f" (accepted: {reason})" if reason else ""), flush=True)
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
