import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { candidates, findServer, type Place } from "../src/find";

let workspace: string;
let elsewhere: string;

beforeEach(() => {
  workspace = mkdtempSync(path.join(tmpdir(), "归档 "));
  elsewhere = mkdtempSync(path.join(tmpdir(), "bin "));
});
afterEach(() => {
  for (const folder of [workspace, elsewhere]) rmSync(folder, { recursive: true });
});

function place(more: Partial<Place> = {}): Place {
  return { setting: "", folders: [workspace], isTrusted: true, PATH: elsewhere, platform: "linux", ...more };
}

function program(...parts: string[]): string {
  const file = path.join(...parts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

test("the workspace's environment comes before PATH", () => {
  program(elsewhere, "mdlint-zh");
  const own = program(workspace, ".venv", "bin", "mdlint-zh");
  assert.equal(findServer(place()), own);
});

test("nothing that lies in a workspace is run before it is trusted", () => {
  program(workspace, ".venv", "bin", "mdlint-zh");
  program(workspace, "mdlint-zh");
  assert.equal(findServer(place({ isTrusted: false })), undefined);
  const onPath = program(elsewhere, "mdlint-zh");
  assert.equal(findServer(place({ isTrusted: false })), onPath);
});

test("a relative folder on PATH is passed over", () => {
  program(workspace, "mdlint-zh");
  const before = process.cwd();
  process.chdir(workspace);
  try {
    assert.equal(findServer(place({ PATH: ".::bin" })), undefined);
  } finally {
    process.chdir(before);
  }
});

test("a setting stands alone: where it names nothing, nothing else is taken", () => {
  program(elsewhere, "mdlint-zh");
  assert.equal(findServer(place({ setting: path.join(workspace, "none") })), undefined);
  const named = program(workspace, "tools", "mdlint");
  for (const setting of [named, "tools/mdlint", "${workspaceFolder}/tools/mdlint"]) {
    assert.equal(findServer(place({ setting })), named);
  }
});

test("what is no program is passed over", () => {
  mkdirSync(path.join(workspace, ".venv", "bin", "mdlint-zh"), { recursive: true });
  writeFileSync(path.join(elsewhere, "mdlint-zh"), "");
  assert.equal(findServer(place()), undefined);
});

test("on Windows it is Scripts, and .exe", () => {
  const found = candidates(place({ platform: "win32", PATH: "" }));
  assert.ok(found[0]?.endsWith(path.join(".venv", "Scripts", "mdlint-zh.exe")));
});
