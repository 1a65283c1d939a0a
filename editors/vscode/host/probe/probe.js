// An extension beside ours: whatever is shown or typed, it writes down what the editor then has, as VS Code's own API tells it.

const { renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { languages, workspace } = require("vscode");

exports.activate = ({ subscriptions }) => {
  const folder = workspace.workspaceFolders[0].uri.fsPath;
  const file = process.env.PROBED;
  const tell = () => {
    const pages = workspace.textDocuments.filter((one) => one.uri.scheme === "file" && one.languageId === "markdown");
    const told = pages.map((one) => [path.relative(folder, one.uri.fsPath), page(one)]);
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(told)));
    renameSync(`${file}.new`, file);
  };
  const changes = [
    languages.onDidChangeDiagnostics,
    workspace.onDidChangeTextDocument,
    workspace.onDidOpenTextDocument,
    workspace.onDidSaveTextDocument,
  ];
  subscriptions.push(...changes.map((change) => change(tell)));
  tell();
};

/** The text, whether it is on disk, and what is found: line and column, counted from 1, of start and end, and the rule. */
function page(document) {
  const found = languages
    .getDiagnostics(document.uri)
    .map(({ range: { start, end }, code }) => [start.line + 1, start.character + 1, end.line + 1, end.character + 1, code?.value]);
  return { text: document.getText(), isSaved: !document.isDirty, found };
}
