"""References in and out: bibliographies from claims, references in articles, and reference files that others wrote."""
