"""The protocol: the tools under their names, by the official SDK, over standard input and output."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from claimcheck import __version__
from claimcheck.errors import ClaimcheckError
from claimcheck.mcp.answers import READING
from claimcheck.mcp.tools import Tools

_ABOUT = (
    "claimcheck looks after the sources of health claims. A machine's reading of an abstract is a proposal: say so, name the "
    f"PMID, and let a person read the paper and accept it with `claimcheck accept`. {READING}"
)


def serve(tools: Tools, *, may_write: bool) -> MCPServer[Any]:
    """A server of these tools; those that write are there only where they may."""
    server: MCPServer[Any] = MCPServer("claimcheck", version=__version__, instructions=_ABOUT, log_level="WARNING")
    for tool, asks in (
        (tools.check_text, False),
        (tools.list_unsourced, False),
        (tools.find_sources, True),
        (tools.read_citation, True),
    ):
        _add(server, tool, ToolAnnotations(read_only_hint=True, open_world_hint=asks))
    if may_write:
        hints = ToolAnnotations(
            read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=True
        )
        _add(server, tools.propose_sources, hints)
    return server


def _add(server: MCPServer[Any], tool: Callable[..., Any], hints: ToolAnnotations) -> None:
    @wraps(tool)
    def told(*arguments: Any, **named: Any) -> Any:
        try:
            return tool(*arguments, **named)
        except ClaimcheckError as error:
            raise ToolError(str(error)) from None

    server.tool(name=tool.__name__, annotations=hints)(told)
