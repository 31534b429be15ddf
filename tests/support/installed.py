"""A package as an installer leaves it, without an installer: its folder on `sys.path`, with the metadata that announces it."""

import importlib
import sys
import tomllib
from hashlib import sha256
from pathlib import Path


def install(folder: Path) -> None:
    """Install the project of this folder; whoever calls restores `sys.path`."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    about = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(about, encoding="utf-8")
    groups = project["entry-points"].items()
    lines = [
        line for group, points in groups for line in (f"[{group}]", *(f"{name} = {to}" for name, to in points.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = (f"{module.name},sha256={sha256(module.read_bytes()).hexdigest()},\n" for module in folder.glob("*.py"))
    (info / "RECORD").write_text("".join(files), encoding="utf-8")
    for module in folder.glob("*.py"):
        sys.modules.pop(module.stem, None)  # another test's
    sys.path.insert(0, str(folder.resolve()))
    importlib.invalidate_caches()
