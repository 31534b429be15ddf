"""The protocol: what the editor tells and asks, answered from the live project. pygls carries it, over standard input and output.

The whole text comes with each edit, so that no way of counting lines and columns can put an edit in the wrong place.
"""

import asyncio
import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from claimcheck import __version__
from claimcheck.errors import ClaimcheckError, EditError
from claimcheck.lsp.cards import of_claim, of_rule, of_spot
from claimcheck.lsp.completion import Completion
from claimcheck.lsp.findings import diagnostics
from claimcheck.lsp.homes import Home, Homes
from claimcheck.lsp.lines import Positions, edits, split
from claimcheck.lsp.live import LiveProject, Manner
from claimcheck.lsp.offers import Offer, Offers, Trouble, candidates
from claimcheck.lsp.spots import QuotePlace, Spot, quotes_at, quotes_of, spot_at
from claimcheck.lsp.yaml_context import cursor_at
from claimcheck.model import ClaimStatus, Finding

T = TypeVar("T")

WAIT_SECONDS = 0.02
"""Further edits that come within are checked together."""
WAIVE = "claimcheck.waive"
ASK = "claimcheck.askReason"
"""A command of the client's own, where it said that it has one: it asks for a reason and calls `WAIVE`."""
NO_NAME = 'say who you are: write `reviewer = "Your Name"` into claimcheck.toml, or set user.name in git'
_WATCHED = "**/*.{yaml,yml,YAML,YML,json,toml,md,markdown,mdx,html,htm,txt,docx}"


def tells(method: Callable[..., T]) -> Callable[..., T | None]:
    """What goes wrong deliberately is one sentence in the editor, not an error of the protocol."""

    @wraps(method)
    def told(self: "Server", *arguments: Any) -> T | None:
        try:
            return method(self, *arguments)
        except ClaimcheckError as error:
            self.say(str(error))
            return None

    return told


class Server:
    """One editor's session. `manner` reads the settings of the current folder, `person` says who signs decisions, `paths` are what is
    checked there. `broke_off` where the editor ended it without saying first that it would leave.
    """

    def __init__(self, manner: Callable[[], Manner], person: Callable[[], str], paths: Sequence[str]) -> None:
        self.pygls = LanguageServer("claimcheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._person = person
        self._is_over, self.broke_off = False, False
        self._homes = Homes(paths, manner)
        self._asks, self._said = False, ""
        self._uris: dict[str, str] = {}
        self._empty: set[str] = set()
        self._waiting: asyncio.TimerHandle | None = None
        for feature, method, options in self._features():
            self.pygls.feature(feature, options)(
                partial(method)
            )  # pygls leaves marks on it, which a method does not take
        self.pygls.command(WAIVE)(partial(self.waive))

    def _features(self) -> Iterator[tuple[str, Callable[..., Any], Any]]:
        actions = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        yield types.INITIALIZE, self.initialize, None
        yield types.INITIALIZED, self.initialized, None
        yield types.SHUTDOWN, self.leaving, None
        yield types.EXIT, self.left, None
        yield types.TEXT_DOCUMENT_DID_OPEN, self.opened, None
        yield types.TEXT_DOCUMENT_DID_CHANGE, self.edited, None
        yield types.TEXT_DOCUMENT_DID_CLOSE, self.closed, None
        yield types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self.files_changed, None
        yield types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self.folders_changed, None
        yield types.TEXT_DOCUMENT_HOVER, self.hover, None
        yield types.TEXT_DOCUMENT_COMPLETION, self.complete, types.CompletionOptions(trigger_characters=[":", " "])
        yield types.TEXT_DOCUMENT_CODE_ACTION, self.actions, actions
        yield types.TEXT_DOCUMENT_DEFINITION, self.definition, None
        yield types.TEXT_DOCUMENT_REFERENCES, self.definition, None

    # --- the session -------------------------------------------------------------------------------------------------

    def initialize(self, params: types.InitializeParams) -> None:
        """The folders of the editor are known, and what it can."""
        folders = [one.uri for one in params.workspace_folders or ()] or [params.root_uri or ""]
        self._homes.opened(to_fs_path(uri) or "" for uri in folders)
        given = params.initialization_options
        self._asks = isinstance(given, dict) and given.get("asksForReasons") is True

    def initialized(self, _params: types.InitializedParams) -> None:
        """Read the projects that are open, tell what is found, and ask to be told of changes on the disk."""
        self._watch()
        for folder in self._homes.folders:
            self._begin(folder)
        self.check()

    @tells
    def _begin(self, folder: Path) -> None:
        if home := self._homes.at(folder):
            home.is_stale = True

    def folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        """Folders were opened or closed in the editor."""
        gone = {to_fs_path(one.uri) for one in params.event.removed}
        added = (to_fs_path(one.uri) or "" for one in params.event.added)
        self._homes.opened([*(one for one in map(str, self._homes.folders) if one not in gone), *added])
        for home in self._homes.leave():
            for uri in list(home.shown):
                self._publish(home, uri, [])
        for folder in self._homes.folders:
            self._begin(folder)
        self._soon(())

    def leaving(self, _params: None) -> None:
        """The editor will leave, and says so as the protocol wants it."""
        self._is_over = True

    def left(self, _params: None) -> None:
        """The editor leaves."""
        self.broke_off = not self._is_over

    def _watch(self) -> None:
        workspace = self.pygls.client_capabilities.workspace
        able = workspace and workspace.did_change_watched_files
        if able and able.dynamic_registration:
            watchers = [types.FileSystemWatcher(glob_pattern=_WATCHED)]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            what = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.pygls.client_register_capability(types.RegistrationParams([what]))

    def say(self, sentence: str) -> None:
        """One sentence for the person, once as long as it stays the same."""
        if sentence != self._said:
            self.pygls.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"claimcheck: {sentence}"))
        self._said = sentence

    # --- texts -------------------------------------------------------------------------------------------------------

    @tells
    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A file is on the screen."""
        self._homes.look_anew()
        self._put(params.text_document.uri, params.text_document.text)

    @tells
    def edited(self, params: types.DidChangeTextDocumentParams) -> None:
        """A file reads otherwise."""
        self._put(params.text_document.uri, params.content_changes[-1].text)

    def _put(self, uri: str, text: str) -> None:
        path = to_fs_path(uri)
        if not path:
            return
        self._uris[os.path.realpath(path)] = uri
        homes = self._homes.of(path)
        for home in homes:
            home.enter().put(path, text)
        self._say_where_nothing_is(path, homes)
        self._soon(homes)

    def _say_where_nothing_is(self, path: str, homes: Sequence[Home]) -> None:
        """That nothing is found where nothing is checked is said once for a folder: else it would look as if all were well."""
        folder = str(homes[0].root if homes else Path(path).parent)
        if folder not in self._empty and not any(home.live.project.files for home in homes):
            self._empty.add(folder)
            told = f"claimcheck: there are no claims here: no claims files in {', '.join(self._homes.paths)} of {folder} or above it"
            self.pygls.window_show_message(types.ShowMessageParams(types.MessageType.Info, told))

    @tells
    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A file is off the screen; what was not saved is gone."""
        path = to_fs_path(params.text_document.uri)
        if path:
            homes = self._homes.of(path)
            for home in homes:
                home.enter().close(path)
            self._uris.pop(os.path.realpath(path), None)
            self._soon(homes)

    def files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Files changed on the disk: one was saved, a lock refreshed, another branch checked out, the settings edited."""
        changes = {to_fs_path(one.uri) or "": one.type for one in params.changes}
        changed = {path for path, kind in changes.items() if kind is types.FileChangeType.Changed}
        homes = self._homes.all()
        self._homes.look_anew()
        known = {path for path in changed if any(home.knows(path) for home in homes)}
        for home in homes:
            self._follow(home, known if known == changes.keys() else None)
        self._soon(())

    @tells
    def _follow(self, home: Home, changed: Iterable[str] | None) -> None:
        """Read these files of a project anew; None means all, and its settings."""
        live = home.enter()
        if changed is None:
            live.follow(self._homes.manner())
        for path in changed or ():
            live.changed(path)
        home.is_stale = True

    def _soon(self, homes: Iterable[Home]) -> None:
        for home in homes:
            home.is_stale = True
        if self._waiting:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(WAIT_SECONDS, self.check)

    # --- findings ----------------------------------------------------------------------------------------------------

    @tells
    def check(self) -> None:
        """Check what is on the screen, and tell the editor what has become otherwise."""
        self._waiting = None
        for home in self._homes.all():
            if home.is_stale:
                home.is_stale = False
                self._check(home)
        self._said = ""

    def _check(self, home: Home) -> None:
        """Check one project.

        While a claims file makes no sense, which a half-typed line is enough for, only that is told: what was found elsewhere
        stands until the file can be read again.
        """
        live = home.enter()
        by_path: dict[str, list[Finding]] = {}
        for finding in live.check().findings:
            by_path.setdefault(finding.path, []).append(finding)
        if unreadable := live.unreadable():
            by_path = {path: found for path, found in by_path.items() if path in unreadable}
        else:
            told = {self._uri(home, path) for path in by_path}
            for uri in home.shown.keys() - told:
                self._publish(home, uri, [])
        for path, found in by_path.items():
            self._publish(home, self._uri(home, path), diagnostics(found, self._positions(live, path), live.page(path)))

    def _publish(self, home: Home, uri: str, found: list[types.Diagnostic]) -> None:
        """Tell what was found in a file; two projects may have an article in common."""
        if home.shown.get(uri, []) == found:
            return
        home.shown[uri] = found
        if not found:
            del home.shown[uri]
        others = [one for other in self._homes.all() if other is not home for one in other.shown.get(uri, ())]
        self.pygls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, [*found, *others]))

    def _positions(self, live: LiveProject, path: str) -> Positions:
        return Positions(split(live.text(path)), self.pygls.workspace.position_codec)

    def _uri(self, home: Home, path: str) -> str:
        known = self._uris.get(os.path.realpath(home.root / path))
        return known or from_fs_path(os.path.normpath(home.root / path)) or ""

    # --- a place -----------------------------------------------------------------------------------------------------

    def _home(self, uri: str) -> tuple[Home, str] | None:
        """The project that has a file, entered, with the file's path; None for what is no file and lies in none."""
        path = to_fs_path(uri)
        homes = self._homes.of(path) if path else []
        if not path or not homes:
            return None
        home = next((one for one in homes if one.knows(path)), homes[0])
        home.enter()
        return home, path

    def _place(self, params: Any) -> tuple[Home, LiveProject, str, int, int] | None:
        """Project, what of it is on the screen, path, line and column (from 1) that a question is about; None for what is no file of one."""
        asked = self._home(params.text_document.uri)
        if asked is None:
            return None
        home, path = asked
        return home, home.live, path, *self._positions(home.live, path).place(params.position)

    @tells
    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The card of what stands there."""
        asked = self._place(params)
        told = self._card(*asked[1:]) if asked else ""
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told)) if told else None

    def _card(self, live: LiveProject, path: str, line: int, column: int) -> str:
        if live.content(path) is None:
            quotes = quotes_at(live, path, line, column)
            verdicts = {id(one.claim): one for one in live.report.verdicts}
            return "\n\n---\n\n".join(of_claim(verdicts[id(one.claim)]) for one in quotes)
        lines = split(live.text(path))
        cursor = cursor_at(lines, line, len(lines[line - 1]) + 1)
        rule = live.manner.ruleset.rules.rule(cursor.typed) if cursor and cursor.key == "rule" else None
        if rule:
            return of_rule(rule)
        spot = spot_at(live, path, line)
        return of_spot(spot, self._to_read(live, spot)) if spot else ""

    def _to_read(self, live: LiveProject, spot: Spot) -> list[Any]:
        settled = spot.verdict.status in (ClaimStatus.SOURCED, ClaimStatus.NOT_NEEDED)
        return [] if settled else list(candidates(live, spot.claim)[:3])

    @tells
    def complete(self, params: types.CompletionParams) -> list[types.CompletionItem]:
        """What may be typed there."""
        asked = self._place(params)
        if asked is None:
            return []
        _, live, path, line, column = asked
        completion = Completion(live.manner.ruleset.rules, self._name(), dt.date.today())
        if live.content(path) is None:
            return completion.in_article(self._positions(live, path), line, column)
        return completion.in_claims(self._positions(live, path), live.project.index.lock, line, column)

    @tells
    def definition(self, params: types.DefinitionParams | types.ReferenceParams) -> list[types.Location]:
        """From a claim to its quote in the article; from a quote to the claims that are made of it."""
        asked = self._place(params)
        if asked is None:
            return []
        home, live, path, line, column = asked
        if live.content(path) is None:
            return [self._claim_location(home, one) for one in quotes_at(live, path, line, column)]
        spot = spot_at(live, path, line)
        return [self._quote_location(home, one) for one in quotes_of(live, spot.claim)] if spot else []

    def _claim_location(self, home: Home, quote: QuotePlace) -> types.Location:
        where = quote.claim.location
        there = self._positions(home.live, where.path).rest_of_line(where.line or 1, where.column or 1)
        return types.Location(self._uri(home, where.path), there)

    def _quote_location(self, home: Home, quote: QuotePlace) -> types.Location:
        positions = self._positions(home.live, quote.start.path)
        start = positions.at(quote.start.line or 1, quote.start.column or 1)
        end = positions.at(quote.end.line or 1, quote.end.column or 1)
        return types.Location(self._uri(home, quote.start.path), types.Range(start, end))

    # --- what to do --------------------------------------------------------------------------------------------------

    def _name(self) -> str:
        try:
            return self._person()
        except ClaimcheckError:
            return ""

    @tells
    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done at a place, each as an edit that is not applied yet."""
        asked = self._home(params.text_document.uri)
        if asked is None:
            return []
        home, path = asked
        positions = self._positions(home.live, path)
        line, _ = positions.place(params.range.start)
        troubles = list(_troubles(params.context.diagnostics, positions))
        offers = Offers(home.live, self._name(), dt.date.today())
        if home.live.content(path) is None:
            offered = offers.in_article(path, troubles)
        else:
            offered = offers.in_claims(path, line, troubles)
        return [action for offer in offered if (action := self._action(home, offer, params.context.diagnostics))]

    def _action(self, home: Home, offer: Offer, given: Sequence[types.Diagnostic]) -> types.CodeAction | None:
        mended = [one for one in given if offer.trouble and one.code == offer.trouble.rule]
        kind = types.CodeActionKind.QuickFix
        if offer.is_signed and not self._name():
            return types.CodeAction(offer.title, kind=kind, disabled=types.CodeActionDisabled(NO_NAME))
        if offer.asks and self._asks:
            arguments = [self._uri(home, offer.path), *offer.asks]
            asking = types.Command(title=offer.title, command=ASK, arguments=arguments)
            return types.CodeAction(offer.title, kind=kind, diagnostics=mended, command=asking)
        try:
            edit = self._edit(home, offer)
        except EditError:  # the file cannot take it: what cannot be done is not offered
            return None
        return types.CodeAction(offer.title, kind=kind, diagnostics=mended, edit=edit) if edit else None

    def _edit(self, home: Home, offer: Offer) -> types.WorkspaceEdit | None:
        """The offer as an edit of the text on the screen; None where it changes nothing."""
        text = home.live.text(offer.path)
        after = offer.change(text.encode("utf-8")).decode("utf-8")
        made = edits(text, after, self.pygls.workspace.position_codec)
        return types.WorkspaceEdit(changes={self._uri(home, offer.path): made}) if made else None

    @tells
    def waive(self, uri: str, claim_id: str, rule: str, reason: str) -> None:
        """Set a rule aside for a claim, for a reason that the client has asked for."""
        asked = self._home(uri)
        if asked is None or not reason.strip():
            return
        home, path = asked
        offer = Offers(home.live, self._person(), dt.date.today()).waiver(path, claim_id, rule, reason.strip())
        if edit := self._edit(home, offer):
            self.pygls.workspace_apply_edit(types.ApplyWorkspaceEditParams(edit, label=offer.title))


def _troubles(given: Iterable[types.Diagnostic], positions: Positions) -> Iterator[Trouble]:
    for one in given:
        if one.source == "claimcheck" and isinstance(one.code, str):
            data = one.data if isinstance(one.data, dict) else {}
            yield Trouble(one.code, data.get("claim"), *positions.place(one.range.start))
