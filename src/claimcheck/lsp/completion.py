"""What may be typed at a place: keys and words of a claims file, identifiers that the lock knows, rules."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from lsprotocol.types import CompletionItem, CompletionItemKind, MarkupContent, MarkupKind, Range, TextEdit

from claimcheck.extraction.drafts import slug
from claimcheck.lockfile import Lock
from claimcheck.lsp.cards import of_rule
from claimcheck.lsp.lines import Positions
from claimcheck.lsp.shape import Shape
from claimcheck.lsp.yaml_context import Cursor, cursor_at, value_of
from claimcheck.model import FoundPaper, Paper
from claimcheck.reports.plain import plain
from claimcheck.rules.reading import named
from claimcheck.rules.registry import RuleBook

_IN_COMMENT = re.compile(r"(?:<!--|\{/\*)\s*claimcheck-ignore\s+(?P<typed>[\w-]*)$")


class Completion:
    """Completes in claims files and articles. `person` is who writes, "" where nobody knows."""

    def __init__(self, book: RuleBook, person: str, today: dt.date) -> None:
        self._book, self._person, self._today, self._shape = book, person, today, Shape()

    def in_claims(self, positions: Positions, lock: Lock, line: int, column: int) -> list[CompletionItem]:
        """What fits at a place of a claims file; `line` and `column` count from 1."""
        cursor = cursor_at(positions.lines, line, column)
        if cursor is None:
            return []
        where = Range(positions.at(line, column - len(cursor.typed)), positions.at(line, column))
        made = self._values(cursor, positions.lines, lock, line) if cursor.key else self._keys(cursor)
        return [_placed(item, where) for item in made]

    def in_article(self, positions: Positions, line: int, column: int) -> list[CompletionItem]:
        """The rules, within a comment that sets one aside."""
        found = _IN_COMMENT.search(positions.lines[line - 1][: column - 1])
        if found is None:
            return []
        where = Range(positions.at(line, column - len(found["typed"])), positions.at(line, column))
        return [_placed(item, where) for item in self._rules()]

    def _keys(self, cursor: Cursor) -> Iterator[CompletionItem]:
        for key, about in self._shape.fields(cursor.around).items():
            yield CompletionItem(f"{key}: ", kind=CompletionItemKind.Field, detail=about)

    def _values(self, cursor: Cursor, lines: Sequence[str], lock: Lock, line: int) -> Iterator[CompletionItem]:
        for word in self._shape.words(cursor.around, cursor.key):
            yield CompletionItem(word, kind=CompletionItemKind.EnumMember)
        if cursor.key == "rule":
            yield from self._rules()
        elif cursor.key in ("pmid", "doi", "pmcid"):
            yield from _works(lock, value_of(lines, line, "id"), cursor.key)
        elif cursor.key == "id" and (said := _statement(lines, line)):
            yield CompletionItem(slug(said), kind=CompletionItemKind.Value, detail="from the statement")
        elif cursor.key == "by" and self._person:
            yield CompletionItem(self._person, kind=CompletionItemKind.Value)
        elif cursor.key == "date":
            yield CompletionItem(self._today.isoformat(), kind=CompletionItemKind.Value, detail="today")

    def _rules(self) -> Iterator[CompletionItem]:
        for rule in self._book.rules:
            if rule.waivable:
                page = MarkupContent(MarkupKind.Markdown, of_rule(rule))
                searched = f"{rule.code} {rule.name}"
                yield CompletionItem(
                    rule.code,
                    kind=CompletionItemKind.Value,
                    detail=rule.name,
                    documentation=page,
                    filter_text=searched,
                )


def _works(lock: Lock, claim_id: str, key: str) -> Iterator[CompletionItem]:
    """Identifiers of works: first what was found for this claim, in its rank, then all that the lock holds."""
    search = lock.searches.get(claim_id)
    found: list[FoundPaper | Paper] = [*(search.candidates if search and key == "pmid" else ())]
    told = {one.pmid for one in found}
    found += [paper for paper in lock.papers.values() if paper.pmid not in told and getattr(paper, key)]
    for number, one in enumerate(found):
        what = plain(named(one, one.journal))
        identifier = str(getattr(one, key))
        yield CompletionItem(
            identifier,
            kind=CompletionItemKind.Reference,
            detail=what,
            sort_text=f"{number:05}",
            filter_text=f"{identifier} {what}",
        )


def _statement(lines: Sequence[str], line: int) -> str:
    """The statement of the record whose id stands on a line: on one of the next lines, before another item."""
    for text in lines[line:]:
        key, _, value = text.strip().partition(":")
        if key == "statement":
            return value.strip().strip("\"'")
        if text.lstrip().startswith("- "):
            return ""
    return ""


def _placed(item: CompletionItem, where: Range) -> CompletionItem:
    item.text_edit = TextEdit(where, item.label)
    return item
