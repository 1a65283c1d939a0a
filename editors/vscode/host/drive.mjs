// Does in VS Code what its users do, by mouse and keys, and writes down what is shown. What it is to do is in the environment:
// FOLDER, with PAGES in it, is opened before it is trusted, and after; ACTED is the rule whose quick fix is taken on each page.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { openPage, openWorkbench, problems, status, trust } from "./workbench.mjs";

const { FOLDER, STATE, VSIX, BROWSER, TOLD, ACTED, SECONDS } = process.env;
const PAGES = JSON.parse(process.env.PAGES);
const PROBED = path.join(STATE, "probed.json");
const settings = { "[markdown]": { "editor.defaultFormatter": "mdlint-zh.mdlint-zh", "editor.formatOnSave": true } };
// Nothing but what is here: no mdlint-zh is on PATH.
const environment = { HOME: STATE, PATH: "/usr/bin:/bin", LANG: "C.UTF-8", PROBED };

/** What VS Code has of a page, as soon as that is as it should be. */
async function probed(name, isReached) {
  for (;;) {
    const one = JSON.parse(readFileSync(PROBED, "utf-8"))[name];
    if (one && isReached(one)) return one;
    await sleep(50);
  }
}

/** The message of an extension, once it is there; it is put away. */
async function message(page, told) {
  const shown = page.locator(".notification-list-item").filter({ hasText: told });
  const text = await shown.locator(".notification-list-item-message").innerText();
  const offered = await shown.locator(".monaco-button").allInnerTexts();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+Shift+Backspace");
  return { text, offered };
}

/** Open a page, take the first quick fix at a finding, and save. */
async function repaired(page, name) {
  await openPage(page, name);
  await page.locator(".squiggly-warning").first().waitFor();
  const { text, found } = await probed(name, (one) => one.found.length > 0);
  const rows = await problems(page);
  const shown = await rows.allInnerTexts();
  await rows.filter({ hasText: ACTED }).first().dblclick();
  await page.locator(".monaco-editor.focused").waitFor();
  await page.keyboard.press("Control+.");
  const offers = page.locator(".action-widget .monaco-list-row.action");
  await offers.first().waitFor();
  const offered = await offers.allInnerTexts();
  await offers.first().click();
  const acted = await probed(name, (one) => one.text !== text);
  await page.keyboard.press("Control+s");
  await probed(name, (one) => one.isSaved && one.text !== acted.text);
  await page.keyboard.press("Control+j");
  return { found, shown, offered, acted: acted.text };
}

setTimeout(() => process.exit(1), 1000 * Number(SECONDS)).unref();
const { page, close } = await openWorkbench({
  folder: FOLDER,
  state: STATE,
  vsix: VSIX,
  others: [path.join(import.meta.dirname, "probe")],
  settings,
  environment,
  browser: BROWSER,
  size: { width: 1200, height: 900 },
});
const told = {};
try {
  await openPage(page, PAGES[0]);
  told.untrusted = { ...(await message(page, "mdlint-zh")), status: await status(page, "not found") };
  await trust(page);
  await openPage(page, PAGES[0]);
  told.trusted = { status: await status(page, FOLDER) };
  told.pages = {};
  for (const name of PAGES) told.pages[name] = await repaired(page, name);
  mkdirSync(path.join(FOLDER, ".vscode"));
  writeFileSync(path.join(FOLDER, ".vscode", "settings.json"), JSON.stringify({ "mdlint-zh.path": "none/mdlint-zh" }));
  told.wrong = { ...(await message(page, "mdlint-zh.path")), status: await status(page, "not found") };
} catch (error) {
  await page.screenshot({ path: `${TOLD}.png` });
  throw error;
} finally {
  await close();
  writeFileSync(TOLD, JSON.stringify(told));
}
