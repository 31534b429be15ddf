"""`python -m claimcheck`: the same as the command."""

from claimcheck.cli.main import entry

if __name__ == "__main__":
    entry()
