// What the editor shows of mdlint-zh: a server for each window, its state, and three commands.

import { env, languages, LanguageStatusSeverity, window, workspace, commands, Uri, type ExtensionContext } from "vscode";
import { LanguageClient, RevealOutputChannelOn, State, type LanguageClientOptions } from "vscode-languageclient/node";

import { findServer } from "./find";

const INSTALL = 'pip install "mdlint-zh[lsp]"';
const HELP = Uri.parse("https://github.com/mdlint-zh/mdlint-zh/blob/main/editors/README.md");
const PAGES = [
  { scheme: "file", language: "markdown" },
  { scheme: "untitled", language: "markdown" },
];

const output = window.createOutputChannel("mdlint-zh");
const status = languages.createLanguageStatusItem("mdlint-zh", PAGES);
let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  status.name = "mdlint-zh";
  status.command = { command: "mdlint-zh.showOutput", title: "Output" };
  context.subscriptions.push(
    output,
    status,
    commands.registerCommand("mdlint-zh.restart", restart),
    commands.registerCommand("mdlint-zh.showOutput", () => output.show()),
    commands.registerCommand("mdlint-zh.fixAll", () =>
      commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.mdlint-zh", apply: "first" }),
    ),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("mdlint-zh") && restart()),
    workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  const ending = client;
  client = undefined;
  if (ending?.needsStop()) await ending.stop();
}

async function restart(): Promise<void> {
  await deactivate();
  const settings = workspace.getConfiguration("mdlint-zh");
  if (!settings.get<boolean>("enable", true)) return show("off", LanguageStatusSeverity.Information);
  const setting = settings.get<string>("path", "");
  const command = findServer({
    setting,
    folders: (workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    isTrusted: workspace.isTrusted,
    PATH: process.env["PATH"] ?? "",
    platform: process.platform,
  });
  if (command === undefined) return tellAbsent(setting);
  await start(command);
}

async function start(command: string): Promise<void> {
  const options: LanguageClientOptions = {
    documentSelector: PAGES,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  const starting = new LanguageClient("mdlint-zh", "mdlint-zh", { command, args: ["server"] }, options);
  starting.onDidChangeState(({ newState }) => {
    if (newState === State.Running) show(command, LanguageStatusSeverity.Information);
    if (newState === State.Stopped && client === starting) show("the server has ended", LanguageStatusSeverity.Error);
  });
  client = starting;
  try {
    await starting.start();
  } catch (error) {
    output.appendLine(String(error));
    show("the server did not start", LanguageStatusSeverity.Error);
    await offer(`${command} was found, but its server did not start. It may lack what a server needs.`);
  }
}

function show(detail: string, severity: LanguageStatusSeverity): void {
  status.text = "mdlint-zh";
  status.detail = detail;
  status.severity = severity;
}

async function tellAbsent(setting: string): Promise<void> {
  show("not found", LanguageStatusSeverity.Error);
  const where = workspace.isTrusted ? "in the workspace's .venv or on PATH" : "on PATH; this workspace is not trusted, so not in it";
  await offer(setting ? `mdlint-zh.path names no program: ${setting}` : `mdlint-zh was not found ${where}.`);
}

async function offer(message: string): Promise<void> {
  const copy = `Copy: ${INSTALL}`;
  const help = "Help";
  const chosen = await window.showErrorMessage(message, copy, help);
  if (chosen === copy) await env.clipboard.writeText(INSTALL);
  if (chosen === help) await env.openExternal(HELP);
}
