"""Run the main job on the project's own claims and compare its outcome, id by id, with what is known to be true of them.

The worked example has claims without a source, so the gate must exit 1, and say exactly what `own_claims.tsv` says.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def expected() -> dict[str, tuple[str, str]]:
    with (HERE / "own_claims.tsv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["status"], row["findings"]) for row in csv.DictReader(file, delimiter="\t")}


def told() -> tuple[int, dict[str, tuple[str, str]]]:
    command = [str(Path(sys.executable).with_name("claimcheck")), "check", "--format", "json"]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    codes: dict[str, list[str]] = {}
    for finding in report["findings"]:
        codes.setdefault(finding["claim_id"] or "", []).append(finding["code"])
    claims = {c["id"]: (c["status"], " ".join(sorted(codes.pop(c["id"], []))) or "-") for c in report["claims"]}
    claims.update({f"(no claim) {where}": ("-", " ".join(sorted(left))) for where, left in codes.items()})
    return done.returncode, claims


def main() -> int:
    code, claims = told()
    wanted = expected()
    wrong = [
        f"{claim}: expected {wanted.get(claim)}, got {claims.get(claim)}"
        for claim in sorted(wanted.keys() | claims.keys())
        if wanted.get(claim) != claims.get(claim)
    ]
    if code != 1:
        wrong.append(f"expected exit code 1, got {code}")
    print("\n".join(wrong) if wrong else f"{len(claims)} claims as expected, exit code {code}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
