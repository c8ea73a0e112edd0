// SPDX-License-Identifier: AGPL-3.0-or-later
// T19, T20: passwords and sessions of staff, from outside. (Times that pass are in tests/integration/accounts.)
import assert from "node:assert/strict";
import { test } from "node:test";
import { anotherPractice, cookieOf, house, member, signIn, staffOf } from "../support/people.mjs";
import { credentials, ctlResult, database } from "../support/stack.mjs";
import { ask, formFields, post } from "../support/wire.mjs";

const signInPath = `/o/${house}/staff/sign-in`;
let number = 0;

/** A member of staff made for one test: {email, password}. */
function somebody(password = "six patient owls waiting", role = "admin") {
  const email = `somebody${Date.now()}${++number}@harbor-therapy.example`;
  const added = ctlResult(["staff", "add", "--practice", house, "--email", email, "--name", "Some Body", "--role", role]);
  assert.equal(added.status, 0, added.stderr);
  setPassword(email, password);
  return { email, password };
}

function setPassword(email, password) {
  const set = ctlResult(["staff", "password", "--practice", house, "--email", email], password);
  assert.equal(set.status, 0, set.stderr);
}

const isIn = async (cookie, practice = house) => (await member(cookie, practice).get("/account")).status === 200;

async function changePassword(person, current, next, again = next) {
  const { action, fields } = formFields((await person.get("/account")).body, "/password");
  return person.post(action, { ...fields, current, next, again });
}

test("T19_passwords_are_argon2id_of_64_MiB_and_3_passes", () => {
  for (const [hash] of database("SELECT password_hash FROM staff WHERE password_hash IS NOT NULL")) {
    const [, memory, passes] = hash.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/);
    assert.ok(Number(memory) >= 65536 && Number(passes) >= 3, hash.slice(0, 40));
  }
});

test("T19_passwords_of_12_to_256_characters_are_taken_whole_and_the_commonest_refused", async () => {
  const one = somebody();
  const person = await signIn(one.email, one.password);
  for (const next of ["", "short", "elevenchars", "a".repeat(257), "password1234", "123456789012", "qwertyuiop12", "harbortherapy2026", `${one.email}`, "aaaaaaaaaaaaaaaa"]) {
    assert.equal((await changePassword(person, one.password, next)).status, 422, `"${next.slice(0, 30)}" (${next.length}) was taken`);
  }
  const long = `${"ünïcode \u{1F511} ".repeat(22)}end one`;
  assert.ok([...long].length <= 256 && [...long].length > 200);
  const changed = await changePassword(person, one.password, long);
  assert.equal(changed.status, 303);
  await assert.rejects(signIn(one.email, long.slice(0, -1)), /422/, "the last character counts");
  await assert.rejects(signIn(one.email, `${long} `), /422/);
  await assert.rejects(signIn(one.email, one.password), /422/);
  assert.ok(await signIn(one.email, long));
});

test("T19_two_hundred_sign_ins_at_once_keep_no_visitor_waiting", async () => {
  const { fields } = formFields((await ask(signInPath)).body, "sign-in");
  let running = true;
  const tries = Promise.all(Array.from({ length: 200 }, (_, one) => post(signInPath, { ...fields, email: `crowd${one}@harbor-therapy.example`, password: "not the right one at all" }))).finally(() => { running = false; });
  const waits = [];
  while (running) {
    const begun = performance.now();
    const page = await ask(`/o/${house}/schedule`);
    assert.equal(page.status, 200);
    waits.push(performance.now() - begun);
  }
  const statuses = (await tries).map((answer) => answer.status);
  assert.deepEqual([...new Set(statuses)].filter((status) => ![422, 429].includes(status)), [], "refused, or told to wait");
  waits.sort((a, b) => a - b);
  assert.ok(waits.length > 0 && waits[Math.floor(waits.length * 0.9)] < 3000, `visitors waited ${Math.round(waits.at(-1))} ms`);
  for (const answer of await tries) if (answer.status === 429) assert.ok(answer.headers["retry-after"]);
});

test("T20_the_session_is_new_at_sign_in_and_a_planted_one_is_never_taken_over", async () => {
  const one = somebody();
  const planted = `frontdesk_staff=${"A".repeat(43)}`;
  const { action, fields } = formFields((await ask(signInPath)).body, "sign-in");
  const answer = await post(action, { ...fields, email: one.email, password: one.password }, { Cookie: planted });
  assert.equal(answer.status, 303);
  const cookie = cookieOf(answer);
  assert.notEqual(cookie, planted);
  assert.equal(await isIn(planted), false);
  assert.match(answer.headers["set-cookie"][0], new RegExp(`^frontdesk_staff=[A-Za-z0-9_-]{43}; Path=/o/${house}/staff; HttpOnly; SameSite=Lax$`), "over http on loopback without Secure");
  const again = await member(cookie).get("/sign-in");
  const form = formFields(again.body, "sign-in");
  const second = await post(form.action, { ...form.fields, email: one.email, password: one.password }, { Cookie: cookie });
  assert.equal(second.status, 303);
  assert.notEqual(cookieOf(second), cookie);
  assert.equal(await isIn(cookie), false, "the session before a new sign-in goes on");
  assert.equal(await isIn(cookieOf(second)), true);
  const stored = JSON.stringify(database("SELECT HEX(token_hash), HEX(csrf_key), device FROM staff_session")).toLowerCase();
  assert.ok(!stored.includes(Buffer.from(cookieOf(second).split("=")[1]).toString("hex")) && !stored.includes(Buffer.from(cookieOf(second).split("=")[1], "base64url").toString("hex")), "sessions are stored hashed");
});

test("T20_after_sign_out_nothing_is_left_to_come_back_to", async () => {
  const one = somebody();
  const person = await signIn(one.email, one.password);
  const page = await person.get("/conversations");
  assert.match(page.headers["cache-control"], /no-store/, "Back after sign-out shows nothing");
  const { action, fields } = formFields(page.body, "sign-out");
  assert.equal((await person.get("/sign-out")).status, 405, "no sign-out by GET");
  const out = await person.post(action, fields);
  assert.match(out.headers["set-cookie"][0], /Max-Age=0/);
  assert.equal(await isIn(person.cookie), false);
  assert.equal((await person.post(action, fields)).headers.location?.includes("sign-in"), true);
});

test("T20_a_changed_password_ends_every_other_session_and_gives_this_browser_a_new_one", async () => {
  const one = somebody();
  const [here, there] = [await signIn(one.email, one.password), await signIn(one.email, one.password)];
  assert.equal((await changePassword(here, "not this one", "nine tall lamps humming")).status, 422);
  assert.equal((await changePassword(here, one.password, "nine tall lamps humming", "another")).status, 422);
  assert.equal(await isIn(there.cookie), true, "a refused change ends nothing");
  const changed = await changePassword(here, one.password, "nine tall lamps humming");
  assert.equal(changed.status, 303);
  for (const cookie of [here.cookie, there.cookie]) assert.equal(await isIn(cookie), false);
  assert.equal(await isIn(cookieOf(changed)), true);
  assert.equal((await ask(`/o/${house}/staff/account`, { headers: { Cookie: cookieOf(changed) } })).headers["x-robots-tag"].includes("noindex"), true);
});

test("T20_the_operators_password_or_disabling_ends_sessions_at_once", async () => {
  const one = somebody();
  const first = await signIn(one.email, one.password);
  setPassword(one.email, "seven calm mills turning");
  assert.equal(await isIn(first.cookie), false, "after a new password by the operator");
  const second = await signIn(one.email, "seven calm mills turning");
  assert.equal(ctlResult(["staff", "disable", "--practice", house, "--email", one.email]).status, 0);
  assert.equal(await isIn(second.cookie), false, "after disabling");
  await assert.rejects(signIn(one.email, "seven calm mills turning"), /422/);
});

test("T20_one_sees_and_ends_ones_own_sessions_only", async () => {
  const one = somebody();
  const [here, there] = [await signIn(one.email, one.password), await signIn(one.email, one.password)];
  const page = await here.get("/account");
  const { action, fields } = formFields(page.body, "/sessions/end");
  assert.match(fields.key, /^[0-9a-f]{24}$/);
  assert.equal((await here.post(action, fields)).status, 303);
  assert.equal(await isIn(there.cookie), false);
  assert.equal(await isIn(here.cookie), true);
});

test("T20_a_session_is_of_one_practice_even_with_the_same_name_and_password_elsewhere", async () => {
  const { owner, linkName } = anotherPractice("session-house");
  const there = await signIn(owner.email, owner.password, linkName);
  assert.equal(await isIn(there.cookie, linkName), true);
  assert.equal(await isIn(there.cookie, house), false);
  await assert.rejects(signIn(owner.email, owner.password, house), /422/);
});

test("T20_sign_in_leads_only_to_the_practices_own_staff_pages", async () => {
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example/", `/o/${house}/staff/../../evil`, `/o/${house}/staff/%2e%2e/x`, `/o/${house}/staff//evil.example`, `/o/other-house/staff/account`, `/o/${house}/staff/account\r\nX-Injected: 1`, `/o/${house}/staff/sign-out`]) {
    const { action, fields } = formFields((await ask(`${signInPath}?next=${encodeURIComponent(next)}`).then((answer) => (answer.status === 200 ? answer : ask(signInPath)))).body, "sign-in");
    const answer = await post(action, { ...fields, next, email: staffOf.owner, password: credentials()[staffOf.owner] });
    if (answer.status === 400) continue;
    assert.equal(answer.headers.location, `/o/${house}/staff/conversations`, next);
    assert.equal(answer.headers["x-injected"], undefined);
  }
  const { action, fields } = formFields((await ask(`${signInPath}?next=/o/${house}/staff/account`)).body, "sign-in");
  assert.equal((await post(action, { ...fields, email: staffOf.owner, password: credentials()[staffOf.owner] })).headers.location, `/o/${house}/staff/account`);
});
