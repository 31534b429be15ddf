"""The language server: what the gate finds, in the editor as the text is typed, and what to do about it. It asks nobody."""
