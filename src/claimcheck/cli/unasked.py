"""What could not be asked, told one by one: `find` and `refresh` say it alike."""

from collections.abc import Mapping
from itertools import islice

from claimcheck.cli.main import Surroundings
from claimcheck.reports.plain import plain

_MOST_TOLD = 20
"""Claims or works that are told one by one."""


def tell_each(missing: Mapping[str, str], around: Surroundings) -> None:
    """A line for each claim or work that could not be asked about, with its reason; of very many the first."""
    for name, reason in islice(missing.items(), _MOST_TOLD):
        print(f"  {plain(name)}: {plain(reason)}", file=around.err)
    if (rest := len(missing) - _MOST_TOLD) > 0:
        print(f"  and {rest} more", file=around.err)
