"""The walk through a page notices what is not as the page says; else no page could be trusted for having passed."""

from pathlib import Path

import pytest
from support.walkthrough import Walk, read_page

GOOD = """\
```yaml title="claims/a.yaml"
claimcheck: 1
claims:
  - {id: a, statement: Rest helps., kind: efficacy}
```

```sh
claimcheck check --isolated --format concise   # exits 1
```

```text
claims/a.yaml:3:6: CC101 …
```

<!-- not run: there is no such command -->
```sh
launch-rocket
```
"""


def walk(folder: Path, text: str) -> None:
    (folder / "page.md").write_text(text, encoding="utf-8")
    Walk(read_page(folder / "page.md")).all()


def test_a_page_that_is_right_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written, codes are as told, output is compared, and what gives a reason is left out."""
    monkeypatch.chdir(tmp_path)
    walk(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("# exits 1", "", r"page\.md:7: .*exit 1, not \[0\]"),
        ("CC101 …", "CC102 …", r"page\.md:11: printed is"),
        ("CC101 …\n", "CC101 …\nand more\n", "the page shows"),
        ("<!-- not run: there is no such command -->\n", "", "launch-rocket: exit 127"),
        ("--isolated", "--isolted", "exit 2"),
    ],
)
def test_a_page_that_is_wrong_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, right: str, wrong: str, told: str
) -> None:
    """The place is named."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError, match=told):
        walk(tmp_path, GOOD.replace(right, wrong))
