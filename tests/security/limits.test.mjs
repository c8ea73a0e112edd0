// SPDX-License-Identifier: AGPL-3.0-or-later
// T23 and what T19 and T22 slow down, on an installation of its own: the others run without limits.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";

const script = resolve(import.meta.dirname, "../support/stack");
const build = process.env.FRONTDESK_BUILD ?? dirname(process.env.FRONTDESK_STACK);
const place = mkdtempSync(join(tmpdir(), "frontdesk-limits-"));
const file = join(place, "stack.json");
let ask, post, formFields, house, staffOf, credentials;

before(async () => {
  execFileSync(script, ["start", build, file], { stdio: ["ignore", "ignore", "inherit"] });
  process.env.FRONTDESK_STACK = file;
  ({ ask, post, formFields } = await import("../support/wire.mjs"));
  ({ house, staffOf } = await import("../support/people.mjs"));
  ({ credentials } = await import("../support/stack.mjs"));
});
after(() => {
  execFileSync(script, ["stop", build, file], { stdio: "ignore" });
  rmSync(place, { recursive: true });
});

/** One try from an address; the answers of the web server's own limits are waited out. */
async function attempt(email, password, from, headers = {}) {
  for (let times = 0; times < 50; times++) {
    const page = await ask(`/o/${house}/staff/sign-in`, { from, headers });
    if (page.status === 200) {
      const { action, fields } = formFields(page.body, "sign-in");
      const answer = await post(action, { ...fields, email, password }, headers, from);
      if (answer.status !== 429 || answer.headers["retry-after"] === "900") return answer;
    }
    await new Promise((next) => setTimeout(next, 300));
  }
  throw new Error("the web server never let a sign-in through");
}

const wrong = "certainly not the right one";

test("T23_forged_headers_neither_reset_a_limit_nor_limit_somebody_else", async () => {
  const statuses = [];
  for (let tries = 0; tries < 10; tries++) {
    const forged = { "X-Forwarded-For": `203.0.113.${tries}`, "X-Real-IP": `203.0.113.${tries}`, Forwarded: `for=203.0.113.${tries}`, "Client-IP": `203.0.113.${tries}`, "X_Forwarded_For": "203.0.113.1", "True-Client-IP": `203.0.113.${tries}`, "CF-Connecting-IP": `203.0.113.${tries}` };
    statuses.push((await attempt(staffOf.admin, wrong, "127.0.0.2", forged)).status);
  }
  assert.deepEqual(statuses.slice(0, 8), Array(8).fill(422));
  assert.deepEqual(statuses.slice(8), [429, 429], "a forged address began a new count");
  const refused = await attempt(staffOf.admin, credentials()[staffOf.admin], "127.0.0.2");
  assert.equal(refused.status, 429, "the right password from the slowed address");
  assert.equal(refused.headers["retry-after"], "900");
  // The colleague at another address gets in, also where an attacker claimed to be there.
  for (let tries = 0; tries < 9; tries++) await attempt(staffOf.owner, wrong, "127.0.0.2", { "X-Forwarded-For": "127.0.0.3" });
  assert.equal((await attempt(staffOf.owner, credentials()[staffOf.owner], "127.0.0.3")).status, 303);
  assert.equal((await attempt(staffOf.admin, credentials()[staffOf.admin], "127.0.0.3")).status, 303);
});

test("T23_tries_at_accounts_that_dont_exist_are_slowed_alike", async () => {
  const statuses = [];
  for (let tries = 0; tries < 9; tries++) statuses.push((await attempt("nobody@harbor-therapy.example", wrong, "127.0.0.4")).status);
  assert.deepEqual(statuses, [...Array(8).fill(422), 429]);
});

test("T28_floods_of_one_address_are_told_to_wait_in_words_and_others_are_served", async () => {
  const flood = await Promise.all(Array.from({ length: 400 }, () => ask(`/o/${house}/schedule`, { from: "127.0.0.5" })));
  const refused = flood.filter((answer) => answer.status === 429);
  assert.ok(refused.length > 0, "nothing limits a flood");
  assert.ok(refused[0].headers["retry-after"]);
  assert.match(refused[0].body, /<h1>/);
  assert.equal((await ask(`/o/${house}/schedule`, { from: "127.0.0.6" })).status, 200);
  assert.deepEqual([...new Set(flood.map((answer) => answer.status))].sort(), [200, 429]);
});
