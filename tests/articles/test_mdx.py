"""MDX is Markdown whose code does not show; every character leads back to the file."""

import re
from pathlib import Path

import pytest
from support.growth import grows_in_proportion

from claimcheck.articles.article import read_article
from claimcheck.articles.mdx import parse_mdx

PAGE = """---
title: Manual therapy
---
import {Box} from '../box.jsx'
import Chart from "./chart"

export const meta = {
  author: 'nobody'
}

# Manual *therapy* {/* a comment */}

<Box kind="note" size={3 > 2 ? {a: 1} : '}'}>
    It helps **some** people<Ref id={4} />, p < 0.05.

    - An <b>item</b>
</Box>
Text {meta.author} goes on. <>Fragment</>

```jsx
<Box>{code}</Box>
```

`<Inline>{x}` import this is text. \\{not code} <https://example.org/x>
"""
TEXT = """Manual therapy

It helps some people, p < 0.05.

An item

Text goes on. Fragment

<Box>{code}</Box>

<Inline>{x} import this is text. {not code} https://example.org/x"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_code_does_not_show_and_words_keep_their_places(tmp_path: Path, ending: str):
    """Imports, exports, tags, expressions and comments go; fenced and inline code stay."""
    (tmp_path / "page.mdx").write_bytes(PAGE.replace("\n", ending).encode())
    article = read_article(tmp_path / "page.mdx")
    assert re.sub(" +", " ", article.text) == TEXT
    assert article.title == "Manual therapy"
    lines = PAGE.split("\n")
    for word in re.finditer(r"[A-Za-z]{2,}", article.text):
        place = article.position(word.start())
        assert lines[place.line - 1][place.column - 1 :].startswith(word.group())


@pytest.mark.parametrize("unit", ["{", "<A x={", "`", "``` ", "<a ", "import {\n", "<A>{'"])
def test_what_is_not_closed_takes_linear_time(unit: str):
    """And is text, or code to the end of the page."""
    assert grows_in_proportion(lambda count: parse_mdx(unit * count + "\n\nend"), 2_000)
