"""A claims file that gives every report something to say: each status, findings, skips and a waiver."""

CLAIMS = """\
claimcheck: 1
article: {path: page.md, reviewed: 2026-03-01}
claims:
  - id: helps-some
    statement: Manual therapy helps some people with sciatica.
    kind: efficacy
    quote: may help some people with sciatica
    attributed_to: {journal: European Spine Journal, publication_type: review}
    citations:
      - pmid: 99000003
        stance: inconclusive
        reviewed: {by: editor, date: 2026-11-20}
      - pmid: 99000001
        stance: contradicts
        passage: No difference was found between manual therapy and other care in any of the trials.
        reviewed: {by: editor, date: 2026-11-20}
      - {pmid: 99000010, stance: supports, reviewed: {by: editor, date: 2026-11-21}}
  - {id: massage-eases-pain, statement: Massage eases leg pain., quote: eases leg pain}
  - {id: heat, statement: Heat eases pain., citations: [{pmid: 99000002, stance: contradicts, reviewed: {by: editor}}]}
  - {id: proposal, statement: Walking is safe., kind: safety, citations: [{pmid: 99000001, stance: supports}]}
  - {id: walking, statement: Walking helps., citations: [{pmid: 99000021, stance: supports, reviewed: {by: editor}}]}
  - {id: sessions, statement: A session takes an hour., needs_source: false, because: our own service}
  - id: cupping
    statement: Cupping helps.
    waivers: [{rule: unsourced-claim, reason: rewritten next week, until: 2026-12-01, by: editor}]
"""
