"""How right the judge is, beside the lexical judge that it replaced: one table, on the documents that are set aside for the test.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python benchmarks/quality/judge.py [given] [whole-way] [ranking] [--mirror]

`given`: every claim with its own paper. `whole-way`: `find` over HTTP against a local E-utilities server that holds all abstracts.
`ranking`: the order in which the whole way shows its candidates. "now" are verdicts of the lexical judge, saved beside this file; both columns
are computed by the same functions. Intervals are bootstrap, 95%, over groups of documents that belong together. `--save FILE` keeps
our verdicts, `--every N` takes every N-th claim only, `--read FILE` prints the table from kept ones, `--faults N` prints faults too. Percent throughout; "–" is where there is nothing to count.

A paper that a set does not list for a claim counts as wrong where it is attached or shown. Calibration errors are told over verdicts
that take a side. The lexical judge was fitted to the claims of SciFact, Check-COVID and CliniFact, these among them: there "now" is too good.
"""

import argparse
import math
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import measures
from attrs import frozen
from common import mirror_over, pubmed_over, record, write_records
from corpus import Asked, Document, corpus
from measures import Found, Measured, Searched, Statement, Told, Verdict, Verdicts

import claimcheck
from claimcheck import AbstractSection, Claim, Paper, Pmid
from claimcheck.catalogs.base import Catalog
from claimcheck.evidence.judge import built_in, judge
from claimcheck.research.cards import in_reading_order

LEXICAL = Path(__file__).with_name("lexical_judge_verdicts.json.gz")
GIVEN, SEARCHED = ("plain", "scifact", "covid", "clinifact", "editors"), ("plain", "scifact", "covid", "editors")
PARTS = ("given", "whole-way", "ranking")
ROUNDS = 300


def own_papers() -> list[tuple[Document, Asked]]:
    documents = [document for document in corpus().values() if document.part == "test"]
    return [(document, asked) for document in documents for asked in document.claims if asked.source in GIVEN]


def statements() -> list[Statement]:
    """Each distinct claim of the test part once."""
    gold: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for document in corpus().values():
        for asked in document.claims:
            gold[asked.source, asked.text][document.id] = asked.label
    first: dict[tuple[str, str], Statement] = {}
    for document, asked in own_papers():
        if asked.source in SEARCHED:
            key = asked.source, asked.text
            first.setdefault(key, Statement(asked, document.group, gold[key]))
    return sorted(first.values(), key=lambda one: one.asked.source == "editors")


def judge_own_papers(every: int = 1) -> Iterator[Verdict]:
    for number, (document, asked) in enumerate(own_papers()[::every], 1):
        abstract = AbstractSection(text=" ".join(document.sentences))
        claim, paper = Claim(asked.text), Paper(Pmid(str(number)), title=document.title, sections=(abstract,))
        said = judge(claim, paper)
        texts = [said.passage, *built_in().sentences_by_weight(claim, paper)]
        places = dict.fromkeys(at for text in texts if text and (at := place(text, document)) is not None)
        stance = said.stance.value if said.stance else ""
        yield Verdict(asked.id, document.id, stance, said.confidence, tuple(places)[:3])


def place(text: str, document: Document) -> int | None:
    """Which sentence the passage is, holds or stands in; -1 is the title."""
    parts = [*enumerate(document.sentences), (-1, document.title)]
    shared = [(min(len(text), len(part)), at) for at, part in parts if part and (text in part or part in text)]
    return max(shared, key=lambda one: one[0])[1] if shared else None


def search(every: int = 1, over: Callable[[Path], AbstractContextManager[Catalog]] = pubmed_over) -> Iterator[Found]:
    """`find` for every statement. Documents get a made-up PMID and the same year, and a title where the set gives none: a record has one."""
    documents = {str(number): document for number, document in enumerate(corpus().values(), 1)}
    asked = {f"statement-{number}": one.asked for number, one in enumerate(statements()[::every])}
    claims = [Claim(one.text, id=name) for name, one in asked.items()]
    with tempfile.TemporaryDirectory() as folder:
        told = ((pmid, one.title or "Title not given", " ".join(one.sentences)) for pmid, one in documents.items())
        with over(write_records(Path(folder), (record(*one) for one in told))) as catalog:
            for result in claimcheck.find(claims, catalog):
                if result.reason:
                    raise SystemExit(f"{result.claim.statement}: {result.reason}")
                ranking = tuple(documents[str(paper.pmid)].id for paper in in_reading_order(result)[:10])
                attached, contradicting = (
                    {documents[str(one.paper.pmid)].id: one.confidence for one in shown}
                    for shown in (result.attached, result.contradicting)
                )
                yield Found(asked[result.claim.id].id, ranking, attached, contradicting)


@frozen
class Measure:
    """A line of the table: what is counted over which claims, and what it is to reach."""

    source: str
    name: str
    of: Measured
    must: str = ""
    ambition: str = ""
    only: tuple[str, str] | None = None

    def chosen(self, rows: Sequence[Any]) -> list[Any]:
        """The rows of its source; with `only`, those whose claim has that value."""
        own = [row for row in rows if row.asked.source == self.source]
        return [row for row in own if getattr(row.asked, self.only[0]) == self.only[1]] if self.only else own


def given_measures() -> list[Measure]:
    kinds = Counter(asked.kind for _, asked in own_papers() if asked.kind).most_common(12)
    right, recall = partial(measures.precision, "supports"), partial(measures.told_of, "supports", "supports")
    turned = partial(measures.told_of, "contradicts", "supports")
    at_40, recall_there, turned_there = (partial(measures.at_recall_40, of) for of in (right, recall, turned))
    return [
        Measure("plain", "macro-F1", measures.macro_f1, "72", "82"),
        Measure("plain", "supports, precision at recall 40", at_40, "88", "95"),
        Measure("plain", "– recall there", recall_there, "40", "40"),
        Measure("plain", "– contradicting told as supporting there", turned_there),
        Measure("plain", "supports, precision of all told", right),
        Measure("plain", "supports, recall of all told", recall),
        Measure("plain", "contradicting told as supporting", turned),
        Measure("plain", "contradicts, precision", partial(measures.precision, "contradicts"), "72", "85"),
        Measure("plain", "contradicts, recall", partial(measures.told_of, "contradicts", "contradicts"), "72", "80"),
        *(
            Measure("plain", f"macro-F1, style {name}", measures.macro_f1, only=("style", name))
            for name in ("plain", "clinical")
        ),
        *(
            Measure("plain", f"right, {name} ({count})", measures.accuracy, only=("kind", name))
            for name, count in kinds
        ),
        Measure("plain", "deciding sentence, hit@1", partial(measures.hit, 1), "65", "72"),
        Measure("plain", "deciding sentence, hit@3", partial(measures.hit, 3), "88", "94"),
        Measure("scifact", "macro-F1", measures.macro_f1, "64", "76"),
        Measure("scifact", "supports, precision at recall 40", at_40),
        Measure("scifact", "– recall there", recall_there, "40", "40"),
        Measure("scifact", "– contradicting told as supporting there", turned_there, "≤ 12", "≤ 5"),
        Measure("scifact", "deciding sentence, hit@1", partial(measures.hit, 1), "65", "72"),
        Measure("scifact", "deciding sentence, hit@3", partial(measures.hit, 3), "91", "94"),
        Measure("covid", "two-way macro-F1", measures.macro_f1, "64", "72"),
        Measure("clinifact", "supports, precision", right, "above now", "85"),
        Measure("clinifact", "supports, recall", recall, "above now", "70"),
        Measure("editors", "macro-F1", measures.macro_f1),
        Measure("editors", "supports, precision at recall 40", at_40),
        Measure("editors", "contradicting told as supporting", turned),
        Measure("editors", "contradicts, precision", partial(measures.precision, "contradicts")),
        Measure("editors", "contradicts, recall", partial(measures.told_of, "contradicts", "contradicts")),
        Measure("editors", "deciding sentence, hit@1", partial(measures.hit, 1)),
        *(Measure(source, "calibration error", measures.given_calibration) for source in GIVEN),
    ]


def whole_way_measures() -> list[Measure]:
    right, attached = partial(measures.among, "supports", "supports"), partial(measures.reached, "supports")
    return [
        Measure("plain", "supported claims with their paper attached", attached, "45", "70"),
        Measure("plain", "right of the attached", right, "80", "95"),
        Measure("plain", "contradicted claims caught", partial(measures.reached, "contradicts"), "40", "60"),
        Measure("plain", "right of those shown", partial(measures.among, "contradicts", "contradicts"), "75", "90"),
        Measure("scifact", "precision", right, "82", "90"),
        Measure("scifact", "recall", attached, "38", "55"),
        Measure("scifact", "unsourced kept", measures.unsourced_kept, "95", "97"),
        Measure(
            "scifact", "contradicting among attached", partial(measures.among, "supports", "contradicts"), "9", "3"
        ),
        Measure("covid", "precision", right, "45", "80"),
        Measure("covid", "recall", attached, "20", "50"),
        Measure("editors", "supported claims with their paper attached", attached),
        Measure("editors", "right of the attached", right),
        Measure("editors", "contradicted claims caught", partial(measures.reached, "contradicts")),
        Measure("editors", "right of those shown", partial(measures.among, "contradicts", "contradicts")),
        *(Measure(source, "calibration error", measures.searched_calibration) for source in SEARCHED),
    ]


def ranking_measures() -> list[Measure]:
    return [
        Measure("plain", "the right paper within the first five", measures.within_five, "94", "97"),
        Measure("editors", "the right paper within the first five", measures.within_five),
        Measure("scifact", "nDCG@10", measures.ndcg, "75", "78"),
        Measure("scifact", "recall@10", measures.ranked_recall, "86", "90"),
        Measure("covid", "nDCG@10", measures.ndcg, "71", "74"),
        Measure("covid", "recall@10", measures.ranked_recall, "86", "90"),
    ]


def told(verdicts: Verdicts) -> list[Told]:
    known = {(verdict.claim, verdict.document): verdict for verdict in verdicts.given}
    asked = [(document, one, known.get((one.id, document.id))) for document, one in own_papers()]
    return [Told(one, document.group, verdict) for document, one, verdict in asked if verdict]


def searched(verdicts: Verdicts) -> list[Searched]:
    known = {found.claim: found for found in verdicts.searched}
    return [
        Searched(one.asked, one.group, one.gold, known[one.asked.id]) for one in statements() if one.asked.id in known
    ]


def with_interval(measure: Measure, rows: Sequence[Any]) -> str:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    chance, listed = random.Random(1), list(groups.values())
    draws = (chance.choices(listed, k=len(listed)) for _ in range(ROUNDS))
    found = sorted(value for draw in draws if not math.isnan(value := measure.of([row for one in draw for row in one])))
    if not found:
        return "–"
    return f"{measure.of(rows):.1f} [{found[len(found) // 40]:.1f}–{found[-1 - len(found) // 40]:.1f}]"


def tell(title: str, measures: Sequence[Measure], now: Sequence[Any], ours: Sequence[Any]) -> None:
    print(f"\n{title:55}{'now':>7}{'ours':>22}{'must reach':>12}{'ambition':>10}")
    for one in measures:
        before = one.of(one.chosen(now))
        was = "–" if math.isnan(before) else f"{before:.1f}"
        became = with_interval(one, one.chosen(ours))
        print(f"{f'{one.source}: {one.name}':55}{was:>7}{became:>22}{one.must:>12}{one.ambition:>10}", flush=True)


def tell_faults(rows: Sequence[Told], most: int) -> None:
    """The surest faults of each kind among the plain claims, as claims with the confidence; the abstracts are not ours to print."""
    plain = [row for row in rows if row.asked.source == "plain"]
    for label in ("contradicts", "neither", "supports"):
        for said in measures.SIDES:
            wrong = [row for row in plain if row.asked.label == label and row.said == said != label]
            print(f"\n{label} told as {said}: {len(wrong)}")
            for row in sorted(wrong, key=lambda row: -row.verdict.confidence)[:most]:
                print(f"- {row.verdict.confidence:.2f} [{row.asked.kind}] {row.asked.text}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="|".join(PARTS))
    parser.add_argument("--mirror", action="store_true", help="ask a local mirror of the same records instead")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th claim")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--read", type=Path)
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="print the N surest faults of each kind too")
    options = parser.parse_args()
    parts = options.parts or PARTS
    if options.read:
        ours = Verdicts.read(options.read)
    else:
        found = (
            search(options.every, mirror_over if options.mirror else pubmed_over)
            if {"whole-way", "ranking"}.intersection(parts)
            else ()
        )
        ours = Verdicts(tuple(judge_own_papers(options.every)) if "given" in parts else (), tuple(found))
    if options.save:
        ours.save(options.save)
    now = Verdicts.read(LEXICAL)
    if "given" in parts:
        tell("Given the paper", given_measures(), told(now), told(ours))
    if options.faults:
        tell_faults(told(ours), options.faults)
    if "whole-way" in parts:
        tell("The whole way", whole_way_measures(), searched(now), searched(ours))
    if "ranking" in parts:
        tell("Ranking, in all abstracts", ranking_measures(), searched(now), searched(ours))


if __name__ == "__main__":
    main()
