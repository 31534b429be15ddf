"""What a PubMed record is, told once: whether it can be evidence (`standing`), and what was done and written (`design`)."""
