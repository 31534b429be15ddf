// Runs the extension with stand-ins for VS Code and the protocol's client, and prints what it does with them.
const Module = require("module");
const told = [];
const registered = {};
class LanguageClient {
  constructor(id, server, options) { told.push({ started: [server.command, ...server.args], options: options.initializationOptions }); }
  start() { return Promise.resolve(); }
  sendRequest(method, params) { told.push({ method, params }); return Promise.resolve(); }
}
const vscode = {
  window: { showInputBox: () => Promise.resolve(process.argv[3]) },
  workspace: { getConfiguration: () => ({ get: () => ["claimcheck", "lsp"] }), createFileSystemWatcher: () => ({}) },
  commands: { registerCommand: (name, run) => { registered[name] = run; return {}; } },
};
const load = Module._load;
Module._load = (name, ...rest) => name === "vscode" ? vscode : name.startsWith("vscode-languageclient") ? { LanguageClient } : load(name, ...rest);
require(process.argv[2]).activate({ subscriptions: [] })
  .then(() => Promise.all(Object.values(registered).map((run) => run("file:///a.yaml", "some-claim", "CC101"))))
  .then(() => console.log(JSON.stringify({ commands: Object.keys(registered), told })));
