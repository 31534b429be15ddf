"""What a mirror holds, as far as the mapping of queries needs to know: the store's headings and the index's words."""

from functools import lru_cache

from claimcheck.catalogs.mirror.engine import Reader
from claimcheck.catalogs.mirror.parts import Readers, Stores
from claimcheck.catalogs.mirror.store import Store


class Known:
    """Headings, words and names of a mirror that stays as it is: what was asked once is remembered."""

    def __init__(self, store: Store | Stores, reader: Reader | Readers) -> None:
        self._store = store
        self._reader = reader
        self.has_tree = bool(store.headings)
        """Whether a MeSH tree is known."""
        self.has_word, self.has_value, self.has_text = reader.has_word, reader.has_value, reader.has_text
        self.heading = lru_cache(maxsize=1 << 14)(self._heading)
        self.narrower = lru_cache(maxsize=1 << 10)(self._narrower)
        self.has_start = lru_cache(maxsize=1 << 14)(self._has_start)

    def _has_start(self, key: str, start: str) -> bool:
        """Whether a value under this key, such as an author's name, starts so."""
        return bool(self._reader.values_from(f"{key}:{start}", 1))

    def _heading(self, term: str) -> str | None:
        """The MeSH heading (words with single spaces) that the term is, or is an entry term of; without MeSH, a heading that
        a record has.
        """
        given = self._store.heading(term) if self.has_tree else None
        return given or (term if self._reader.has_value("mh", term) else None)

    def _narrower(self, heading: str) -> tuple[str, ...]:
        """The headings below this one in the tree; () where there is none or no tree is known."""
        return self._store.narrower(heading) if self.has_tree else ()
