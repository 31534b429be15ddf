"""The review in a terminal: one claim at a time, the same decisions by the same keys as in a browser."""

from functools import partial
from operator import call
from typing import ClassVar

from attrs import evolve
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Static

from claimcheck.claimfile.render import TERMS
from claimcheck.decisions.journal import ChangedMeanwhileError
from claimcheck.errors import ClaimcheckError
from claimcheck.model import Claim, ClaimVerdict, Stance
from claimcheck.reports.plain import plain
from claimcheck.review.actions import Form, as_shown, is_by_lines
from claimcheck.review.desk import Desk
from claimcheck.review.evidence import Card, Evidence, Role
from claimcheck.review.terminal_texts import against_text, card_text, claim_text, found_text
from claimcheck.review.terminal_windows import Ask, Choose, Field, Keys
from claimcheck.review.workspace import Snapshot
from claimcheck.rules.strength import offered_statement


class CardView(Static, can_focus=True):
    """A work, with or without its abstract."""

    def __init__(self, card: Card, *, is_open: bool) -> None:
        super().__init__(card_text(card, is_open=is_open), classes=f"card {card.role}")
        self.card, self.is_open = card, is_open

    def turn(self) -> None:
        """Open or close the abstract."""
        self.is_open = not self.is_open
        self.update(card_text(self.card, is_open=self.is_open))


class ReviewApp(App[None]):
    """The review of a desk."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "claimcheck review"
    CSS = """
    Screen { layout: vertical; }
    #told { height: auto; color: $success; }
    #claim, #against, #found { height: auto; padding: 0 1; }
    .card { height: auto; padding: 0 1; margin: 0 0 1 0; border-left: thick $surface-lighten-2; }
    .card:focus { border-left: thick $accent; background: $boost; }
    .window { width: 100%; max-width: 78; height: auto; max-height: 90%; padding: 1; background: $surface; border: round $accent; }
    ModalScreen { align: center middle; }
    TextArea { height: 6; }
    .window Label { width: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "accept"),
        Binding("r", "reject", "reject"),
        Binding("s", "stance", "stance"),
        Binding("n", "following", "next open"),
        Binding("u", "undo", "undo"),
        Binding("question_mark", "keys", "keys"),
        Binding("q", "quit", "end"),
        Binding("j", "step(1)", "next card", show=False),
        Binding("k", "step(-1)", "previous card", show=False),
        Binding("p", "passage", "passage", show=False),
        Binding("o", "abstract", "abstract", show=False),
        Binding("e", "edit", "edit", show=False),
        Binding("x", "split", "split", show=False),
        Binding("w", "waive", "waive", show=False),
        Binding("t", "wording", "wording", show=False),
        Binding("plus", "add", "add", show=False),
        Binding("slash", "search", "search again", show=False),
        Binding("0", "searched", "nothing adequate", show=False),
        Binding("left_square_bracket", "claim(-1)", "previous claim", show=False),
        Binding("right_square_bracket", "claim(1)", "next claim", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.claim_id = ""
        self.extra = ""
        self._seen = ""
        """The mark of the claim as it was put on the screen."""
        self._undoes = ""
        """The mark of the decision that the screen offers to undo."""

    def compose(self) -> ComposeResult:
        """What was done, the claim, its cards, the keys."""
        yield Static(id="told")
        with VerticalScroll(id="all"):
            yield Static(id="claim")
            yield Static(id="against")
            yield Static(id="found")
            yield Vertical(id="cards")
        yield Footer()

    def on_mount(self) -> None:
        """Begin with the first claim that asks for a decision."""
        snapshot = self.desk.snapshot()
        ids = list(snapshot.verdicts)
        if not ids:
            self.query_one("#claim", Static).update("There are no claims here: draft them with claimcheck extract.")
            return
        self.show(snapshot.following(ids[-1]) or ids[0])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Where there is no claim, nothing can be done to it."""
        return bool(self.claim_id) or not hasattr(ReviewApp, f"action_{action}") or action in ("keys", "quit")

    # --- showing -------------------------------------------------------------------------------------------------------

    def show(self, claim_id: str, told: str = "", extra: str = "") -> None:
        """Show a claim with what is on this machine, and fetch the rest."""
        self.claim_id, self.extra = claim_id, extra
        self.query_one("#told", Static).update(Text(plain(told)))
        self._draw(ask=False)
        self.run_worker(partial(self._draw, ask=True), thread=True, exclusive=True)

    def _draw(self, *, ask: bool) -> None:
        """Read the evidence, in a thread where PubMed may be asked, and put it on the screen."""
        draw = self.call_from_thread if ask else call
        try:
            snapshot = self.desk.snapshot()
            verdict = self.desk.verdict(snapshot, self.claim_id)
            evidence = self.desk.evidence(snapshot, verdict.claim, ask=ask, extra=self.extra)
        except ClaimcheckError as error:
            draw(self._tell, str(error))
        else:
            draw(self._put, snapshot, verdict, evidence)

    def _put(self, snapshot: Snapshot, verdict: ClaimVerdict, evidence: Evidence) -> None:
        if verdict.claim.id != self.claim_id:  # the reader has gone on meanwhile
            return
        self._seen = self.desk.shown(verdict.claim)
        latest = self.desk.latest()
        self._undoes = latest.mark if latest else ""
        self.query_one("#claim", Static).update(claim_text(self.desk, snapshot, verdict))
        self.query_one("#against", Static).update(against_text(evidence))
        self.query_one("#found", Static).update(found_text(snapshot, verdict))
        focused = self._card.work if self._card else ""
        cards = self.query_one("#cards", Vertical)
        cards.remove_children()
        order = (*evidence.proposed, *evidence.against, *evidence.cited, *evidence.candidates, *evidence.rejected)
        views = [CardView(card, is_open=number == 0 or card.is_against) for number, card in enumerate(order)]
        cards.mount_all(views)
        self.call_after_refresh(self._focus, focused)

    def _focus(self, work: str) -> None:
        views = list(self.query(CardView))
        chosen = next((view for view in views if view.card.work == work), views[0] if views else None)
        if chosen:
            chosen.focus(scroll_visible=bool(work))

    def _tell(self, told: str) -> None:
        self.query_one("#told", Static).update(Text(plain(told)))

    @property
    def _card(self) -> Card | None:
        return self.focused.card if isinstance(self.focused, CardView) else None

    # --- moving --------------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Another card."""
        views = list(self.query(CardView))
        if views:
            at = views.index(self.focused) if isinstance(self.focused, CardView) else -1
            views[min(max(at + by, 0), len(views) - 1)].focus()

    def action_claim(self, by: int) -> None:
        """Another claim of the project."""
        ids = list(self.desk.snapshot().verdicts)
        if self.claim_id in ids:
            self.show(ids[min(max(ids.index(self.claim_id) + by, 0), len(ids) - 1)])

    def action_following(self) -> None:
        """The next claim that asks for a decision."""
        following = self.desk.snapshot().following(self.claim_id)
        self.show(following) if following else self._tell("no claim asks for a decision any more")

    def action_abstract(self) -> None:
        """Open or close the abstract."""
        if isinstance(self.focused, CardView):
            self.focused.turn()

    def action_keys(self) -> None:
        """Tell the keys."""
        self.push_screen(Keys())

    # --- deciding ------------------------------------------------------------------------------------------------------

    def action_accept(self) -> None:
        """Accept the card; ask for its stance where nobody has said one."""
        card = self._card
        if card and card.role is not Role.REJECTED:
            self._accept(card, card.offered.value) if card.offered else self.action_stance()

    def action_stance(self) -> None:
        """Accept the card with another stance."""
        card = self._card
        if card and card.role is not Role.REJECTED:
            self.push_screen(Choose("How does it stand to the claim?", tuple(Stance)), partial(self._accept, card))

    def _accept(self, card: Card, stance: str | None) -> None:
        if stance:
            passage = card.sentence if card.role is Role.CANDIDATE else ""
            self._do("accept", work=card.work, stance=stance, passage=passage)

    def action_reject(self) -> None:
        """Reject the card, or take its rejection back."""
        card = self._card
        if card and (said := card.rejected):
            self._do("unreject", work=said.pmid, person=said.by)
        elif card and card.role is Role.REJECTED:
            self._do("unreject", work=card.work)
        elif card and card.can_be_rejected:
            self._ask("Reject", "reject", Field("reason", "Why it is no source for this claim"), work=card.work)
        elif card:
            self._do("withdraw" if card.role is Role.CITED else "remove", work=card.work)

    def action_passage(self) -> None:
        """Another passage."""
        if card := self._card:
            stance = {"stance": card.stance.value} if card.stance else {}
            field = Field("passage", "The paper's own words that decide", card.sentence, is_long=True)
            self._ask("Passage", "passage", field, work=card.work, **stance)

    def action_edit(self) -> None:
        """Edit the statement and the PICO terms."""
        claim = self.desk.verdict(self.desk.snapshot(), self.claim_id).claim
        fields = [_field(claim, name) for name in ("statement", *TERMS)]
        self._ask("Edit", "edit", *fields, kind=claim.kind or "")

    def action_split(self) -> None:
        """Split the claim."""
        claim = self.desk.verdict(self.desk.snapshot(), self.claim_id).claim
        field = Field("statements", "One claim a line; the first keeps the citations", claim.statement, is_long=True)
        self._ask("Split", "split", field)

    def action_waive(self) -> None:
        """Waive a rule."""
        findings = self.desk.snapshot().findings.get(self.claim_id, ())
        rule = findings[0].name if findings else ""
        fields = (
            Field("rule", "Rule", rule),
            Field("reason", "Reason"),
            Field("until", "Until (2027-03-01), or nothing"),
        )
        self._ask("Waive", "waive", *fields)

    def action_searched(self) -> None:
        """Note that nothing adequate was found."""
        self._ask("Searched, nothing adequate", "searched", Field("note", "Where, and what was missing"))

    def action_wording(self) -> None:
        """Take the offered wording."""
        snapshot = self.desk.snapshot()
        offered = offered_statement(snapshot.facts(self.desk.verdict(snapshot, self.claim_id)))
        self._do("wording", statement=offered) if offered else self._tell(
            "the statement says no more than its evidence"
        )

    def action_undo(self) -> None:
        """Take back the decision that the screen offers to undo."""
        try:
            undone = self.desk.undo(self._undoes)
        except ClaimcheckError as error:
            self._tell(str(error))
            return
        self.show(undone.claim_id, f"undone: {undone.told}")

    def action_add(self, typed: str = "", trouble: str = "") -> None:
        """Look up a source; after trouble what was typed is there again."""
        field = Field("reference", "PMID, DOI, link, or a reference as you have it", typed, is_long=True)
        self.push_screen(Ask(plain(trouble) or "Add a source", (field,)), self._look_up)

    def _look_up(self, answer: dict[str, str] | None) -> None:
        if not answer:
            return
        self._tell("looking it up …")
        self.run_worker(partial(self._looked_up, answer["reference"]), thread=True)

    def _looked_up(self, reference: str) -> None:
        try:
            found = self.desk.named(reference)
        except ClaimcheckError as error:
            self.call_from_thread(self.action_add, reference, str(error))
            return
        if found.pmid:
            self.call_from_thread(self.show, self.claim_id, found.told, found.pmid)
        elif found.problem:
            self.call_from_thread(self.action_add, reference, found.problem)
        else:
            self.call_from_thread(self._tell, f"{found.work} is not in PubMed: cite it in a browser")

    def action_search(self) -> None:
        """Search again."""
        self.push_screen(Ask("Search again", (Field("query", "PubMed query; empty for the own ladder"),)), self._search)

    def _search(self, answer: dict[str, str] | None) -> None:
        if answer is None:
            return
        progress = self.desk.search_again(self.claim_id, answer["query"])
        claim_id = self.claim_id

        def wait() -> None:
            while not progress.ended.wait(0.3):
                self.call_from_thread(self._tell, progress.steps[-1] if progress.steps else "searching …")
            told = f"could not ask everything: {progress.trouble}" if progress.trouble else progress.steps[-1]
            self.call_from_thread(self.show, claim_id, told)

        self.run_worker(wait, thread=True)

    def _ask(self, title: str, action: str, *fields: Field, **fixed: str) -> None:
        def answered(answer: dict[str, str] | None) -> None:
            if answer is not None and (trouble := self._do(action, **fixed, **answer)):
                self._ask(trouble, action, *(evolve(field, value=answer[field.name]) for field in fields), **fixed)

        self.push_screen(Ask(plain(title), fields), answered)

    def _do(self, action: str, **fields: str) -> str:
        """Carry out an action on the claim that is shown, and show it again; why it could not be done, "" where it could."""
        form: Form = {"seen": [self._seen], **{name: [value] for name, value in fields.items()}}
        try:
            decision = self.desk.do(action, self.claim_id, form)
        except ChangedMeanwhileError as error:
            self.show(self.claim_id, f"{error}: nothing was written; this is how it is now", self.extra)
        except ClaimcheckError as error:
            self._tell(str(error))
            return str(error)
        else:
            self.show(self.claim_id, decision.told if decision else "nothing changed", self.extra)
        return ""


def _field(claim: Claim, name: str) -> Field:
    """A field of the claim with its text, as many lines as it has."""
    text, by_lines = as_shown(claim)[name], name in TERMS and is_by_lines(claim, name)
    several = f" (several: {'one a line' if by_lines else ';'})" if name in TERMS else ""
    return Field(name, name + several, text, is_long=by_lines or "\n" in text)


def run(desk: Desk) -> None:
    """Review until the person ends it."""
    ReviewApp(desk).run()
