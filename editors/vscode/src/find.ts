// Where the server is.

import { accessSync, constants, statSync } from "node:fs";
import * as path from "node:path";

/** What is known of the place where the server is looked for. */
export interface Place {
  /** What the setting says; empty where it says nothing. */
  readonly setting: string;
  /** The folders of the workspace. */
  readonly folders: readonly string[];
  /** Whether what lies in the workspace may be run. */
  readonly isTrusted: boolean;
  readonly PATH: string;
  readonly platform: NodeJS.Platform;
}

/** Environments that people make in a workspace, the most usual first. */
const ENVIRONMENTS = [".venv", "venv", ".pixi/envs/default"];

/** Return the command with its folder, or undefined where there is none. */
export function findServer(place: Place): string | undefined {
  return candidates(place).find(isProgram);
}

/** Return the commands that may be the server, the likeliest first. A setting stands alone. */
export function candidates(place: Place): string[] {
  if (place.setting) return [resolved(place)];
  const isWindows = place.platform === "win32";
  const name = isWindows ? "mdlint-zh.exe" : "mdlint-zh";
  const within = place.isTrusted ? place.folders : [];
  const environments = within.flatMap((folder) => ENVIRONMENTS.map((one) => path.join(folder, one, isWindows ? "Scripts" : "bin")));
  // A relative folder on PATH is one of the workspace.
  const onPath = place.PATH.split(isWindows ? ";" : ":").filter((folder) => path.isAbsolute(folder));
  return [...environments, ...onPath].map((folder) => path.join(folder, name));
}

function resolved({ setting, folders }: Place): string {
  const [first] = folders;
  const told = first === undefined ? setting : setting.replaceAll("${workspaceFolder}", first);
  return first === undefined ? told : path.resolve(first, told);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
