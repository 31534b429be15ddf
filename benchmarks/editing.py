"""How long an editor waits after a key, and what ten thousand of them leave behind.

    python benchmarks/editing.py [CLAIMS] [EDITS]

A claims file of 500 claims with an article, each claim quoted and cited, is edited in one claim after the other. Told are the
milliseconds from an edit to its findings, in the process (what the check takes) and over the wire (what an editor waits, from
sending the text until the findings are there), and the memory before and after the edits. Needs the extra `lsp`.
"""

import asyncio
import gc
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from claimcheck.lsp.live import LiveProject, Manner

WALKED = "In trial number {0}, walking for {0} minutes a day reduced back pain in adults by {1} percent."


def main() -> None:
    """Make the project, edit it, tell."""
    claims, edits = (int(word) for word in (*sys.argv[1:], *("500", "10000")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        text = make(Path(folder), claims)
        os.chdir(folder)
        in_process(text, claims, edits)
        asyncio.run(over_the_wire(Path(folder), text, claims))


def make(folder: Path, claims: int) -> str:
    """Write the project; the claims file's text."""
    said = [WALKED.format(number, number % 70 + 1) for number in range(claims)]
    for name in ("claims", "articles"):
        (folder / name).mkdir()
    paragraphs = (" ".join(said[at : at + 5]) for at in range(0, claims, 5))
    (folder / "articles/a.md").write_text("# Walking\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    head = "claimcheck: 1\narticle: {path: ../articles/a.md}\nclaims:\n"
    text = head + "".join(claim(number, sentence) for number, sentence in enumerate(said))
    (folder / "claims/a.yaml").write_text(text, encoding="utf-8")
    return text


def claim(number: int, sentence: str) -> str:
    """A claim's lines."""
    return (
        f"  - id: claim-{number}\n    statement: {sentence!r}\n    kind: efficacy\n    quote: {sentence!r}\n    citations:\n"
        f"      - pmid: {10000 + number}\n        stance: supports\n        passage: Walking reduced back pain.\n"
        "        reviewed: {by: Ada, date: 2026-11-02}\n"
    )


def typed(text: str, number: int, edit: int) -> str:
    """The text after a key in a claim's statement; every tenth time in a new line of the claim."""
    place = text.index(f"  - id: claim-{number}\n")
    word = f"    # looked at {edit}\n" if edit % 10 == 0 else ""
    start = text.index("    statement: '", place)
    return text[:start] + word + text[start:].replace("statement: 'In", f"statement: 'In{'n' * (edit % 7)}", 1)


def in_process(text: str, claims: int, edits: int) -> None:
    """Edit without the wire."""
    live = LiveProject(Manner())
    live.put("claims/a.yaml", text)
    live.check()
    times, memory = [], []
    for edit in range(edits):
        if edit % max(edits // 5, 1) == 0:
            gc.collect()
            memory.append(f"{resident():.0f}")
        began = time.process_time()
        live.put("claims/a.yaml", typed(text, edit % claims, edit))
        live.check()
        times.append((time.process_time() - began) * 1000)
    memory.append(f"{resident():.0f}")
    tell("in process, processor time", times)
    print(f"resident memory over {edits} edits: {', '.join(memory)} MB")


def resident() -> float:
    """Megabytes of this process that lie in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def tell(what: str, times: list[float]) -> None:
    """The middle and the slow ones."""
    print(f"{what}: median {median(times):.0f} ms, 95th percentile {sorted(times)[int(len(times) * 0.95)]:.0f} ms")


async def over_the_wire(folder: Path, text: str, claims: int) -> None:
    """Edit as an editor does, and wait for the findings."""
    client, told = LanguageClient("benchmark", "1"), asyncio.Event()

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda _: told.set())
    await client.start_io(sys.executable, "-m", "claimcheck", "lsp")
    root, uri = folder.as_uri(), (folder / "claims/a.yaml").as_uri()
    await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=root))
    client.initialized(types.InitializedParams())
    item = types.TextDocumentItem(uri, "yaml", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await told.wait()
    times = []
    for edit in range(1, 60):
        told.clear()
        new = typed(text, edit % claims, 10 * edit)  # a new line, so that findings below it move, and are told
        began = time.perf_counter()
        document = types.VersionedTextDocumentIdentifier(version=edit + 1, uri=uri)
        whole = types.TextDocumentContentChangeWholeDocument(new)
        client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
        await told.wait()
        times.append((time.perf_counter() - began) * 1000)
    tell("over the wire, as waited for", times[5:])
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


if __name__ == "__main__":
    main()
