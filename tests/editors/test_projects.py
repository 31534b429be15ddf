"""Which project a document belongs to, whatever folders the editor has opened."""

import os
from pathlib import Path

import pytest
from lsprotocol import types
from support.editor import ARTICLE, CLAIMS, LOCK, Editor, in_editor

from claimcheck.lsp.homes import Homes
from claimcheck.lsp.live import Manner

PROJECTS = ("site", "mono/site", "mono/shop", "mono/site/blog")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Several projects, one within another, beside folders without claims."""
    for name in PROJECTS:
        for folder in ("claims", "articles", "articles/deep"):
            (tmp_path / name / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "claims/walking.yaml").write_text(CLAIMS, encoding="utf-8")
        (tmp_path / name / "claims/evidence.lock.json").write_text(LOCK, encoding="utf-8")
        (tmp_path / name / "articles/walking.md").write_text(ARTICLE, encoding="utf-8")
    for folder in ("notes", "code/claims", "settled/articles", "begun/claims"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "settled/claimcheck.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("opened", "document", "root"),
    [
        (["site"], "site/claims/walking.yaml", "site"),
        (["notes", "site"], "site/articles/walking.md", "site"),
        (["mono"], "mono/site/claims/walking.yaml", "mono/site"),
        (["mono"], "mono/shop/articles/deep/new.md", "mono/shop"),
        (["mono/site"], "mono/site/blog/articles/walking.md", "mono/site/blog"),
        (["site/articles"], "site/articles/walking.md", "site"),
        (["notes"], "mono/site/claims/walking.yaml", "mono/site"),
        ([], "site/articles/walking.md", "site"),
        (["settled/articles"], "settled/articles/new.md", "settled"),
        (["begun"], "begun/claims/first.yaml", "begun"),
        (["code"], "code/claims/model.py", "code"),
        (["site"], "code/claims/model.py", None),
        (["notes"], "site/../begun/claims/first.yaml", None),
    ],
)
def test_a_document_belongs_to_the_nearest_project(
    home: Path, opened: list[str], document: str, root: str | None
) -> None:
    homes = Homes(["claims"], Manner)
    homes.opened(str(home / one) for one in opened or ["nowhere"])
    homes.folders = homes.folders if opened else []
    found = homes.of(os.path.normpath(home / document))
    assert [one.root for one in found] == ([home / root] if root else [])
    assert all(one.live.project.files == ("claims/walking.yaml",) for one in found if root in PROJECTS)


def test_several_projects_are_served_as_folders_come_and_go(home: Path) -> None:
    """The second of two folders, one that is opened later, and one that is closed."""

    def change(editor: Editor, **folders: list[str]) -> None:
        of = {
            what: [types.WorkspaceFolder((home / one).as_uri(), one) for one in names]
            for what, names in ({"added": [], "removed": []} | folders).items()
        }
        event = types.WorkspaceFoldersChangeEvent(**of)
        editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))

    async def session(editor: Editor) -> None:
        await editor.until(lambda: "CC101" in editor.codes("site/claims/walking.yaml"))
        assert editor.codes("mono/shop/claims/walking.yaml") == []
        change(editor, added=["mono/shop"])
        await editor.until(lambda: "CC101" in editor.codes("mono/shop/claims/walking.yaml"))
        assert "Walking reduces back pain" in await editor.hover("mono/shop/articles/walking.md", 2, 30)
        assert "Record this sentence in claims/walking.yaml" in await editor.actions(
            "site/articles/walking.md", 4, "CC102"
        )
        change(editor, removed=["mono/shop"])
        await editor.until(lambda: editor.codes("mono/shop/claims/walking.yaml") == [])
        editor.open("mono/site/claims/walking.yaml", CLAIMS)
        await editor.until(lambda: "CC101" in editor.codes("mono/site/claims/walking.yaml"))
        assert editor.said == []

    in_editor(home, session, folders=[home / "notes", home / "site"])


def test_that_there_are_no_claims_is_said_once(home: Path) -> None:
    """Silence would look as if all were well."""

    async def session(editor: Editor) -> None:
        editor.open("notes/a.md", "Walking eases pain.")
        await editor.until(lambda: bool(editor.said))
        editor.type("notes/a.md", "Walking eases all pain.")
        editor.open("notes/b.md", "Yoga eases pain.")
        editor.open("site/articles/walking.md", ARTICLE)
        await editor.until(lambda: "CC101" in editor.codes("site/claims/walking.yaml"))
        assert len(editor.said) == 1
        assert f"no claims files in claims of {home / 'notes'}" in editor.said[0]

    in_editor(home, session, folders=[home / "notes"])
