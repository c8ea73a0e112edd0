// SPDX-License-Identifier: AGPL-3.0-or-later
// The installation that the suites talk to, and its command line.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const stack = JSON.parse(readFileSync(process.env.FRONTDESK_STACK, "utf8"));

/** Runs frontdeskctl and returns its standard output; throws where it fails. */
export function ctl(...words) {
  return execFileSync(join(stack.dir, "bin/frontdeskctl"), words, { encoding: "utf8" });
}

/** Runs frontdeskctl and returns {status, stdout, stderr}. */
export function ctlResult(words, input = "") {
  return spawnSync(join(stack.dir, "bin/frontdeskctl"), words, { encoding: "utf8", input });
}

/** Statements straight to the database, as its owner: for looking, never for arranging what a test is about. Rows of columns as text. */
export function database(sql) {
  const out = execFileSync("mariadb", ["--no-defaults", `--socket=${stack.dir}/run/db.sock`, "--batch", "--skip-column-names", "frontdesk", "-e", sql], { encoding: "utf8" });
  return out.split("\n").filter(Boolean).map((line) => line.split("\t"));
}

/** Passwords of the demo's staff by e-mail. */
export function credentials() {
  const lines = readFileSync(join(stack.dir, "demo-credentials.txt"), "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.split(" ")));
}

/** Every message that was delivered, oldest first: {file, text}. */
export function mails() {
  const folder = join(stack.dir, "mail");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
}

/** Asks until `look` gives something true, for at most ten seconds: for what the worker does in its own time. */
export async function eventually(look, what) {
  for (let tries = 0; tries < 100; tries++) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`did not happen within ten seconds: ${what}`);
}
