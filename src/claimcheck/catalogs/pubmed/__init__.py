"""PubMed through NCBI E-utilities: `client` asks, `records` reads what came.

This package names nothing itself, because reading records needs no network code.
"""
