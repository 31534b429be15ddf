"""The reference is the program's own."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate_reference", DOCS / "generate_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_generator_writes(generator: Any) -> None:
    """After a change of commands, settings, schemas or docstrings: python docs/generate_reference.py."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "reference").glob("*.md")}
    assert written == generator.pages()


def test_every_variable_is_named_as_the_settings_page_says(generator: Any) -> None:
    """The page gives a rule in place of fourteen names."""
    for option in generator.OPTIONS:
        assert option.variables[0] == f"CLAIMCHECK_{option.key.upper().replace('-', '_').replace('.', '_')}"
