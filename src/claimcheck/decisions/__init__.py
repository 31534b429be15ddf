"""What people decide about claims: `words` holds the edits of the claims file, `journal` how they are made on the disk, `undo` how each is
taken back, `moving` what former versions kept elsewhere.
"""
