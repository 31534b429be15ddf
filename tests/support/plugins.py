"""Plug-ins for tests: a module's text and the entry points that name things in it, installed in a folder."""

from pathlib import Path

from support.installed import install

RULE = '''\
from claimcheck import Finding, Rule, Severity, Skip


class SafeForWhom(Rule):
    """Say for whom something is safe.

    A page.
    """

    code, name, severity = "ACME101", "safe-for-whom", Severity.ERROR

    def check(self, facts):
        if facts.claim.kind == "safety" and not facts.claim.population:
            yield self.on_claim(facts, "safe for whom?", "add `population`")
        if facts.claim.outcome == ("unknown",):
            yield self.skip(facts, "the outcome is not known")


class Other(SafeForWhom):
    """Another."""

    code, name = "ACME102", "other"

    def __init__(self, **changes):
        vars(self).update(changes)


def rules():
    return [SafeForWhom()]
'''


def plug_in(folder: Path, group: str, module: str, text: str, **points: str) -> None:
    """Install ``module`` with entry points of a group: name to what it names in the module."""
    folder.mkdir()
    (folder / f"{module}.py").write_text(text, encoding="utf-8")
    lines = "".join(f'{name} = "{module}:{what}"\n' for name, what in points.items())
    name = module.replace("_", "-")
    project = f'[project]\nname = "{name}"\nversion = "1.2"\n[project.entry-points."claimcheck.{group}"]\n{lines}'
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    install(folder)
