// VS Code as it is, in a browser that nobody sees: its server, its extension host, its workbench, and our extension as it is packaged.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { chromium } from "playwright-core";

const CODE = path.join(import.meta.dirname, "node_modules", "code-server", "lib", "vscode");
const SERVER = path.join(CODE, "out", "server-main.js");
/** The extensions of VS Code that are loaded: the others would take seconds, and look for services that are not there. */
const BUILT_IN = ["markdown-basics", "markdown-language-features", "theme-defaults", "theme-seti"];
const QUIET = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "workbench.editor.useModal": "off",
  "workbench.startupEditor": "none",
};
/** How long anything may take to be shown, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Open a folder. What VS Code keeps is kept in the folder `state`, which is to be new; `vsix` is our extension, `others` are
 * folders of extensions beside it; `environment` is all the environment there is. Returns a page as Playwright has it, and
 * a function that ends it all.
 */
export async function openWorkbench({ folder, state, vsix, others = [], settings = {}, environment, browser, size }) {
  const extensions = path.join(state, "built-in");
  mkdirSync(extensions, { recursive: true });
  for (const one of [...BUILT_IN.map((name) => path.join(CODE, "extensions", name)), ...others]) {
    symlinkSync(one, path.join(extensions, path.basename(one)));
  }
  mkdirSync(path.join(state, "User"));
  writeFileSync(path.join(state, "User", "settings.json"), JSON.stringify({ ...QUIET, ...settings }));
  const kept = [SERVER, "--user-data-dir", state, "--server-data-dir", state, "--extensions-dir", path.join(state, "extensions")];
  const quiet = ["--accept-server-license-terms", "--telemetry-level", "off", "--force-disable-user-env"];
  const sockets = mkdtempSync(path.join(tmpdir(), "code-")); // a path to a socket is to be short
  const env = { ...environment, XDG_RUNTIME_DIR: sockets };
  execFileSync(process.execPath, [...kept, ...quiet, "--install-extension", vsix], { env, stdio: "ignore" });
  const open = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--builtin-extensions-dir", extensions];
  const server = spawn(process.execPath, [...kept, ...quiet, ...open], { env, stdio: ["ignore", "pipe", "ignore"] });
  process.once("exit", () => {
    server.kill();
    rmSync(sockets, { recursive: true });
  });
  const address = new URL(await written(server, /http:\/\/\S+/));
  address.searchParams.set("folder", folder);
  // Chromium asks root to do without its sandbox.
  const seen = await chromium.launch({ executablePath: browser, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
  const page = await seen.newPage({ viewport: size });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(address.href);
  const close = async () => {
    await seen.close();
    server.kill();
  };
  return { page, close };
}

/** Return what a program writes of a pattern, as soon as it does. */
function written(program, pattern) {
  return new Promise((resolve, reject) => {
    let all = "";
    program.stdout.on("data", (part) => {
      all += part;
      const found = pattern.exec(all);
      if (found) resolve(found[0]);
    });
    program.once("exit", () => reject(new Error(`VS Code did not start: ${all}`)));
  });
}

/** Open a page by its name in the explorer, and have the cursor in it. */
export async function openPage(page, name) {
  await page.getByRole("treeitem", { name }).dblclick();
  await page.locator(".monaco-editor.focused").waitFor();
}

/** The rows of the list of problems, which is shown. */
export async function problems(page) {
  await page.keyboard.press("Control+Shift+m");
  const rows = page.locator(".markers-panel-container .monaco-list-row[aria-level='2']");
  await rows.first().waitFor();
  return rows;
}

/** Say that what lies in the folder may be run. */
export async function trust(page) {
  await page.getByText("Manage", { exact: true }).click();
  await page.getByRole("button", { name: "Trust", exact: true }).click();
}

/** What the status item of the language tells, once it tells of this. */
export async function status(page, told) {
  const item = page.locator('[id="status.languageStatus"]').and(page.locator(`[aria-label*="mdlint-zh, ${told}"]`));
  return item.getAttribute("aria-label");
}
