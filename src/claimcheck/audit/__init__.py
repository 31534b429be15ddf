"""The audit pack: what a project rests on, in one file that can be kept, read and verified without the project."""
