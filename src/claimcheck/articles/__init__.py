"""Article text with positions: readers, sentences, anchors, vague wording."""
