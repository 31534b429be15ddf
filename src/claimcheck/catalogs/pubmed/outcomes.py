"""What can go wrong between us and E-utilities, in one table: may it pass by itself, can one record be the cause, and
what to tell the person.

None of these ever means "nothing found". Source for the faults: NCBI, "Entrez Programming Utilities Help" (NBK25497,
NBK25499), and bodies seen in public issue trackers of E-utilities clients.
"""

import re
from enum import StrEnum
from functools import partial
from typing import Final, Self

from attrs import frozen

from claimcheck.checked import given
from claimcheck.errors import CouldNotAskError


class Trouble(StrEnum):
    """The ways in which a request to E-utilities ends without a usable answer."""

    RATE_LIMITED = "rate-limited"
    BAD_KEY = "bad-key"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    CUT_OFF = "cut-off"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server-error"
    NO_SERVER = "no-server"
    BACKEND = "backend"
    WEB_PAGE = "web-page"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    UNEXPECTED = "unexpected"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    AMBIGUOUS = "ambiguous"
    UNCERTAIN = "uncertain"
    OFFLINE = "offline"
    STOPPED = "stopped"


@frozen
class _Meaning:
    """`passes`: worth asking again; `one_record`: a single record of a batch may cause it; `sentence`: for a person."""

    passes: bool
    one_record: bool
    sentence: str


_MEANINGS: Final = {
    Trouble.RATE_LIMITED: _Meaning(
        True, False, "PubMed is refusing requests as too many; wait a minute, or set NCBI_API_KEY for a higher limit"
    ),
    Trouble.BAD_KEY: _Meaning(False, False, "NCBI does not accept the API key; correct NCBI_API_KEY or unset it"),
    Trouble.BLOCKED: _Meaning(
        False, False, "NCBI has blocked this computer's address; stop other E-utilities programs here and write to NCBI"
    ),
    Trouble.UNREACHABLE: _Meaning(
        True, False, "PubMed could not be reached; check the network, the proxy and pubmed.base_url"
    ),
    Trouble.CUT_OFF: _Meaning(True, True, "the connection to PubMed broke while the answer came; try again later"),
    Trouble.TIMEOUT: _Meaning(True, True, "PubMed did not answer in time; try again later"),
    Trouble.SERVER_ERROR: _Meaning(True, True, "PubMed has an internal error; try again later"),
    Trouble.NO_SERVER: _Meaning(True, False, "NCBI has no server ready for the request; try again later"),
    Trouble.BACKEND: _Meaning(True, True, "PubMed's search engine failed behind E-utilities; try again later"),
    Trouble.WEB_PAGE: _Meaning(
        True, True, "a web page came instead of PubMed's answer; try again later, or check for a proxy in between"
    ),
    Trouble.EMPTY: _Meaning(True, True, "PubMed sent an empty answer; try again later"),
    Trouble.TRUNCATED: _Meaning(True, True, "PubMed's answer ended too early; try again later"),
    Trouble.UNEXPECTED: _Meaning(True, True, "what came is not an answer of E-utilities; check pubmed.base_url"),
    Trouble.TOO_LARGE: _Meaning(False, True, "PubMed's answer is larger than the program accepts"),
    Trouble.TOO_LONG: _Meaning(False, False, "the request is too long for the server; shorten the query"),
    Trouble.REDIRECTED: _Meaning(
        False, False, "the server sent us to another address, which is not followed; check pubmed.base_url"
    ),
    Trouble.REFUSED: _Meaning(False, False, "E-utilities refused the request"),
    Trouble.AMBIGUOUS: _Meaning(False, False, "PubMed has several records with this identifier; name the PMID"),
    Trouble.UNCERTAIN: _Meaning(False, False, "it could not be found out whether PubMed has this work"),
    Trouble.OFFLINE: _Meaning(False, False, "not in the cache, and the program is set to work offline"),
    Trouble.STOPPED: _Meaning(False, False, "the run was stopped before PubMed answered"),
}


class EutilsError(CouldNotAskError):
    """E-utilities gave no usable answer. `trouble` says which way, `retry_after` (seconds) when to come back, if told.

    `detail` is the server's own words or the kind of exception: plain printable text without secrets, never a URL.
    """

    def __init__(self, trouble: Trouble, detail: str = "", *, retry_after: float | None = None) -> None:
        trouble = given("EutilsError: trouble", trouble, Trouble)
        detail = given("EutilsError: detail", detail, str)
        sentence = _MEANINGS[trouble].sentence
        super().__init__(f"{sentence} ({detail})" if detail else sentence)
        self.trouble = trouble
        self.detail = detail
        self.retry_after: float | None = given("EutilsError: retry_after", retry_after, float | None)

    def __reduce__(self) -> tuple[partial[Self], tuple[Trouble, str]]:
        """It may be raised by a worker process, and made anew of the same parts where that is waited for."""
        return partial(type(self), retry_after=self.retry_after), (self.trouble, self.detail)

    @property
    def passes(self) -> bool:
        """Whether asking again may help."""
        return _MEANINGS[self.trouble].passes

    @property
    def one_record(self) -> bool:
        """Whether a single record of a batch may be the cause, so that halving the batch may save the rest."""
        return _MEANINGS[self.trouble].one_record


def may_pass(reason: str) -> bool:
    """Whether asking again may help where that is the reason why an answer is missing; also where somebody else gave it."""
    lasting = (meaning.sentence for meaning in _MEANINGS.values() if not meaning.passes)
    return not reason.startswith(tuple(lasting))


_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]+")


def plain(text: str, most: int = 160) -> str:
    """A server's words fit for a terminal: one line, no control or escape characters, at most `most` characters."""
    line = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 3] + "..."
