"""`python -m claimcheck`: the same as the command."""

from claimcheck.cli.start import entry

if __name__ == "__main__":
    entry()
