"""The command that an assistant's program starts: mcp. What it needs is an extra, loaded here."""

import datetime as dt
from argparse import Namespace
from functools import partial

from claimcheck.cli.extras import require
from claimcheck.cli.judges import judge_of
from claimcheck.cli.main import Surroundings
from claimcheck.cli.objections import objections
from claimcheck.cli.project import open_project
from claimcheck.cli.pubmed import open_catalog
from claimcheck.cli.ruleset import ruleset_of
from claimcheck.config import Settings
from claimcheck.gate import report_on


def mcp(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Serve one assistant over standard input and output until it leaves. Raises `UsageError` where the SDK is not installed."""
    require("mcp", "mcp")
    from claimcheck.mcp.server import serve  # noqa: PLC0415 - it loads the SDK, which is optional
    from claimcheck.mcp.tools import Means, Tools  # noqa: PLC0415 - it belongs to the extra

    ruleset = ruleset_of(settings)
    means = Means(
        project=partial(open_project, arguments, settings),
        check=lambda project: report_on(project, ruleset, dt.date.today()),
        catalog=partial(open_catalog, settings, around, anew=False, offline=False),
        judge=partial(judge_of, arguments, settings, around),
        objections=lambda claim, evidence: objections(ruleset, dt.date.today(), claim, evidence),
        limit=settings.find_limit,
    )
    serve(Tools(means), may_write=arguments.write).run("stdio")
    return 0
