// Starts `claimcheck lsp` in the folder that is open, and asks for the reason of a waiver. Everything else is the server's.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const ASK = "claimcheck.askReason";
const WAIVE = "claimcheck.waive";
const FILES = ["yaml", "markdown", "mdx", "html", "plaintext"];

let client;

async function askReason(uri, claim, rule) {
  const prompt = `Why is ${rule} set aside for ${claim}? The next editor has to know whether the reason still holds.`;
  const reason = await vscode.window.showInputBox({ prompt, ignoreFocusOut: true });
  if (reason && reason.trim()) {
    await client.sendRequest("workspace/executeCommand", { command: WAIVE, arguments: [uri, claim, rule, reason] });
  }
}

function activate(context) {
  const [command, ...args] = vscode.workspace.getConfiguration("claimcheck").get("command");
  const files = vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml,YAML,YML,json,toml,md,markdown,mdx,html,htm,txt,docx}");
  client = new LanguageClient(
    "claimcheck",
    { command, args },
    {
      documentSelector: FILES.map((language) => ({ scheme: "file", language })),
      initializationOptions: { asksForReasons: true },
      synchronize: { fileEvents: files },
    },
  );
  context.subscriptions.push(files, vscode.commands.registerCommand(ASK, askReason), client);
  return client.start();
}

function deactivate() {
  return client && client.stop();
}

module.exports = { activate, deactivate };
