"""The project and the papers of the documentation's examples. Nobody did these studies."""

from support.eutils_server import record

REVIEW = record(
    "99000502",
    "Walking for chronic low back pain: a systematic review and meta-analysis",
    "We searched four databases for randomised trials of walking in adults with chronic low back pain. "
    "In 14 trials walking reduced pain by 9 points on a scale of 100 compared with usual care. "
    "Walking reduces pain in adults with chronic low back pain.",
    types=("Systematic Review", "Meta-Analysis"),
    journal="Invented Reviews of Back Pain",
    year=2025,
)
SURVEY = record(
    "99000503",
    "Where people walk: a survey",
    "We asked 900 adults, some of them with chronic low back pain, where they walk. Most named parks.",
    journal="Journal of Invented Geography",
    year=2023,
)
RECORDS = (REVIEW, SURVEY)

PAGE = """\
# Walking and back pain

Walking reduces chronic low back pain. Walk for half an hour, three times a week.
"""
CLAIMS = """\
claimcheck: 1
article: {path: ../pages/walking.md, title: Walking and back pain}
claims:
  - id: walking-helps-back-pain
    statement: Walking reduces chronic low back pain.
    kind: efficacy
    quote: Walking reduces chronic low back pain
    population: chronic low back pain
    intervention: walking
    outcome: pain
"""
FILES = {"pages/walking.md": PAGE, "claims/walking.yaml": CLAIMS}
