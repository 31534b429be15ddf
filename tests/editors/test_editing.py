"""The language server as an editor meets it: the command in a process of its own, spoken to by pygls' client."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from support.editor import ARTICLE, CLAIMS, LOCK, Editor, edited, in_editor

from claimcheck.gate import check

pytestmark = pytest.mark.slow  # each drives a language server

FILE, PAGE = "claims/walking.yaml", "articles/walking.md"


def a_session(does: Callable[[Editor], Coroutine[Any, Any, None]]) -> Callable[[Path], None]:
    """A test that is one session of an editor in the project."""

    def test(project: Path) -> None:
        in_editor(project, does)

    return test


@a_session
async def test_findings_come_with_the_folder_and_follow_what_is_typed(editor: Editor) -> None:
    await editor.until(lambda: "CC101" in editor.codes(FILE) and editor.codes(PAGE) == ["CC102"])
    editor.open(FILE)
    editor.type(
        FILE,
        CLAIMS.replace(
            "    kind: efficacy\n", "    kind: efficacy\n    needs_source: false\n    because: told as background\n"
        ),
    )
    await editor.until(lambda: "CC101" not in editor.codes(FILE))
    assert (editor.folder / FILE).read_text(encoding="utf-8") == CLAIMS
    editor.open(PAGE)
    editor.type(PAGE, ARTICLE.replace("Walking reduces back pain", "Swimming eases neck strain"))
    await editor.until(lambda: "CC702" in editor.codes(FILE))


@a_session
async def test_a_half_typed_line_is_told_and_hides_nothing_elsewhere(editor: Editor) -> None:
    await editor.until(lambda: editor.codes(PAGE) == ["CC102"])
    editor.open(FILE)
    editor.type(FILE, CLAIMS.replace("    kind: efficacy\n", "    kind: efficacy\n    stat\n"))
    await editor.until(lambda: editor.codes(FILE) == ["CC001"])
    assert editor.codes(PAGE) == ["CC102"], "the quotes of a file that cannot be read are not missing"
    editor.type(FILE, CLAIMS)
    await editor.until(lambda: "CC101" in editor.codes(FILE))


@a_session
async def test_what_is_not_saved_is_gone_with_the_window(editor: Editor) -> None:
    await editor.until(lambda: "CC101" in editor.codes(FILE))
    editor.open(
        FILE, CLAIMS.replace("    kind: efficacy\n", "    needs_source: false\n    because: told as background\n")
    )
    await editor.until(lambda: "CC101" not in editor.codes(FILE))
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document(FILE)))
    await editor.until(lambda: "CC101" in editor.codes(FILE))


@a_session
async def test_hovering_shows_the_card_and_nothing_in_it_is_markup(editor: Editor) -> None:
    await editor.until(lambda: "CC101" in editor.codes(FILE))
    cited = await editor.hover(FILE, 10, 10)
    assert "Yoga for the \\*mood\\*: a trial" in cited
    assert "proposed, nobody has looked at it yet" in cited
    claim = await editor.hover(FILE, 4, 10)
    assert "**unsourced**" in claim
    assert "PMID 12" in claim
    assert "Walking reduces back pain in adults." in await editor.hover(PAGE, 2, 30)
    assert await editor.hover(PAGE, 4, 3) == ""


@a_session
async def test_from_quote_to_claim_and_back_in_utf_16(editor: Editor) -> None:
    await editor.until(lambda: "CC101" in editor.codes(FILE))
    [there] = await editor.go_to(FILE, 4, 6)
    line = ARTICLE.split("\n")[2].encode("utf-16-le")
    start, end = there.range.start.character, there.range.end.character
    assert there.uri == editor.uri(PAGE)
    assert line[2 * start : 2 * end].decode("utf-16-le") == "Walking reduces back pain in adults."
    [back] = await editor.go_to(PAGE, there.range.start.line, start)
    assert (back.uri, back.range.start.line) == (editor.uri(FILE), 3)
    assert await editor.go_to(PAGE, there.range.start.line, start - 1) == []


@a_session
async def test_completion_knows_keys_words_works_and_rules(editor: Editor) -> None:
    await editor.until(lambda: "CC101" in editor.codes(FILE))

    async def offered(line: str, name: str = FILE, text: str = CLAIMS) -> list[str]:
        whole = text.rstrip("\n") + "\n" + line
        editor.type(name, whole)
        last = whole.split("\n")
        return [
            one.label for one in await editor.completions(name, len(last) - 1, len(last[-1].encode("utf-16-le")) // 2)
        ]

    editor.open(FILE)
    editor.open(PAGE)
    claim = "    citations:\n      - pmid: "
    assert (await offered(claim, text=CLAIMS.partition("  - id: yoga")[0]))[:2] == ["12", "11"], (
        "what was found stands first"
    )
    assert await offered("        stance: s", text=CLAIMS + "      - pmid: 12\n") == [
        *("supports", "partly", "contradicts", "inconclusive", "background")
    ]
    assert "statement: " in await offered("    sta")
    assert "passage: " in await offered("      - {pmid: 12, pa")
    assert "CC101" in await offered("    waivers:\n      - rule: CC")
    assert "Ada" in await offered("    searched: {by: ")
    assert "CC102" in await offered("😀 <!-- claimcheck-ignore CC", PAGE, ARTICLE)
    assert await offered("<!-- claimcheck", PAGE, ARTICLE) == []


@pytest.mark.parametrize(
    ("name", "line", "code", "title", "gone"),
    [
        (FILE, 3, "CC101", "Cite PMID 12 as supports: Walking and the back", "CC101"),
        (FILE, 10, "CC106", "Accept PMID 11 as supports", "CC106"),
        (FILE, 10, "CC106", "Reject PMID 11", "CC106"),
        (PAGE, 4, "CC102", f"Record this sentence in {FILE}", "CC102"),
    ],
)
def test_what_is_offered_mends_the_finding(
    project: Path, name: str, line: int, code: str, title: str, gone: str
) -> None:
    async def session(editor: Editor) -> None:
        await editor.until(lambda: code in editor.codes(name))
        offered = await editor.actions(name, line, code)
        assert title in offered, sorted(offered)
        changes = offered[title].edit.changes  # type: ignore[union-attr]
        [(uri, [edit])] = changes.items()  # type: ignore[union-attr]
        file = project / str(uri).removeprefix(project.as_uri() + "/")
        file.write_text(edited(file.read_text(encoding="utf-8"), edit), encoding="utf-8")

    before = [one.code for one in check(project / "claims").findings]
    in_editor(project, session)
    after = [one.code for one in check(project / "claims").findings]
    assert before.count(gone) - after.count(gone) == 1
    assert "CC001" not in after
    assert "CC002" not in after


@pytest.mark.parametrize("claims", ["claims: []", "claims:", "claims: ~", "claims: [ ]  # none yet"])
def test_the_first_sentence_of_an_article_can_be_recorded(project: Path, claims: str) -> None:
    """In a claims file that names its article and records nothing yet."""
    head = "claimcheck: 1\narticle: {path: ../articles/walking.md}\n"

    async def session(editor: Editor) -> None:
        await editor.until(lambda: "CC102" in editor.codes(PAGE))
        offered = await editor.actions(PAGE, 4, "CC102")
        assert any(one.startswith("Set CC102 aside here") for one in offered)
        [edit] = offered[f"Record this sentence in {FILE}"].edit.changes[editor.uri(FILE)]  # type: ignore[union-attr, index]
        (project / FILE).write_text(edited(head + claims + "\n", edit), encoding="utf-8")

    (project / FILE).write_text(head + claims + "\n", encoding="utf-8")
    before = check(project / "claims")
    in_editor(project, session)
    after = check(project / "claims")
    assert [len(one.verdicts) for one in (before, after)] == [0, 1]
    assert [one.code for one in before.findings].count("CC102") - [one.code for one in after.findings].count(
        "CC102"
    ) == 1
    assert "\n  - id: " in (project / FILE).read_text(encoding="utf-8")


STANCES = ["background", "inconclusive", "contradicts", "partly", "supports"]


@pytest.mark.parametrize(
    ("judged", "about", "stances"),
    [
        ('"stance": "supports", "reason": "may say so, but it is old"', " (may say so, but it is old)", ["supports"]),
        ('"stance": "contradicts", "reason": "read it"', " (read it)", ["contradicts"]),
        ('"stance": null, "reason": "does not decide it"', " (does not decide it)", STANCES),
        ('"stance": null', " (not judged)", STANCES),
    ],
)
def test_of_a_paper_that_the_judge_left_open_a_person_says_how_it_stands(
    project: Path, judged: str, about: str, stances: list[str]
) -> None:
    """The reading is told, and where there is none, nothing suggests that the paper supports the claim."""

    async def session(editor: Editor) -> None:
        await editor.until(lambda: "CC101" in editor.codes(FILE))
        offered = [one for one in await editor.actions(FILE, 3, "CC101") if "PMID 12" in one]
        told = f"{about}: Walking and the back"
        assert offered == [*(f"Cite PMID 12 as {one}{told}" for one in stances), f"Reject PMID 12{told}"]

    (project / "claims/evidence.lock.json").write_text(LOCK.replace('"stance": "supports"', judged), encoding="utf-8")
    in_editor(project, session)


@pytest.mark.parametrize(
    ("cited", "lock", "code", "remark"),
    [
        ("{pmid: 11, added: {by: article}}", "", "CC106", ""),
        (
            "{pmid: 11, stance: supports, reviewed: {by: Ada}}",
            '"reviews": {"yoga-helps": {"PMID 11": {"words": ["Yoga does not help."], "by": "Ada"}}},',
            "CC111",
            " (it was accepted for other words)",
        ),
        (
            "{pmid: 11, added: {by: article}}",
            '"citations": {"yoga-helps": {"11": {"stance": "contradicts", "judged_by": "a judge"}}},',
            "CC106",
            " (a machine reads: contradicts)",
        ),
    ],
)
def test_how_a_citation_stands_is_asked_where_nobody_has_said_it_of_these_words(
    project: Path, cited: str, lock: str, code: str, remark: str
) -> None:
    async def session(editor: Editor) -> None:
        await editor.until(lambda: code in editor.codes(FILE))
        offered = [one for one in await editor.actions(FILE, 10, code) if "PMID 11" in one]
        assert offered == [f"Accept PMID 11 as {one}{remark}" for one in STANCES]

    text = CLAIMS.replace("{pmid: 11, stance: supports, added: {by: claimcheck, date: 2026-11-01}}", cited)
    (project / FILE).write_text(text, encoding="utf-8")
    (project / "claims/evidence.lock.json").write_text(LOCK.replace("{", "{" + lock, 1), encoding="utf-8")
    in_editor(project, session)


@a_session
async def test_words_that_moved_and_identifiers_in_another_form_are_put_right(editor: Editor) -> None:
    await editor.until(lambda: "CC101" in editor.codes(FILE))
    text = CLAIMS.replace(
        "quote: Walking reduces back pain in adults", "quote: Walking reduces the pain of backs in all adults"
    )
    text = text.replace("{pmid: 11,", "{pmid: PMID 11,")
    editor.open(FILE, text)
    await editor.until(lambda: {"CC702", "CC201"} <= set(editor.codes(FILE)))
    [quoted] = [
        one for title, one in (await editor.actions(FILE, 6, "CC702")).items() if title.startswith("Quote the article")
    ]
    [edit] = quoted.edit.changes[editor.uri(FILE)]  # type: ignore[union-attr, index]
    assert 'quote: "Walking reduces back pain in adults' in edited(text, edit)
    form = (await editor.actions(FILE, 10, "CC201"))["Write pmid: 11"]
    [edit] = form.edit.changes[editor.uri(FILE)]  # type: ignore[union-attr, index]
    assert "{pmid: 11, stance: supports" in edited(text, edit)


@a_session
async def test_what_the_command_would_mend_is_offered(editor: Editor) -> None:
    """A waiver that has run out: the editor's fix is the one of `check --fix`."""
    await editor.until(lambda: "CC101" in editor.codes(FILE))
    waiver = "      - {rule: CC404, reason: is on its way, until: 2020-01-01}\n"
    head, _, tail = CLAIMS.partition("    kind: efficacy\n")
    text = f"{head}    kind: efficacy\n    waivers:\n{waiver}{tail}"
    editor.open(FILE, text)
    await editor.until(lambda: "CC902" in editor.codes(FILE))
    line = text.splitlines().index(waiver.rstrip()) + 1
    mend = (await editor.actions(FILE, line, "CC902"))["Make a comment of the waiver, which holds no more"]
    [edit] = mend.edit.changes[editor.uri(FILE)]  # type: ignore[union-attr, index]
    assert waiver.replace("- {", "# - {") in edited(text, edit)


@a_session
async def test_a_waiver_hides_nothing_before_its_reason_is_written(editor: Editor) -> None:
    await editor.until(lambda: "CC101" in editor.codes(FILE))
    editor.open(FILE)
    offered = await editor.actions(FILE, 3, "CC101")
    [waiver] = [one for title, one in offered.items() if title.startswith("Set CC101 aside")]
    [edit] = waiver.edit.changes[editor.uri(FILE)]  # type: ignore[union-attr, index]
    text = edited(CLAIMS, edit)
    editor.type(FILE, text)
    await editor.until(lambda: {"CC101", "CC901"} <= set(editor.codes(FILE)))
    editor.type(FILE, text.replace('reason: ""', "reason: the guideline appears next month"))
    await editor.until(lambda: not {"CC101", "CC901"} & set(editor.codes(FILE)))


def test_an_editor_that_can_ask_is_asked_for_the_reason(project: Path) -> None:
    async def session(editor: Editor) -> None:
        await editor.until(lambda: "CC101" in editor.codes(FILE))
        editor.open(FILE)
        offered = await editor.actions(FILE, 3, "CC101")
        [asking] = [one.command for title, one in offered.items() if title.startswith("Set CC101 aside")]
        assert asking is not None
        assert asking.command == "claimcheck.askReason"
        arguments = [*(asking.arguments or []), "the guideline appears next month"]
        await editor.client.workspace_execute_command_async(types.ExecuteCommandParams("claimcheck.waive", arguments))
        await editor.until(lambda: bool(editor.applied))
        [edit] = editor.applied[0].changes[editor.uri(FILE)]  # type: ignore[index]
        assert "reason: the guideline appears next month" in edited(CLAIMS, edit)

    in_editor(project, session, {"asksForReasons": True})


@a_session
async def test_what_changes_on_the_disk_is_seen(editor: Editor) -> None:
    """A file that another program writes, and a new one; a file on the screen stays as it is there."""
    await editor.until(lambda: "CC101" in editor.codes(FILE))

    def tell(name: str, kind: types.FileChangeType) -> None:
        change = types.FileEvent(editor.uri(name), kind)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))

    sourced = CLAIMS.replace("    kind: efficacy\n", "    needs_source: false\n    because: told as background\n")
    (editor.folder / FILE).write_text(sourced, encoding="utf-8")
    tell(FILE, types.FileChangeType.Changed)
    await editor.until(lambda: "CC101" not in editor.codes(FILE))
    (editor.folder / "claims/more.yaml").write_text(CLAIMS.replace("yoga", "pilates"), encoding="utf-8")
    tell("claims/more.yaml", types.FileChangeType.Created)
    await editor.until(lambda: "CC003" in editor.codes(FILE))
    editor.open(FILE, CLAIMS)
    await editor.until(lambda: "CC101" in editor.codes(FILE))


def test_wrong_settings_are_a_sentence_in_the_editor(project: Path) -> None:
    async def session(editor: Editor) -> None:
        await editor.until(lambda: bool(editor.said))
        assert "fail-onn" in editor.said[0]
        assert len(editor.said) == 1

    (project / "claimcheck.toml").write_text('fail-onn = "error"\n', encoding="utf-8")
    in_editor(project, session)
