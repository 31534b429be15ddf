"""The house keeps its shape: imports point one way, hide in no string, and the gate loads no network code."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "claimcheck"

# Each floor may use the floors below it, and its own where `SAME_FLOOR` says so.
FLOORS = [
    {"collector", "errors", "lazy", "locking", "stretches", "tree", "user_folders"},
    {"identifiers", "language", "nearest", "neural"},
    {"addresses", "checked"},
    {"model"},
    {"record"},
    {"files", "git", "levels", "plugins", "settings_file", "thresholds"},
    {"claimfile", "lockfile"},
    {
        "articles",
        "baseline",
        "bibliography",
        "catalogs",
        "decisions",
        "evidence",
        "extraction",
        "policies",
        "reports",
        "rules",
    },
    {"beyond"},
    {"reading"},
    {"project"},
    {"examination", "extent", "fixes"},
    {"changed", "gate", "registry", "research"},
    {"config", "testing"},
    {"audit", "lsp", "mcp", "review"},
    {"cli"},
    {"pytest_plugin"},
]
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
# Rooms on one floor do not know each other, but for these: the rules and references read anchors, a page shows the article
# as a value, extraction reads articles.
NEIGHBOURS = {(room, "articles") for room in ("rules", "bibliography", "reports", "extraction")}
# How an import inside a function says what it spares those who do not need it.
LATE = re.compile(r"# noqa: PLC0415 - \w")


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "claimcheck":
            parts = node.module.split(".")[1:]
            names |= {parts[0]} if parts else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("claimcheck.")}
    return names & set(LEVEL)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    """A module imports only from lower floors, from its own room, or from a neighbour that is allowed by name."""
    own = room(path)
    if own in ("__init__", "__main__"):
        return
    assert own in LEVEL, f"{own} has no floor: add it to FLOORS"
    tree = parsed(path)
    for other in imported_rooms(tree) - {own}:
        below = LEVEL[other] < LEVEL[own]
        assert below or (own, other) in NEIGHBOURS, f"{path}: {own} must not import {other}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_an_import_in_a_function_says_why(path: Path) -> None:
    """A cycle is mended by moving a value down, not by importing late; what start-up is spared is told on the line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for function in ast.walk(parsed(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            hidden = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            untold = [node.lineno for node in hidden if not LATE.search(lines[node.lineno - 1])]
            assert not untold, f"{path}:{untold[0]}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_our_own_modules_are_imported_by_statement(path: Path) -> None:
    """A module's name in a string would hide an import from type checkers and from the tests above; tables excepted."""
    if "import_module" not in path.read_text(encoding="utf-8"):
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
            assert not [name for name in names if str(name).startswith("claimcheck")], f"{path}:{node.lineno}"


def test_no_module_imports_itself_through_others() -> None:
    """There is no cycle among the modules, inside rooms either."""
    graph = {module_name(path): module_imports(path) for path in modules() if path.name != "__init__.py"}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name in graph and name not in done:
            for other in graph[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def module_name(path: Path) -> str:
    return ".".join(("claimcheck", *path.relative_to(SOURCE).with_suffix("").parts))


def module_imports(path: Path) -> set[str]:
    tree = parsed(path)
    return {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("claimcheck.")
    }


NETWORK = ("requests", "urllib3", "http.client", "socket", "ssl", "Bio", "sqlite3")
JUDGE = (
    "claimcheck.evidence.judge",
    "claimcheck.evidence.network",
    "claimcheck.evidence.rank",
    "claimcheck.neural.session",
    "onnxruntime",
    "tokenizers",
    "numpy",
)
EXTRAS = ("pygls", "lsprotocol", "cattrs", "mcp", "mcp_types", "starlette", "jinja2", "textual")
SLOW = ("decimal", "shutil", "tomllib", "html", "rapidfuzz", "subprocess", "importlib.metadata")


def loaded_after(code: str, names: tuple[str, ...] = (*NETWORK, *JUDGE)) -> set[str]:
    """Which of these modules a fresh interpreter has loaded after running the code."""
    tail = f"import sys; print(*[m for m in {names!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{tail}"], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


def test_the_gate_loads_no_network_code_and_no_judge(tmp_path: Path) -> None:
    """A pull request does not depend on NCBI or on a judge, and does not wait for what a plain check has no use for."""
    (tmp_path / "a.yaml").write_text("claimcheck: 1\nclaims:\n  - {id: a, statement: A., kind: process}\n")
    run = f"from claimcheck.cli.main import main; main(['check', '--isolated', {str(tmp_path)!r}])"
    assert loaded_after(run, (*NETWORK, *JUDGE, *SLOW, *EXTRAS)) == set()


def test_importing_the_library_loads_no_network_code() -> None:
    """`import claimcheck` and its offline functions cost no HTTP library."""
    assert loaded_after("import claimcheck; claimcheck.load_claims; claimcheck.check") == set()


def test_every_public_name_can_be_loaded() -> None:
    """What `__all__` promises is there."""
    code = "import claimcheck as cc; print(len([getattr(cc, name) for name in cc.__all__]) == len(cc.__all__))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
