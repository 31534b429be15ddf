"""CC001–CC005: the files that the gate reads. Found while reading; no waiver sets them aside."""

from collections.abc import Iterator

from claimcheck.model import Finding, Location
from claimcheck.rules.base import CitationRule, FileRule, ProblemRule, ProjectRule
from claimcheck.rules.cited import CitationState, Cited
from claimcheck.rules.facts import FileFacts, ProjectFacts

REFRESH = "claimcheck refresh"


class UnreadableClaimsFile(ProblemRule):
    """Keep a claims file plain YAML that can be read.

    Why it matters: what cannot be read is not checked, and an article whose claims are not checked looks clean.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: "Manual therapy eases leg pain.

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: "Manual therapy eases leg pain."

    Options: told whatever is selected, and in no baseline; where it is ignored or off, a skip tells what was not read.
    Standard: YAML 1.1 without tags, anchors, aliases and merges; UTF-8.
    """

    code, name = "CC001", "unreadable-claims-file"


class InvalidClaim(ProblemRule):
    """Write every field of a claim as the format says.

    Why it matters: a misspelt key is a check that silently does not happen.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statment: Manual therapy eases leg pain.

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.

    Options: told whatever is selected, and in no baseline; where it is ignored or off, a skip tells what was not read.
    Standard: the claims file, format 1 (`claimcheck schema`).
    """

    code, name = "CC002", "invalid-claim"


class DuplicateClaimId(ProblemRule, ProjectRule):
    """Give every claim of the project an id of its own.

    Why it matters: searches and reviews are remembered by id; two claims under one id share what belongs to one.

    Failing:

        claims:
          - id: eases-pain
            statement: Manual therapy eases leg pain.
          - id: eases-pain
            statement: Exercise eases leg pain.

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
          - id: exercise-eases-pain
            statement: Exercise eases leg pain.

    Options: none.
    Standard: the claims file, format 1.
    """

    code, name = "CC003", "duplicate-claim-id"

    def check_project(self, facts: ProjectFacts) -> Iterator[Finding]:
        return iter(facts.duplicates)


class UnreadableArticle(FileRule):
    """Name an article that lies in the project and can be read.

    Why it matters: without the article nobody knows whether the claim's words still stand in it.

    Failing:

        article: {path: ../../elsewhere/page.md}
        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            quote: eases leg pain

    Mended:

        article: {path: page.md}
        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            quote: eases leg pain

    Options: none.
    Standard: the claims file, format 1: `article.path` is relative to the claims file and stays in the project.
    """

    code, name = "CC004", "unreadable-article"

    def check_file(self, facts: FileFacts) -> Iterator[Finding]:
        for where, problem in facts.unreadable:
            yield self.at(where, problem, "correct `article.path`; it is relative to the claims file", about=problem)


class StaleLock(CitationRule, ProjectRule):
    """Refresh the evidence lock when a citation is new to it.

    Why it matters: the gate asks nobody. Whether a paper exists and was not retracted is known only from the lock.

    Failing (the lock says nothing about the PMID):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000099, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Mended (after `claimcheck refresh`, or with a work that the lock knows):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: where it is not selected, is off or stands in the baseline, a skip tells it: whether the work was retracted is not known.
    Standard: lock files: what was not resolved is not passed off as resolved.
    """

    code, name = "CC005", "stale-lock"

    def said_of(self, cited: Cited) -> Iterator[tuple[str, str]]:
        if cited.state is CitationState.STALE:
            yield f"the evidence lock says nothing about {cited.label}: PubMed has not been asked for it", REFRESH

    def check_project(self, facts: ProjectFacts) -> Iterator[Finding]:
        if (error := facts.lock_error) is not None:
            hint = (
                "restore the file from version control; a new one does not know for which words the reviews were given"
            )
            yield self.at(Location(error.path, error.line, error.column), str(error), hint)
