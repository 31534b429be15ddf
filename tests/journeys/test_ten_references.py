"""A page with ten references and more of mixed style goes the whole way: taken along, judged, accepted, cited, none lost or doubled."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record
from support.journeys import Run
from support.nlm import built, bulk_file
from support.twin import twin_module

from claimcheck import registry
from claimcheck.claimfile import load_claims
from claimcheck.model import Candidate, Claim, Evidence, Paper, Stance

HTML = """\
<!DOCTYPE html>
<html lang="en"><head><title>Ten ways to cite</title></head><body><main>
<h1>Ten ways to cite</h1>
<p>Ginger eases nausea (<a href="https://pubmed.ncbi.nlm.nih.gov/99100001/">study</a>). Massage lowers blood pressure (<a href="https://doi.org/10.5555%2Fmassage.1">Roe</a>).
Yoga eases back pain.<sup><a href="#fn1" id="fnref1">1</a></sup> Magnesium improves sleep (Smith 2020). Vitamin D prevents falls in older adults [2].</p>
<p>Zinc shortens colds.<sup>3</sup> Garlic <a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC9910007/">lowers cholesterol</a>. Brown et al. (2017) found that fish oil lowers triglycerides.
Echinacea shortens colds (PMID: 99100009). Tai chi prevents falls.<sup data-fn="6f1c0b1e" class="fn"><a href="#6f1c0b1e" id="6f1c0b1e-link">2</a></sup>
Peppermint oil relieves irritable bowel syndrome.<a class="footnote-ref" href="#_ftn4">[4]</a></p>
<h2>References</h2>
<ol>
<li>Smith A, Roe B. Magnesium and sleep. J Sleep. 2020;1:1-9. PMID: 99100004</li>
<li>Miller C. Vitamin D and falls. Bone Rev. 2015;2:3. https://doi.org/10.5555/vitd</li>
<li>Coe D. Zinc for colds. Cold Rev 2016. <a href="https://www.ncbi.nlm.nih.gov/pubmed/99100006">PubMed</a></li>
<li>Brown E, Doe F, Poe G. Oil again. Lipids 2017. doi:10.5555/oil(2017)1</li>
</ol>
<section class="footnotes"><ol><li id="fn1">Lee F. Yoga for back pain. Spine 2016. <a href="https://pubmed.ncbi.nlm.nih.gov/99100003/">PubMed</a> <a href="#fnref1">↩</a></li></ol></section>
<ol class="wp-block-footnotes"><li id="6f1c0b1e">Noe T. Tai chi. Falls 2014. https://pubmed.ncbi.nlm.nih.gov/99100010/ <a href="#6f1c0b1e-link">↩︎</a></li></ol>
<div id="_ftn4"><p>[4] Moe P. Peppermint. Gut 2019. PMCID: PMC9910011</p></div>
</main></body></html>
"""
MARKDOWN = """\
---
title: Ten ways to cite
bibliography: refs.bib
---

# Ten ways to cite

Ginger eases nausea ([PubMed](https://pubmed.ncbi.nlm.nih.gov/99100001/)). Massage lowers blood pressure (doi:10.5555/massage.1).
Yoga eases back pain.[^1] Magnesium improves sleep (Smith 2020). Vitamin D prevents falls in older adults [@doe2019].
Zinc shortens colds.<sup>2</sup> Garlic [lowers cholesterol](https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9910007/).

Brown et al. (2017) found that fish oil lowers triglycerides. Echinacea shortens colds (PMID: 99100009).
Tai chi prevents falls [3]. Peppermint oil relieves irritable bowel syndrome.⁴

## References

1. Smith A, Roe B. Magnesium and sleep. J Sleep. 2020;1:1-9. PMID: 99100004
2. Coe D. Zinc for colds. Cold Rev 2016. https://www.ncbi.nlm.nih.gov/pubmed/99100006
3. Noe T. Tai chi. Falls 2014. https://pubmed.ncbi.nlm.nih.gov/99100010/
4. Moe P. Peppermint. Gut 2019. PMCID: PMC9910011
5. Brown E, Doe F, Poe G. Oil again. Lipids 2017. doi:10.5555/oil(2017)1

[^1]: Lee F. Yoga for back pain. Spine 2016. https://pubmed.ncbi.nlm.nih.gov/99100003/
"""
BIBLIOGRAPHY = (
    "@article{doe2019,\n  title = {Vitamin D and falls},\n  author = {Doe, Jane},\n  doi = {10.5555/vitd}\n}\n"
)
WORKS = {
    "Ginger": ("99100001", "", ""),
    "Massage": ("99100002", "10.5555/massage.1", ""),
    "Yoga": ("99100003", "", ""),
    "Magnesium": ("99100004", "", ""),
    "Vitamin": ("99100005", "10.5555/vitd", ""),
    "Zinc": ("99100006", "", ""),
    "Garlic": ("99100007", "", "PMC9910007"),
    "Fish": ("99100008", "10.5555/oil(2017)1", ""),
    "Echinacea": ("99100009", "", ""),
    "Tai": ("99100010", "", ""),
    "Peppermint": ("99100011", "", "PMC9910011"),
}
"""By the first word of the claim, the record that its reference means: PMID, DOI, PMCID; the page names only one of them."""
SAYS_THE_OPPOSITE = ("Magnesium", "Vitamin")


class Reading:
    """A judge that reads whether the paper on the claim's subject says "did not"; others decide nothing."""

    name = "reading/1"

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        return tuple(self._one(claim.statement.split()[0], candidate.paper) for candidate in candidates)

    def _one(self, subject: str, paper: Paper) -> Evidence:
        (section,) = paper.sections or ()
        if not section.text.startswith(subject):
            return Evidence(paper, None, judged_by=self.name, reason="on something else")
        stance = Stance.CONTRADICTS if "did not" in section.text else Stance.SUPPORTS
        return Evidence(paper, stance, section.text, 0.9, self.name)


def says(word: str) -> str:
    return f"{word} {'did not help' if word in SAYS_THE_OPPOSITE else 'helped'} in 240 adults."


RECORDS = [record(p, f"{name}.", says(name), doi=d, pmcid=c) for name, (p, d, c) in WORKS.items()]


@pytest.fixture(params=["own", "mirror", "twin"])
def pubmed(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, project: Path
) -> Iterator[None]:
    """PubMed with these works: our own server, a mirror, and the larger stand-in where there is one."""
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: Reading())
    if request.param == "mirror":
        built(tmp_path / "mirror", bulk_file(tmp_path, 1, RECORDS))
        (project / "claimcheck.toml").write_text('catalog = "mirror:../mirror"\n', encoding="utf-8")
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
        yield
        return
    if request.param == "own":
        with BooleanServer(RECORDS) as server:
            monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
            yield
        return
    lines = (
        {"pmid": p, "title": name, "abstract": says(name), "doi": d or None, "pmcid": c or None}
        for name, (p, d, c) in WORKS.items()
    )
    (tmp_path / "works.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with twin_module().PubmedTwin(records=[str(tmp_path / "works.jsonl")], limit=0) as twin:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", twin.url)
        yield


@pytest.fixture(params=["page.html", "page.md"])
def page(request: pytest.FixtureRequest, project: Path) -> Path:
    (project / "page.html").write_text(HTML, encoding="utf-8")
    (project / "page.md").write_text(MARKDOWN, encoding="utf-8")
    (project / "refs.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    return project / request.param


@pytest.mark.usefixtures("pubmed")
def test_every_reference_goes_the_whole_way(run: Run, page: Path) -> None:
    """Each is one citation of the claim in front of it; all are judged; accepted ones stay as the page writes them, others are added once."""
    assert run("extract", page.name, "--output", "claims/page.yaml").code == 0
    assert given_by_claim() == dict.fromkeys(WORKS, 1)
    found = run("find")
    assert found.code == 0, found.err
    for name, (pmid, _, _) in WORKS.items():
        verdict = "does not seem to say so" if name in SAYS_THE_OPPOSITE else "supports"
        assert f"PMID {pmid}, which the page cites, {verdict}" in found.out
    checked = run("check", "--format", "concise").out
    assert [checked.count(f"CC109 the page cites PMID {WORKS[name][0]}") for name in SAYS_THE_OPPOSITE] == [1, 1]

    before = page.read_bytes()
    for claim in load_claims("claims"):
        pmid = WORKS[claim.statement.split()[0]][0]
        assert run("accept", claim.id, pmid, "--stance", "supports").code == 0
    assert given_by_claim() == dict.fromkeys(WORKS, 1), "the review stands at the page's own citation"
    cited = run("cite")
    assert cited.code == 0
    assert f"0 works referred to ({len(WORKS)} more by the page itself), unchanged" in cited.err
    assert page.read_bytes() == before

    yoga = next(claim for claim in load_claims("claims") if claim.statement.startswith("Yoga"))
    assert run("accept", yoga.id, WORKS["Zinc"][0], "--stance", "supports").code == 0
    assert "1 work referred to" in run("cite").err
    once = page.read_bytes()
    assert once.count(b"99100006") > before.count(b"99100006")
    assert "unchanged" in run("cite").err
    assert page.read_bytes() == once


def given_by_claim() -> dict[str, int]:
    """By the first word of each claim, how many citations it has, where one of them is its own work's."""
    found = {}
    for claim in load_claims("claims"):
        word = claim.statement.split()[0]
        numbers = {str(number) for one in claim.citations for number in (one.pmid, one.doi, one.pmcid) if number}
        assert not numbers.isdisjoint(WORKS[word]), word
        found[word] = len(claim.citations)
    return found
