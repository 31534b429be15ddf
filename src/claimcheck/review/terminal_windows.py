"""What the review in a terminal asks in windows of its own: a few fields, one of some words; and the list of keys."""

from typing import ClassVar, TypeVar

from attrs import frozen
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

T = TypeVar("T")

_KEYS = """\
j k    next and previous card       a    accept the card
r      reject it, with a reason     s    set its stance
p      another passage              o    its abstract
n      next open claim              [ ]  previous, next claim
e x w  edit, split, waive           t    take the offered wording
+ / 0  add a source, search again, nothing adequate
u      undo                         q    end
"""


@frozen
class Field:
    """A line that is asked for; `is_long` gets several."""

    name: str
    label: str
    value: str = ""
    is_long: bool = False


class Window(ModalScreen[T | None]):
    """A window over the review, with what `inside` makes; Escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def compose(self) -> ComposeResult:
        """The frame, and what is in it."""
        with Vertical(classes="window"):
            yield from self.inside()

    def inside(self) -> ComposeResult:
        """What stands in it."""
        raise NotImplementedError


class Ask(Window[dict[str, str]]):
    """Asks for a few fields."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "done", "save")]

    def __init__(self, title: str, fields: tuple[Field, ...]) -> None:
        super().__init__()
        self._title, self._fields = title, fields

    def inside(self) -> ComposeResult:
        """Title, fields, a button."""
        yield Label(Text(self._title, style="bold"))
        for field in self._fields:
            yield Label(Text(field.label, style="dim"))
            yield TextArea(field.value, id=field.name) if field.is_long else Input(field.value, id=field.name)
        yield Button("Save (ctrl+s)" if any(field.is_long for field in self._fields) else "Save (enter)", id="save")

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_done()

    def on_button_pressed(self) -> None:
        """The button saves."""
        self.action_done()

    def action_done(self) -> None:
        """Give what stands in the fields."""
        self.dismiss({field.name: self._text(field) for field in self._fields})

    def _text(self, field: Field) -> str:
        if field.is_long:
            return self.query_one(f"#{field.name}", TextArea).text
        return self.query_one(f"#{field.name}", Input).value


class Choose(Window[str]):
    """Asks for one of some words."""

    def __init__(self, title: str, words: tuple[str, ...]) -> None:
        super().__init__()
        self._title, self._words = title, words

    def inside(self) -> ComposeResult:
        """Title and words."""
        yield Label(Text(self._title, style="bold"))
        yield OptionList(*(Option(word, id=word) for word in self._words))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter chooses."""
        self.dismiss(event.option.id)


class Keys(Window[None]):
    """Tells the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q,enter", "dismiss(None)", "back")]

    def inside(self) -> ComposeResult:
        """The list."""
        yield Static(Text(_KEYS))
