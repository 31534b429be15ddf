"""A sentence of a page as extraction reads it, with its place and what it stands under."""

from itertools import groupby

from attrs import frozen

from claimcheck.model import Location


@frozen
class Unit:
    """A sentence with its place: `text` is ``article.text[start:end]``. `heading` is the one that it stands under.

    `lead` is the open sentence that an item of a list goes on ("You are at risk if you:"), `context` a list's closed one;
    `columns` are the heads of the columns of a table's row, whose cells a tab parts, or of a cell that stands for itself; it `is_full` where no cell
    is empty, so that each cell's column is known. `opens` is True for the first sentence
    of a block; it `is_lead` where it breaks off above a list. `verdict` is what calls it false, or another's words, behind it ("That is not so."); it `is_told_true` where the
    page says that it is so, or has said before in the block that what follows is. It `is_quoted` where it stands in quotation
    marks as a whole, alone or with others, and it `is_entry` where it begins what defines a term, or an item of a list
    that answers a question; `defines` is that term, without the colon behind it. `seen` are the cells of a row in which cells span rows or columns, one a column, "" for an empty one, and `below` what
    it goes on from: the label of the rows, the first cell above. The references behind it reach to `reach`.
    """

    text: str
    start: int
    end: int
    location: Location
    heading: str = ""
    is_heading: bool = False
    lead: str = ""
    context: str = ""
    columns: tuple[str, ...] = ()
    is_full: bool = False
    opens: bool = True
    is_lead: bool = False
    verdict: str = ""
    is_told_true: bool = False
    is_quoted: bool = False
    is_entry: bool = False
    defines: str = ""
    seen: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    reach: int = 0

    @property
    def is_row(self) -> bool:
        """Whether it is a row of several cells."""
        return "\t" in self.text or (bool(self.seen) and len(self.cells) > 1)

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row, a cell once; the text itself where it is none."""
        if self.seen:
            return tuple(cell for cell, _ in groupby(self.seen) if cell)
        return tuple(cell.strip() for cell in self.text.split("\t") if cell.strip())

    @property
    def said(self) -> str:
        """What a reader takes from it: an item with its open lead, a row's cells one after the other."""
        if self.lead:
            return f"{self.lead} {self.text}"
        return " ".join(self.cells) if self.is_row else self.text
