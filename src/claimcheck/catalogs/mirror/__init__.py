"""PubMed on this machine: a `Catalog` over NLM's baseline and update files, asked in PubMed's own query language.

`building` applies files, `store` keeps each raw record, `engine` holds the search index (tantivy), and a query goes through
`syntax` (what was written), `mapping` (what PubMed makes of it) and `engine` (what is asked). Everything here needs the
extra ``claimcheck-pubmed[mirror]``, which is loaded when a mirror is opened.
"""
