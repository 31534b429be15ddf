"""The documentation of the rules is the rules' own."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_what_the_generator_writes() -> None:
    """After a change of a rule: python docs/generate_rules.py."""
    spec = importlib.util.spec_from_file_location("generate_rules", DOCS / "generate_rules.py")
    assert spec is not None
    assert spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == generator.rules_page()
