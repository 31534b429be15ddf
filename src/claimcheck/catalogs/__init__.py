"""Catalogues of papers: who is asked."""
