// SPDX-License-Identifier: AGPL-3.0-or-later
// Debian's Chromium, driven by playwright-core, and axe in it.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { stack } from "./stack.mjs";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const artifacts = process.env.FRONTDESK_ARTIFACTS ?? join(stack.dir, "artifacts");
mkdirSync(artifacts, { recursive: true });

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A fresh visitor: nothing stored, in New York unless said otherwise. */
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ baseURL: stack.url, timezoneId: "America/New_York", locale: "en-US", viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  page.withoutScripts = options.javaScriptEnabled === false;
  page.troubles = [];
  page.setDefaultTimeout(15000);
  page.on("pageerror", (error) => page.troubles.push(String(error)));
  // A form that comes back with errors answers 422, a taken time 409: the browser notes that, and it is no trouble.
  page.on("console", (message) => { if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) page.troubles.push(message.text()); });
  page.on("request", (request) => { if (!request.url().startsWith(stack.url) && !request.url().startsWith("data:")) page.troubles.push(`foreign request: ${request.url()}`); });
  return page;
}

export async function keep(page, name) {
  await page.screenshot({ path: join(artifacts, `${name}.png`), fullPage: true });
}

/** What axe finds against WCAG 2.2 AA, as short lines. Runs in an isolated world, so that the page's CSP stays whole. */
export async function violations(page) {
  // axe is a script itself. The same pages are looked at where scripts run; what is on them doesn't depend on that.
  if (page.withoutScripts) return [];
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send("Page.getFrameTree");
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "axe" });
  await client.send("Runtime.evaluate", { expression: axeSource, contextId: executionContextId });
  const { result, exceptionDetails } = await client.send("Runtime.evaluate", {
    expression: `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((found) => JSON.stringify(found.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(" | "))))`,
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await client.detach();
  if (exceptionDetails) throw new Error(`axe failed: ${JSON.stringify(exceptionDetails)}`);
  return JSON.parse(result.value);
}
