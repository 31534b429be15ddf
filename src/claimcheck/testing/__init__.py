"""Contract tests for plug-ins, one a door: call them from your own tests. The built-ins pass them too.

Each raises `AssertionError` with a sentence that says which promise is broken.
"""

from claimcheck.testing.catalogs import check_catalog
from claimcheck.testing.judges import check_judge
from claimcheck.testing.reports import check_report_format
from claimcheck.testing.rules import check_rule, run_rule

__all__ = ["check_catalog", "check_judge", "check_report_format", "check_rule", "run_rule"]
