"""Neovim with the settings that the documentation gives, without a screen: what it knows of an open file."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs/how-to/editor.md"

TELL = """\
local told = {}
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(told, { code = one.code, line = one.lnum, source = one.source, message = one.message })
end
local line = told[1] and told[1].line or 0
for _, one in ipairs(told) do
  if one.code == "CC101" then line = one.line end
end
local client = vim.lsp.get_clients({ bufnr = 0 })[1]
local hover, actions = "", {}
if client then
  local here = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = 12 } }
  local answer = client:request_sync("textDocument/hover", here, 60000, 0)
  hover = answer and answer.result and answer.result.contents.value or ""
  local range = { start = here.position, ["end"] = here.position }
  local asked = { textDocument = here.textDocument, range = range, context = { diagnostics = {} } }
  for _, one in ipairs((client:request_sync("textDocument/codeAction", asked, 60000, 0) or {}).result or {}) do
    table.insert(actions, one.title)
  end
end
local file = io.open(vim.env.TOLD, "w")
file:write(vim.json.encode({ client = client and client.name, root = client and client.root_dir, diagnostics = told, hover = hover, actions = actions }))
file:close()
vim.cmd("qa!")
"""


def neovim() -> str:
    """The program. Skips where there is none that the settings are for."""
    found = shutil.which("nvim")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout if found else ""
    number = re.match(r"NVIM v(\d+)\.(\d+)", version)
    if found is None or number is None or (int(number[1]), int(number[2])) < (0, 11):
        pytest.skip("Neovim 0.11 or later is not on this machine")
    return found


def settings() -> str:
    """The Lua that the page tells people to write into `init.lua`."""
    (lua,) = re.findall(r"^```lua\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(lua)


def opened(program: str, folder: Path, file: str, environment: Mapping[str, str]) -> Any:
    """Open a file of a project; which server came, its diagnostics, the card and the offers where CC101 stands."""
    home = folder / "neovim"
    home.mkdir()
    (home / "init.lua").write_text(settings(), encoding="utf-8")
    (home / "tell.lua").write_text(TELL, encoding="utf-8")
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    done = subprocess.run(
        [program, "--headless", "-u", str(home / "init.lua"), file, "-c", f"luafile {home / 'tell.lua'}"],
        cwd=folder,
        env={**environment, **places, "TOLD": str(home / "told.json")},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert (home / "told.json").exists(), done.stderr
    return json.loads((home / "told.json").read_text(encoding="utf-8"))
