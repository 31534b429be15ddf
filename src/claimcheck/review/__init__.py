"""The review desk: an editor reads claims beside their evidence and decides, in a browser or a terminal.

`workspace` reads the project, `evidence` and `pages` say what is shown of it, `actions` turns what an editor does into
decisions; `app` and `guard` are the web application, `terminal` the same in a terminal.
"""
