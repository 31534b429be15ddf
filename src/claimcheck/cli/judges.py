"""Which judge a command asks: by flag, settings and environment."""

from argparse import Namespace

from claimcheck.cli.main import Surroundings
from claimcheck.cli.ruleset import beside_settings
from claimcheck.config import Settings
from claimcheck.evidence.judge import Judge
from claimcheck.registry import load_judge
from claimcheck.research.readings import ReadingCache


def judge_of(arguments: Namespace, settings: Settings, around: Surroundings, *, threads: int = 1) -> Judge:
    """The judge that flags and settings name; the built-in one computes with so many threads."""
    key = around.environment.get("CLAIMCHECK_JUDGE_API_KEY", "")  # like PubMed's, from the environment alone
    options = {**settings.judge_options, **({"api_key": key} if key else {})}
    return load_judge(arguments.judge or _judge_named(settings), options, threads=threads, kept=ReadingCache())


def _judge_named(settings: Settings) -> str:
    """The judge of the settings; a folder after its name is looked for beside the settings file too."""
    name, _, folder = settings.judge.partition(":")
    return f"{name}:{beside_settings(settings, folder)}" if folder else name
