"""A project on the disk, and an editor: pygls' own client, which speaks the protocol to the command over its streams."""

import asyncio
import sys
from ast import literal_eval
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ARTICLE = """# Walking and the back

😀 Café visitors say: “Walking reduces back pain in adults.” That is what we hear.

Yoga cures depression in adults within two weeks.
"""
CLAIMS = """claimcheck: 1
article: {path: ../articles/walking.md}
claims:
  - id: walking-reduces-back-pain
    statement: Walking reduces back pain in adults.
    kind: efficacy
    quote: Walking reduces back pain in adults.
  - id: yoga-helps
    statement: Yoga helps.
    citations:
      - {pmid: 11, stance: supports, added: {by: claimcheck, date: 2026-11-01}}
"""
LOCK = """{
 "format": "claimcheck-lock/1",
 "papers": {
  "11": {"title": "Yoga for the *mood*: a trial", "authors": ["Rao A"], "journal": "Mind", "year": 2020},
  "12": {"title": "Walking and the back", "authors": ["Ito K"], "journal": "Spine", "year": 2021}
 },
 "searches": {
  "walking-reduces-back-pain": {
   "date": "2026-11-02", "outcome": "candidates", "queries": [],
   "candidates": [{"pmid": "12", "title": "Walking and the back", "first_author": "Ito K", "year": 2021,
    "sentence": "Walking reduced pain.", "stance": "supports", "confidence": 0.8}]
  }
 }
}
"""


class Editor:
    """An editor's side of the protocol: what it was told, and what it asks."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.found = folder, dict[str, list[types.Diagnostic]]()
        self.said: list[str] = []
        self._changed = asyncio.Event()
        self.client = LanguageClient("test-editor", "1")
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._told))
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(partial(self._said))
        self.applied: list[types.WorkspaceEdit] = []
        self.client.feature(types.WORKSPACE_APPLY_EDIT)(partial(self._apply))
        self._versions: dict[str, int] = {}

    def _told(self, params: types.PublishDiagnosticsParams) -> None:
        self.found[params.uri] = list(params.diagnostics)
        self._changed.set()

    def _said(self, params: types.ShowMessageParams) -> None:
        self.said.append(params.message)
        self._changed.set()

    def _apply(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        self.applied.append(params.edit)
        self._changed.set()
        return types.ApplyWorkspaceEditResult(applied=True)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def codes(self, name: str) -> list[str]:
        return [str(one.code) for one in self.found.get(self.uri(name), [])]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until what the server told makes this true."""
        async with asyncio.timeout(60):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    def open(self, name: str, text: str | None = None) -> None:
        body = (self.folder / name).read_text(encoding="utf-8") if text is None else text
        item = types.TextDocumentItem(self.uri(name), "yaml", 1, body)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> None:
        self._versions[name] = self._versions.get(name, 1) + 1
        document = types.VersionedTextDocumentIdentifier(version=self._versions[name], uri=self.uri(name))
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    async def hover(self, name: str, line: int, character: int) -> str:
        asked = types.HoverParams(self.document(name), types.Position(line, character))
        answer = await self.client.text_document_hover_async(asked)
        return answer.contents.value if answer else ""  # type: ignore[union-attr]

    async def completions(self, name: str, line: int, character: int) -> list[types.CompletionItem]:
        asked = types.CompletionParams(self.document(name), types.Position(line, character))
        return list(await self.client.text_document_completion_async(asked) or [])  # type: ignore[arg-type]

    async def go_to(self, name: str, line: int, character: int) -> list[types.Location]:
        asked = types.DefinitionParams(self.document(name), types.Position(line, character))
        return list(await self.client.text_document_definition_async(asked) or [])  # type: ignore[arg-type]

    async def actions(self, name: str, line: int, code: str | None = None) -> dict[str, types.CodeAction]:
        """By title what is offered on a line, with the findings of that code there."""
        given = [one for one in self.found.get(self.uri(name), []) if one.code == code]
        where = given[0].range if given else types.Range(types.Position(line, 4), types.Position(line, 4))
        asked = types.CodeActionParams(self.document(name), where, types.CodeActionContext(given))
        answer = await self.client.text_document_code_action_async(asked) or []
        return {one.title: _as_action(one) for one in answer}


def _as_action(one: types.CodeAction | types.Command) -> types.CodeAction:
    """pygls' client takes an action that holds a command and no edit for the command itself, and its command for text."""
    if isinstance(one, types.CodeAction):
        return one
    return types.CodeAction(one.title, command=types.Command(**literal_eval(one.command)))


def edited(text: str, edit: types.TextEdit) -> str:
    """The text with an edit made, as an editor makes it: in UTF-16 code units."""
    lines = text.split("\n")

    def offset(position: types.Position) -> int:
        before = "\n".join([*lines[: position.line], ""]) if position.line else ""
        units = lines[position.line].encode("utf-16-le")[: 2 * position.character]
        return len(before) + len(units.decode("utf-16-le"))

    return text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]


@asynccontextmanager
async def an_editor(folder: Path, options: Any = None, folders: Sequence[Path] = ()) -> AsyncIterator[Editor]:
    """An editor that has opened the folder, or several, with the server that it started."""
    editor = Editor(folder)
    opened = [types.WorkspaceFolder(one.as_uri(), one.name) for one in folders]
    await editor.client.start_io(sys.executable, "-m", "claimcheck", "lsp")
    params = types.InitializeParams(
        capabilities=types.ClientCapabilities(),
        root_uri=folder.as_uri(),
        initialization_options=options,
        workspace_folders=opened or None,
    )
    await editor.client.initialize_async(params)
    editor.client.initialized(types.InitializedParams())
    try:
        yield editor
    finally:
        await editor.client.shutdown_async(None)
        editor.client.exit(None)
        await editor.client.stop()


def in_editor(
    folder: Path,
    does: Callable[[Editor], Coroutine[Any, Any, None]],
    options: Any = None,
    folders: Sequence[Path] = (),
) -> None:
    """Do something in an editor."""

    async def session() -> None:
        async with an_editor(folder, options, folders) as editor:
            await does(editor)

    asyncio.run(session())
