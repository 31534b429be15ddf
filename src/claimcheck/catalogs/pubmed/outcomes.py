"""What can go wrong between us and E-utilities, in one table: may it pass by itself, can one record be the cause, and
what to tell the person.

None of these ever means "nothing found". Source for the faults: NCBI, "Entrez Programming Utilities Help" (NBK25497,
NBK25499), and bodies seen in public issue trackers of E-utilities clients.
"""

import re
from enum import StrEnum
from functools import partial
from typing import Self

from claimcheck.checked import given
from claimcheck.errors import CouldNotAskError


class Trouble(StrEnum):
    """The ways in which a request to E-utilities ends without a usable answer."""

    passes: bool  # worth asking again
    one_record: bool  # a single record of a batch may cause it
    sentence: str  # for a person

    def __new__(cls, value: str, passes: bool = False, one_record: bool = False, sentence: str = "") -> Self:
        trouble = str.__new__(cls, value)
        trouble._value_ = value
        trouble.passes, trouble.one_record, trouble.sentence = passes, one_record, sentence
        return trouble

    RATE_LIMITED = (
        "rate-limited", True, False,
        "PubMed is refusing requests as too many; wait a minute, or set NCBI_API_KEY for a higher limit",
    )  # fmt: skip
    BAD_KEY = "bad-key", False, False, "NCBI does not accept the API key; correct NCBI_API_KEY or unset it"
    BLOCKED = (
        "blocked", False, False,
        "NCBI has blocked this computer's address; stop other E-utilities programs here and write to NCBI",
    )  # fmt: skip
    UNREACHABLE = (
        "unreachable", True, False,
        "PubMed could not be reached; check the network, the proxy and pubmed.base_url",
    )  # fmt: skip
    CUT_OFF = "cut-off", True, True, "the connection to PubMed broke while the answer came; try again later"
    TIMEOUT = "timeout", True, True, "PubMed did not answer in time; try again later"
    SERVER_ERROR = "server-error", True, True, "PubMed has an internal error; try again later"
    NO_SERVER = "no-server", True, False, "NCBI has no server ready for the request; try again later"
    BACKEND = "backend", True, True, "PubMed's search engine failed behind E-utilities; try again later"
    WEB_PAGE = (
        "web-page", True, True,
        "a web page came instead of PubMed's answer; try again later, or check for a proxy in between",
    )  # fmt: skip
    EMPTY = "empty", True, True, "PubMed sent an empty answer; try again later"
    TRUNCATED = "truncated", True, True, "PubMed's answer ended too early; try again later"
    UNEXPECTED = "unexpected", True, True, "what came is not an answer of E-utilities; check pubmed.base_url"
    TOO_LARGE = "too-large", False, True, "PubMed's answer is larger than the program accepts"
    TOO_LONG = "too-long", False, False, "the request is too long for the server; shorten the query"
    REDIRECTED = (
        "redirected", False, False,
        "the server sent us to another address, which is not followed; check pubmed.base_url",
    )  # fmt: skip
    REFUSED = "refused", False, False, "E-utilities refused the request"
    AMBIGUOUS = "ambiguous", False, False, "PubMed has several records with this identifier; name the PMID"
    UNCERTAIN = "uncertain", False, False, "it could not be found out whether PubMed has this work"
    OFFLINE = "offline", False, False, "not in the cache, and the program is set to work offline"
    STOPPED = "stopped", False, False, "the run was stopped before PubMed answered"


class EutilsError(CouldNotAskError):
    """E-utilities gave no usable answer. `trouble` says which way, `retry_after` (seconds) when to come back, if told.

    `detail` is the server's own words or the kind of exception: plain printable text without secrets, never a URL.
    """

    def __init__(self, trouble: Trouble, detail: str = "", *, retry_after: float | None = None) -> None:
        trouble = given("EutilsError: trouble", trouble, Trouble)
        detail = given("EutilsError: detail", detail, str)
        super().__init__(f"{trouble.sentence} ({detail})" if detail else trouble.sentence)
        self.trouble = trouble
        self.detail = detail
        self.retry_after: float | None = given("EutilsError: retry_after", retry_after, float | None)

    def __reduce__(self) -> tuple[partial[Self], tuple[Trouble, str]]:
        """It may be raised by a worker process, and made anew of the same parts where that is waited for."""
        return partial(type(self), retry_after=self.retry_after), (self.trouble, self.detail)

    @property
    def passes(self) -> bool:
        """Whether asking again may help."""
        return self.trouble.passes

    @property
    def one_record(self) -> bool:
        """Whether a single record of a batch may be the cause, so that halving the batch may save the rest."""
        return self.trouble.one_record


def may_pass(reason: str) -> bool:
    """Whether asking again may help where that is the reason why an answer is missing; also where somebody else gave it."""
    lasting = (trouble.sentence for trouble in Trouble if not trouble.passes)
    return not reason.startswith(tuple(lasting))


_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]+")


def plain(text: str, most: int = 160) -> str:
    """A server's words fit for a terminal: one line, no control or escape characters, at most `most` characters."""
    line = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 3] + "..."
