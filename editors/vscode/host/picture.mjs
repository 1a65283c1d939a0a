// Take docs/server-vscode.png: a page in VS Code, with what is found, a hover on a wikilink, and the list of problems.
//
//     make vscode && (cd editors/vscode && npm ci && npm run package && host/node_modules/.bin/node host/picture.mjs)
//
// mdlint-zh is looked for on PATH; CHROMIUM names a Chromium that lies elsewhere. Needs fonts with Han and emoji
// (fonts-noto-cjk, fonts-noto-color-emoji in Debian).

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { openPage, openWorkbench, problems } from "./workbench.mjs";

const EXTENSION = path.join(import.meta.dirname, "..");
const PICTURE = path.join(EXTENSION, "..", "..", "docs", "server-vscode.png");
const PAGE = `\
###  [:house:返回](README.md)
---


## 湖边修起了新步道
\`8/2/2024 9:40 AM UTC  江边\` [轉載自GNews](https://gnews.org/articles/1)

💡夜里亮着灯，[[zh：水鸟]]照样睡在芦苇里&hellip;

![img](https://img.example.org/lake.jpg "湖边的步道")

坐[[zh:上]][[zh:海地]]铁可以到。

😀县里的人说：公园装上了聊[[zh:天机]]器人，问路不用等。
`;
const FILES = {
  "1.md": PAGE,
  "README.md": "# 湖边\n",
  "titles.txt": "天机\n水鸟\n海地\n上海\n",
  ".mdlint-zh.toml": 'titles = ["titles.txt"]\n',
};
const settings = {
  "editor.hover.above": false,
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "security.workspace.trust.enabled": false,
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

const place = mkdtempSync(path.join(tmpdir(), "picture-"));
process.once("exit", () => rmSync(place, { recursive: true, force: true }));
const folder = path.join(place, "湖");
mkdirSync(folder);
for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);
const { page, close } = await openWorkbench({
  folder,
  state: path.join(place, "state"),
  vsix: path.join(EXTENSION, "dist", "mdlint-zh.vsix"),
  settings,
  environment: { HOME: place, PATH: process.env.PATH, LANG: "C.UTF-8" },
  browser: process.env.CHROMIUM ?? "/usr/bin/chromium",
  size: { width: 1000, height: 900 },
});
await openPage(page, "1.md");
await page.locator(".squiggly-error").first().waitFor();
await page.keyboard.press("Control+b");
await problems(page);
await page.locator(".view-line span").filter({ hasText: "天机" }).last().hover();
await page.locator(".monaco-hover").filter({ hasText: "天机" }).first().waitFor();
await page.waitForTimeout(1000); // what is drawn bit by bit
await page.screenshot({ path: PICTURE });
await close();
