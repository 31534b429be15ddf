"""Language: where sentences end, for articles and abstracts alike."""
