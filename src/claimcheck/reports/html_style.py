"""The look of the HTML report. Filters work by `:has()` alone, so the page needs no script and its policy allows none."""

from claimcheck.reports.chart import ORDER

_BASE = """
:root{color-scheme:light dark;--page:#f6f5f1;--card:#fff;--ink:#1f2328;--soft:#5b636d;--line:#dedbd2;--link:#0b57a4;
--focus:#0b57a4;--sourced:#17713f;--proposed:#1f5fc0;--contradicted:#8f1d78;--unsourced:#b3261e;--not-needed:#5f6670;
--warning:#8a5300;--note:#3d5a80;--quote:#f3f1ea;--tint:12%}
@media (prefers-color-scheme:dark){:root{--page:#15181c;--card:#1d2126;--ink:#e7e5e0;--soft:#a4abb4;--line:#343a42;
--link:#86b9f5;--focus:#86b9f5;--sourced:#6fcf97;--proposed:#86b4ff;--contradicted:#ee9adb;--unsourced:#ff9a90;
--not-needed:#aab1ba;--warning:#f0b35c;--note:#9fc1ea;--quote:#262b31;--tint:18%}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.skip-link{position:absolute;left:-999rem}
.skip-link:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.hidden-text{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.wrap{max-width:88rem;margin:0 auto;padding:1.25rem clamp(1rem,3vw,2.5rem)}
header h1{font-size:1.55rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em}
header p{margin:.2rem 0;color:var(--soft)}
.verdict{font-weight:600}
.verdict.failed{color:var(--unsourced)}.verdict.passed{color:var(--sourced)}.verdict.incomplete{color:var(--warning)}
.chart{display:block;width:100%;height:.9rem;margin:.8rem 0 0;border-radius:.3rem}
.chart rect{fill:var(--tone);stroke:var(--page);stroke-width:.25}
fieldset{border:0;margin:1rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.5rem}
legend{padding:0;margin-bottom:.4rem;color:var(--soft);font-size:.875rem}
.tile{display:inline-flex;align-items:center;gap:.5rem;min-height:2.75rem;padding:.3rem .9rem .3rem .7rem;cursor:pointer;
background:var(--card);border:1px solid var(--line);border-radius:.6rem;border-left:.3rem solid var(--tone,var(--line))}
.tile b{font-size:1.15rem;font-variant-numeric:tabular-nums}
.tile input{width:1.1rem;height:1.1rem;margin:0;accent-color:var(--tone,var(--link))}
.tile:has(input:not(:checked)){color:var(--soft)}
.tile:focus-within{border-color:var(--focus)}
"""

_ARTICLE = """
.pair{margin-top:1.5rem}
.pair>h2{font-size:1.2rem;margin:0 0 .75rem}
.text{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem clamp(1rem,2.5vw,2rem);
font:1.0625rem/1.7 Charter,"Iowan Old Style",Georgia,"Times New Roman",serif}
.text h3{font-size:1.5rem;line-height:1.25;margin:.2rem 0 .8rem}
.text h4{font-size:1.2rem;margin:1.6rem 0 .4rem}
.text h5{font-size:1.05rem;margin:1.3rem 0 .3rem}
.text p{margin:.6rem 0;max-width:68ch}
.text ul{margin:.6rem 0;padding-left:1.3rem;max-width:66ch}
.text blockquote{margin:.8rem 0;padding-left:1rem;border-left:3px solid var(--line);color:var(--soft)}
.mark{color:inherit;text-decoration:underline 2px var(--tone);text-underline-offset:.22em;border-radius:2px;
background:color-mix(in srgb,var(--tone) var(--tint),transparent)}
.mark.unsourced{text-decoration-style:wavy;text-decoration-thickness:1.5px}
.mark.contradicted{text-decoration-style:double}
.mark.proposed{text-decoration-style:dashed}
.mark.not-needed{text-decoration:underline 1px dotted var(--tone);background:none}
.mark:hover,.mark:target{background:color-mix(in srgb,var(--tone) 28%,transparent)}
.mark sup{font:600 .68em/1 system-ui,sans-serif;color:var(--tone);padding-left:.15em;text-decoration:none}
.key{margin:0 0 .6rem;font-size:.875rem;color:var(--soft)}
@media (min-width:68rem){
.pair.with-text .columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.5rem;align-items:start}
.pair.with-text .text{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto}}
"""

_CARDS = """
.cards{list-style:none;margin:0;padding:0;display:grid;gap:.9rem}
@media (max-width:67.99rem){.columns>*+*{margin-top:1rem}}
.card{background:var(--card);border:1px solid var(--line);border-left:.35rem solid var(--tone);border-radius:.6rem;
padding:.9rem 1.1rem 1rem}
.card:target{box-shadow:0 0 0 3px color-mix(in srgb,var(--tone) 55%,transparent)}
.card h3{font-size:1.0625rem;line-height:1.4;margin:.15rem 0 .35rem;font-weight:600}
.card p{margin:.35rem 0}
.top{display:flex;flex-wrap:wrap;gap:.25rem .6rem;align-items:center;font-size:.8125rem;color:var(--soft)}
.number{font-weight:700;color:var(--tone);font-variant-numeric:tabular-nums}
.badge{display:inline-block;padding:.05rem .55rem;border-radius:1rem;font-size:.8125rem;font-weight:600;color:var(--tone);
background:color-mix(in srgb,var(--tone) var(--tint),transparent)}
code{font:.875em/1.4 ui-monospace,"SF Mono",Menlo,Consolas,monospace}
.as-written{color:var(--soft);font-family:Charter,Georgia,serif;font-style:italic}
.findings,.evidence{list-style:none;margin:.6rem 0 0;padding:0}
.findings li{border-top:1px solid var(--line);padding:.5rem 0 .2rem}
.findings .hint{color:var(--soft);font-size:.9rem}
.evidence li{border-top:1px solid var(--line);padding:.6rem 0 .3rem}
.evidence cite{font-style:normal;font-weight:500}
.card h4{margin:.9rem 0 0;font-size:.875rem;color:var(--soft);font-weight:600}
.meta{color:var(--soft);font-size:.875rem}
.evidence blockquote{margin:.4rem 0 .2rem;padding:.45rem .8rem;background:var(--quote);border-radius:.4rem;
font-family:Charter,Georgia,serif}
details{margin-top:.6rem;font-size:.9rem}summary{cursor:pointer;color:var(--soft);min-height:1.5rem}
details ul{margin:.3rem 0;padding-left:1.2rem}
.loose{margin-top:1.5rem}
footer{margin-top:2rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}
.sourced,.supports,.partly{--tone:var(--sourced)}.proposed{--tone:var(--proposed)}
.contradicted,.contradicts{--tone:var(--contradicted)}.unsourced,.error,.retracted{--tone:var(--unsourced)}
.not-needed,.background,.no-stance{--tone:var(--not-needed)}.warning,.inconclusive{--tone:var(--warning)}.note{--tone:var(--note)}
"""

_PRINT = """
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--tint:0%}
body{font-size:10.5pt}.wrap{max-width:none;padding:0}.skip-link,fieldset,.back{display:none!important}
.pair.with-text .columns{display:block}.pair.with-text .text{position:static;max-height:none;overflow:visible;border:0;padding:0}
.cards{display:block}.card{margin:0 0 .8rem}.top,.card h3,.evidence li,.findings li{break-inside:avoid}.top,.card h3{break-after:avoid}.badge{border:1px solid currentColor}
a{color:inherit}details:not([open])>*{display:block}}
"""


def stylesheet() -> str:
    """The whole style sheet."""
    only_findings = _without("body:has(#only-findings:checked)", ":not(.found)")
    return "".join((_BASE, _ARTICLE, _CARDS, *map(_hiding, ORDER), only_findings, _PRINT))


def _hiding(status: str) -> str:
    """A status that is not ticked."""
    return _without(f"body:has(#show-{status}:not(:checked))", f".{status}")


def _without(when: str, which: str) -> str:
    """The claims are away and their marks are plain text; in print everything stays."""
    plain_marks = f"{when} .mark{which}{{text-decoration:none;background:none;pointer-events:none}}"
    return f"@media screen{{{when} .card{which}{{display:none}}{plain_marks}{when} .mark{which} sup{{display:none}}}}\n"
