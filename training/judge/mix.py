"""The weighted mean of two judges' weights, one of which was gone on with from the other (Wortsman et al., 2022, WiSE-FT).

    python training/judge/mix.py FROM TO SHARE OUT

SHARE of TO, the rest of FROM.
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("before", type=Path, metavar="FROM")
    parser.add_argument("after", type=Path, metavar="TO")
    parser.add_argument("share", type=float, metavar="SHARE")
    parser.add_argument("out", type=Path, metavar="OUT")
    args = parser.parse_args()
    before, after = (torch.load(file, weights_only=True) for file in (args.before, args.after))
    torch.save({name: torch.lerp(value, after[name], args.share) for name, value in before.items()}, args.out)


if __name__ == "__main__":
    main()
