"""A name for each finding that stays the same when lines move, so that a service knows an old finding again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from claimcheck.model import Finding
from claimcheck.reports.base import file_of

_PLACE = re.compile(r"\b(line|column) \d+")


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """For each finding 64 hexadecimal digits, no two alike: of the rule, the file, the claim and the message.

    Line numbers inside the message do not count; findings that agree in all of it are told apart by their order.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        message = _PLACE.sub(r"\1", finding.message)
        key = "\0".join((finding.code, file_of(finding), finding.claim_id or "", message))
        seen[key] += 1
        yield sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
