"""The page on writing a judge shows a judge that works."""

import re
from pathlib import Path
from typing import Any

from claimcheck.testing import check_judge

PAGE = Path(__file__).parents[2] / "docs" / "writing-a-judge.md"


def test_the_example_keeps_the_contract() -> None:
    """Whoever copies the example starts from a judge that passes."""
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    names: dict[str, Any] = {}
    exec(compile(code, str(PAGE), "exec"), names)  # our own page
    check_judge(names["Cautious"]({}))
