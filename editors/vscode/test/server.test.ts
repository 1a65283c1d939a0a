// The server that the extension finds, spoken to as the editor does: columns in UTF-16, diagnostics that are asked for.

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  CodeActionRequest,
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type InitializeResult,
  type ProtocolConnection,
  type TextEdit,
} from "vscode-languageserver-protocol/node";

import { findServer } from "../src/find";

const PAGE = "# 题\n\n😀𠮷有人问聊[[zh:天机]]器人。 \n\n[[zh：长江]]边上\n";
const REPAIRED = "# 题\n\n😀𠮷有人问聊天机器人。\n\n[[zh:长江]]边上\n";
const OPTIONS = { tabSize: 4, insertSpaces: true };
const command = findServer({ setting: "", folders: [], isTrusted: false, PATH: process.env["PATH"] ?? "", platform: process.platform });

let folder: string;
let server: ChildProcess;
let connection: ProtocolConnection;
let told: InitializeResult;
let uri: string;

before(async () => {
  assert.ok(command, "mdlint-zh has to be on PATH");
  folder = mkdtempSync(path.join(tmpdir(), "归档 "));
  uri = pathToFileURL(path.join(folder, "第 1 页#%.md")).href;
  server = spawn(command, ["server"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  assert.ok(server.stdin && server.stdout);
  connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
  told = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: null,
    capabilities: {
      general: { positionEncodings: ["utf-16"] },
      textDocument: {
        diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
        publishDiagnostics: { codeDescriptionSupport: true, dataSupport: true, tagSupport: { valueSet: [1, 2] } },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } } },
      },
      workspace: { workspaceEdit: { documentChanges: true } },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "markdown", version: 1, text: PAGE },
  });
});

after(async () => {
  await connection.sendRequest(ShutdownRequest.type);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  await connection.sendNotification(ExitNotification.type);
  assert.equal(await ended, 0);
  connection.dispose();
  rmSync(folder, { recursive: true });
});

function applied(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((end) => end.index + 1)];
  const at = ({ line, character }: { line: number; character: number }) => (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce((now, edit) => now.slice(0, at(edit.range.start)) + edit.newText + now.slice(at(edit.range.end)), text);
}

test("columns are counted in UTF-16", () => {
  assert.ok(["utf-16", undefined].includes(told.capabilities.positionEncoding));
});

test("diagnostics stand where they belong, behind emoji and rare characters", async () => {
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  assert.ok(report.kind === "full");
  const found = Object.fromEntries(report.items.map((one) => [one.code, one]));
  const split = found["wikilink-split"];
  assert.deepEqual(split?.range, { start: { line: 2, character: 8 }, end: { line: 2, character: 17 } });
  assert.equal(PAGE.split("\n")[2]?.slice(8, 17), "[[zh:天机]]");
  assert.ok(split?.codeDescription?.href.includes("wikilink-split"));
});

test("formatting gives small edits, and the page that the command gives", async () => {
  const edits = await connection.sendRequest(DocumentFormattingRequest.type, { textDocument: { uri }, options: OPTIONS });
  assert.ok(edits && edits.length > 1);
  assert.equal(applied(PAGE, edits), REPAIRED);
});

test("what VS Code asks for on save is given: source.fixAll", async () => {
  const actions = (await connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } },
    context: { diagnostics: [], only: ["source.fixAll"] },
  })) as CodeAction[];
  assert.deepEqual(actions.map((one) => one.kind), ["source.fixAll.mdlint-zh"]);
  const [change] = actions[0]?.edit?.documentChanges ?? [];
  assert.ok(change && "edits" in change);
  assert.equal(applied(PAGE, change.edits as TextEdit[]), REPAIRED);
});
