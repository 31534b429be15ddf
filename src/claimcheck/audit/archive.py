"""A pack as bytes: a ZIP file whose bytes follow from its parts, and what is wrong with one that somebody hands over.

Parts are stored as they are, in the order of their names, with one fixed time: the same parts are the same bytes on every machine, and a
pack that unfolds into more than it weighs cannot be one of ours. Format: APPNOTE.TXT, .ZIP File Format Specification 6.3.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from attrs import frozen

from claimcheck.errors import UsageError
from claimcheck.stretches import same_start

FORMAT = "claimcheck-audit/1"
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
MOST_BYTES = 500_000_000
MOST_PARTS = 20_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NO_PACK = "is no audit pack of claimcheck"

Parts = Mapping[str, bytes]


def packed(parts: Parts, about: Mapping[str, object]) -> bytes:
    """The pack of these parts, with a manifest that says `about` and has size and SHA-256 of each, and the manifest's own SHA-256."""
    listed = {name: {"bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in sorted(parts.items())}
    manifest = json.dumps({"format": FORMAT, **about, "parts": listed}, indent=1, ensure_ascii=False).encode() + b"\n"
    seal = f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()
    return _zipped({**parts, MANIFEST: manifest, SEAL: seal})


def _zipped(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


@frozen
class Pack:
    """A pack that was read. `faults` say what is not as it was packed; () for a pack that is whole."""

    manifest: Mapping[str, object]
    parts: Parts
    faults: tuple[str, ...]


def unpacked(data: bytes) -> Pack:
    """Read a pack. Raises `UsageError` for what is no pack, or is made to do harm."""
    if len(data) > MOST_BYTES:
        raise UsageError(f"a pack has at most {MOST_BYTES:,} bytes; this file has {len(data):,}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            for fault in _refusals(entries, len(data)):
                raise UsageError(f"the file {_NO_PACK}: {fault}")
            found = {entry.filename: _content(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise UsageError(f"the file {_NO_PACK}: it cannot be read as a ZIP file ({error})") from None
    return _compared(data, found)


def _refusals(entries: list[zipfile.ZipInfo], size: int) -> Iterator[str]:
    """What no pack of ours has: nothing is read before this."""
    if len(entries) > MOST_PARTS:
        yield f"it has more than {MOST_PARTS:,} parts"
    names = set[str]()
    for entry in entries:
        name = entry.filename
        shown = ascii(name[:60])
        if name in names:
            yield f"two of its parts are called {shown}"
        if not _is_safe(name):
            yield f"its part {shown} has a name that leads elsewhere"
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size or entry.flag_bits & 1:
            yield f"its part {shown} is compressed or encrypted, and parts of a pack never are"
        names.add(name)
    if sum(entry.file_size for entry in entries) > size:
        yield "its parts say that they are larger than the file, as parts that lie over each other do"


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    odd = any(one in name for one in ("\\", ":", "\0")) or name.endswith("/") or not name.isprintable()
    return not (odd or path.is_absolute() or ".." in path.parts or str(path) != name)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """A part's bytes; None where they do not fit the checksum beside them."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError):
        return None


def _compared(data: bytes, found: Mapping[str, bytes | None]) -> Pack:
    whole = {name: part for name, part in found.items() if part is not None}
    faults, manifest = _sealed(found), _manifest(whole)
    if manifest is None and not faults:
        raise UsageError(f"the file {_NO_PACK}: its {MANIFEST} cannot be read, or is not of the format {FORMAT}")
    if manifest is None:
        return Pack({}, whole, tuple(faults))
    faults += _of_parts(found, _listed(manifest))
    if not faults and data != (again := _zipped(whole)):
        faults.append(f"the archive around the parts was changed, from byte {same_start(data, again):,} on")
    return Pack(manifest, whole, tuple(faults))


def _of_parts(found: Mapping[str, bytes | None], listed: Mapping[str, str]) -> list[str]:
    inside = {name: part for name, part in found.items() if name not in (MANIFEST, SEAL)}
    changed = (name for name, part in inside.items() if name in listed and _digest(part) != listed[name])
    return [
        *(f"{name}: is missing" for name in sorted(listed.keys() - inside.keys())),
        *(f"{name}: was added" for name in sorted(inside.keys() - listed.keys())),
        *(f"{name}: was changed" for name in sorted(changed)),
    ]


def _sealed(found: Mapping[str, bytes | None]) -> list[str]:
    """What is wrong with the manifest and its seal together. Raises `UsageError` where there is no manifest."""
    if MANIFEST not in found:
        raise UsageError(f"the file {_NO_PACK}: it has no {MANIFEST}")
    if SEAL not in found:
        return [f"{SEAL}: is missing"]
    fits = found[SEAL] == f"{_digest(found[MANIFEST])}  {MANIFEST}\n".encode()
    return [] if fits else [f"{MANIFEST} or {SEAL}: was changed; the two do not fit each other"]


def _digest(part: bytes | None) -> str:
    return "" if part is None else sha256(part).hexdigest()


def _manifest(found: Parts) -> Mapping[str, object] | None:
    """What the manifest says; None where it cannot be read."""
    try:
        manifest = json.loads(found.get(MANIFEST, b""))
    except (ValueError, RecursionError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("format") == FORMAT else None


def _listed(manifest: Mapping[str, object]) -> dict[str, str]:
    parts = manifest.get("parts")
    if not isinstance(parts, dict):
        return {}
    return {name: str(one.get("sha256")) for name, one in parts.items() if isinstance(one, dict)}
