"""What judging costs: milliseconds of one core a judged paper, ranking included, and memory. In a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import retrieve
from corpus import corpus, gold_documents, papers_of

from claimcheck.evidence import vocabulary

CHILD = """\
import json, re, sys, time
from claimcheck.evidence.attach import READ
from claimcheck.evidence.judge import built_in
from claimcheck.evidence.rank import rank
from claimcheck.identifiers import Pmid
from claimcheck.model import AbstractSection, Claim, Paper

pools = [
    (Claim(claim), [Paper(Pmid(number), title=title, sections=(AbstractSection(text=text),)) for number, title, text in papers])
    for claim, papers in json.load(sys.stdin)
]
judge = built_in()
judge.judge(pools[0][0], rank(*pools[0])[:1])  # the weights are read once
began, ranked, judged = time.process_time(), 0.0, 0
for claim, papers in pools:
    start = time.process_time()
    listed = rank(claim, papers)[:READ]
    ranked += time.process_time() - start
    judged += len(judge.judge(claim, listed))
spent = time.process_time() - began
memory = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([1000 * spent / judged, 1000 * ranked / judged, judged, memory]))
"""
CLAIMS, POOL = 40, 40


def cost() -> None:
    """Pools of forty papers, as `find` fetches them; as many as `find` reads are judged."""
    shelf = retrieve.Shelf(papers_of(d for d in corpus().values() if d.id.startswith("scifact:")).values())
    claims = list(gold_documents("scifact"))[:CLAIMS]
    pools = [(text, [(str(p.pmid), p.title, p.abstract) for p in shelf.top(text, POOL)]) for text in claims]
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=json.dumps(pools), text=True, stdout=subprocess.PIPE, check=True
    )
    a_paper, of_that, judged, memory = json.loads(done.stdout)
    size = sum(file.stat().st_size for file in Path(vocabulary._DATA).rglob("*") if file.is_file()) / 1e6
    print(
        f"Cost: {a_paper:.1f} ms of one core a judged paper, of that ranking {of_that:.1f} ms ({judged} papers out of pools of {POOL});"
        f" {memory:.0f} MB, weights and word lists {size:.2f} MB"
    )
