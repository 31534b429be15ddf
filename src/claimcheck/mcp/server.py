"""The protocol: the tools under their names, by the official SDK, over standard input and output."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import ValidationError

from claimcheck import __version__
from claimcheck.claimfile.fields import shown
from claimcheck.errors import ClaimcheckError
from claimcheck.mcp.answers import READING
from claimcheck.mcp.tools import Tools

_ABOUT = (
    "claimcheck looks after the sources of health claims. A machine's reading of an abstract is a proposal: say so, name the "
    f"PMID, and let a person read the paper and accept it with `claimcheck accept`. {READING}"
)


class _Server(MCPServer[Any]):
    """The SDK's, which passes over arguments that a tool does not take, and tells so; a PMID may be a number, null is nothing."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """As the SDK does."""
        given = {key: value for key, value in arguments.items() if value is not None}
        if type(given.get("pmid")) is int:
            given["pmid"] = str(given["pmid"])
        taken = [
            key for tool in await self.list_tools() if tool.name == name for key in tool.input_schema["properties"]
        ]
        unknown = ", ".join(shown(one) for one in given if one not in taken) if taken else ""
        left_out = f"{name} does not take {unknown}: it takes {', '.join(taken)}" if unknown else ""
        try:
            result = await super().call_tool(name, given, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                told = _misfit(name, error.__cause__, given)
                raise ToolError("; ".join(filter(None, (told, left_out)))) from None
            raise
        if left_out and isinstance(result, CallToolResult):
            result.content.append(TextContent(text=left_out))
        return result


def _misfit(name: str, error: ValidationError, given: Mapping[str, Any]) -> str:
    """The first argument that does not fit, and what would."""
    first = error.errors()[0]
    argument = str(first["loc"][0])
    if first["type"] == "missing":
        return f"{name} needs {argument}: give it"
    return f"{argument} {first['msg'].removeprefix('Input ')}; found {shown(str(given[argument]))}"


def serve(tools: Tools, *, may_write: bool) -> MCPServer[Any]:
    """A server of these tools; those that write are there only where they may."""
    server = _Server("claimcheck", version=__version__, instructions=_ABOUT, log_level="WARNING")
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
