"""The audit pack: the same project is the same bytes, every changed byte is found, and a hostile file is refused in a sentence."""

import io
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.gate import project

from claimcheck.audit.archive import packed, unpacked
from claimcheck.cli.main import main
from claimcheck.errors import UsageError

PASSAGE = "Massage <b>helped</b>."
CLAIMS = f"""\
article: {{path: page.md, title: Backs & "legs", reviewed: 2026-03-01}}
claims:
  - id: quoted
    statement: Massage may help <some> people.
    quote: massage
    citations:
      - pmid: 99000024
        passage: {PASSAGE}
        stance: supports
        added: {{by: claimcheck, date: 2026-11-20}}
        reviewed: {{by: Ada Editor, date: 2026-11-22}}
    rejected: [{{pmid: 99000002, by: Ada Editor, date: 2026-11-21, reason: only rats}}]
    waivers: [{{rule: one-sided, reason: to be looked at, until: 2027-01-01, by: Ada Editor}}]
  - {{id: searched, statement: Massage eases leg pain.}}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    there = tmp_path / "one"
    there.mkdir()
    project(there, CLAIMS)
    monkeypatch.chdir(there)
    return there


@pytest.fixture
def pack(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["audit", "--output", "pack.zip"]) == 0
    told = capsys.readouterr().out
    assert sha256((home / "pack.zip").read_bytes()).hexdigest() in told
    return home / "pack.zip"


def parts_of(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_pack_tells_what_every_claim_rests_on(pack: Path) -> None:
    """Claims, passages with hashes, searches with counts, decisions, findings, the standard, and the files themselves."""
    parts = parts_of(pack)
    [cited] = json.loads(parts["evidence.json"])["citations"]
    assert cited["passage"] == PASSAGE
    assert cited["passage_sha256"] == sha256(PASSAGE.encode()).hexdigest()
    assert cited["reviewed"] == {"by": "Ada Editor", "date": "2026-11-22"}
    assert [one["count"] for one in json.loads(parts["searches.json"])["searched"]["queries"]] == [12, 4021]
    decided = [(one["what"], one["by"], one["date"]) for one in json.loads(parts["decisions.json"])["decisions"]]
    assert decided == [
        ("waived", "Ada Editor", None),
        ("added", "claimcheck", "2026-11-20"),
        ("rejected", "Ada Editor", "2026-11-21"),
        ("reviewed", "Ada Editor", "2026-11-22"),
    ]
    assert {one["path"] for one in json.loads(parts["findings.json"])["findings"]} <= {
        "claims/a.yaml",
        "claims/page.md",
    }
    assert parts["files/claims/a.yaml"] == (pack.parent / "claims/a.yaml").read_bytes()
    manifest = json.loads(parts["manifest.json"])
    assert manifest["date"] == "2026-11-23"  # the lock's latest day, not the computer's
    assert manifest["parts"].keys() == parts.keys() - {"manifest.json", "manifest.sha256"}


def test_the_page_is_whole_and_harmless(pack: Path) -> None:
    page = parts_of(pack)["index.html"].decode()
    assert "Massage may help &lt;some&gt; people." in page
    assert "Massage &lt;b&gt;helped&lt;/b&gt;." in page
    assert "only rats" in page
    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert "src=" not in page.replace("style-src", "")


def test_the_same_project_is_the_same_bytes_wherever_it_lies(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the folder, nor the files' times, nor how the paths are written, nor the time zone matters."""
    other = tmp_path / "two" / "deeper"
    other.mkdir(parents=True)
    project(other, CLAIMS)
    for file in (other / "claims").iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert main(["audit", str(other / "claims"), "--output", str(tmp_path / "other.zip")]) == 0
    assert (tmp_path / "other.zip").read_bytes() == pack.read_bytes()


def test_a_whole_pack_is_verified_and_the_project_compared(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--verify", "pack.zip"]) == 0
    assert main(["audit", "--verify", "pack.zip", "claims"]) == 0
    capsys.readouterr()
    Path("claims/a.yaml").write_text("claimcheck: 1\n" + CLAIMS.replace("leg pain", "leg ache"))
    Path("claims/b.yaml").write_text("claimcheck: 1\nclaims: []\n")
    assert main(["audit", "--verify", "pack.zip", "claims"]) == 1
    told = capsys.readouterr().out
    assert "claims/a.yaml: was changed since" in told
    assert "claims/b.yaml: is new since" in told
    assert "page.md" not in told


def faults_of(data: bytes) -> tuple[str, ...]:
    """What is wrong with a pack, or why it is none."""
    try:
        return unpacked(data).faults
    except UsageError as error:
        return (str(error),)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_is_found_wherever_it_stands(pack: Path, data: st.DataObject) -> None:
    """In a part, in the manifest, in the archive's own headers: the file is refused, or says what was changed."""
    whole = pack.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 255))
    assert faults_of(bytes(changed))


def test_every_part_is_named_that_was_changed(pack: Path) -> None:
    whole, parts = pack.read_bytes(), parts_of(pack)
    for name, part in parts.items():
        spot = part[len(part) // 3 : len(part) // 3 + 60]
        changed = whole.replace(part, part.replace(spot, spot[:-1] + bytes([spot[-1] ^ 1]), 1), 1)
        assert any(name in fault for fault in unpacked(changed).faults), name


def rezipped(parts: dict[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_what_is_missing_or_added_is_named(pack: Path) -> None:
    parts = parts_of(pack)
    without = {name: data for name, data in parts.items() if name != "searches.json"}
    assert unpacked(rezipped(without)).faults == ("searches.json: is missing",)
    assert unpacked(rezipped({**parts, "more.txt": b"."})).faults == ("more.txt: was added",)
    [around] = unpacked(rezipped(parts)).faults
    assert around.startswith("the archive around the parts was changed")
    [trailing] = unpacked(pack.read_bytes() + b"!").faults
    assert "the archive around the parts" in trailing


def compressed(parts: dict[str, bytes]) -> bytes:
    return rezipped({**parts, "bomb": bytes(50_000_000)}, compression=zipfile.ZIP_DEFLATED)


def twice(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO(rezipped(parts))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("index.html", b"another")
    return out.getvalue()


def swollen(parts: dict[str, bytes]) -> bytes:
    """Each part says that it has two gigabytes: in the directory at the end, where a reader looks first."""
    data = bytearray(rezipped(parts))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 20 : at + 28] = (2_000_000_000).to_bytes(4, "little") * 2
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def sealed(manifest: bytes) -> dict[str, bytes]:
    return {"manifest.json": manifest, "manifest.sha256": f"{sha256(manifest).hexdigest()}  manifest.json\n".encode()}


HOSTILE: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "leads elsewhere": lambda parts: rezipped({**parts, "../../etc/cron": b"x"}),
    "a name that leads": lambda parts: rezipped({**parts, "/etc/passwd": b"x"}),
    "has a name": lambda parts: rezipped({**parts, "files\\..\\x": b"x"}),
    "compressed or encrypted": compressed,
    "two of its parts": twice,
    "larger than the file": swollen,
    "cannot be read as a ZIP": lambda parts: b"%PDF-1.7",
    "it has no manifest.json": lambda parts: rezipped({"a": parts["index.html"]}),
    "more than 20,000 parts": lambda parts: rezipped({f"{number}": b"" for number in range(20_001)} | parts),
    "not of the format": lambda parts: rezipped({**parts, **sealed(b"[" * 100_000)}),
}


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(words: str, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("evil.zip").write_bytes(HOSTILE[words](parts_of(pack)))
    assert main(["audit", "--verify", "evil.zip"]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.txt", fullmatch=True), st.binary(max_size=50), max_size=5)
)
def test_whatever_is_packed_comes_back(parts: dict[str, bytes]) -> None:
    pack = unpacked(packed(parts, {"date": "2026-11-23"}))
    assert pack.faults == ()
    assert {name: pack.parts[name] for name in parts} == parts


def test_the_history_is_told_where_there_is_one(home: Path) -> None:
    """Who committed the claims files and the lock, and when; without anybody's address."""
    git = ["git", "-c", "user.name=Ada Editor", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Record what the page claims"]):
        subprocess.run([*git, *words], check=True, cwd=home)
    assert main(["audit", "--output", "pack.zip"]) == 0
    parts = parts_of(home / "pack.zip")
    [commit] = json.loads(parts["decisions.json"])["history"]
    assert (commit["author"], commit["subject"]) == ("Ada Editor", "Record what the page claims")
    assert b"ada@example.org" not in b"".join(parts.values())
    assert b"Record what the page claims" in parts["index.html"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("claims/b.yaml", "claims/b.yaml:1:1: CC001 "), ("claims/page.md", "the pack lacks an article: claims/page.md")],
)
def test_what_cannot_be_read_is_told_and_the_rest_packed(
    home: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    (home / name).write_bytes(b"\xff\xfe\x00")
    assert main(["audit", "--output", "pack.zip"]) == 1
    assert told in capsys.readouterr().err
    assert json.loads(parts_of(home / "pack.zip")["claims.json"])[0]["id"] == "quoted"


def test_a_pack_needs_a_day_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, "claims:\n  - {id: a, statement: Massage helps.}\n", lock=None)
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "--output", "pack.zip"]) == 2
    assert "--date" in capsys.readouterr().err
    assert main(["audit", "--output", "claims/a.yaml", "--date", "2026-11-23"]) == 2
    assert "would overwrite" in capsys.readouterr().err
    assert main(["audit", "--output", "pack.zip", "--date", "2026-11-23"]) == 0
