// SPDX-License-Identifier: AGPL-3.0-or-later
// T4: private links. A mail scanner may fetch them as often as it likes; only who knows the answer gets in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { anotherPractice, cookieOf, house, linksIn, opened, sendInquiry, sendRequest, signIn, staffOf } from "../support/people.mjs";
import { database, eventually, mails } from "../support/stack.mjs";
import { ask, formFields, post } from "../support/wire.mjs";

let number = 0;
const session = (cookie) => ask(`/o/${house}/requests`, { headers: { Cookie: cookie } });

async function linksTo(address, count) {
  return eventually(() => {
    const links = [...new Set(mails().filter((mail) => opened(mail).head.includes(address)).flatMap(linksIn))];
    return links.length >= count && links;
  }, `${count} links to ${address}`);
}

/** A request that staff answered, with the link that its sender was mailed. */
async function answered(word = "") {
  const address = `link${Date.now()}${++number}@visitor.example`;
  const name = "Linda Marked";
  const sent = await sendInquiry({ name, email: address, message: "Message Marked", word });
  const owner = await signIn(staffOf.owner);
  assert.equal((await owner.act(sent.conversation, "reply", { text: "Reply Marked" })).status, 303);
  const path = (await linksTo(address, 1)).at(-1);
  return { ...sent, address, name, path, mailed: path.split("/").pop() };
}

async function answer(path, typed) {
  const { action, fields } = formFields((await ask(path)).body);
  return post(action, { ...fields, answer: typed });
}

test("T4_scanners_use_nothing_up_and_see_nothing_and_the_person_gets_in", async () => {
  const link = await answered();
  for (const method of ["HEAD", "GET", "GET", "GET"]) {
    const seen = await ask(link.path, { method });
    assert.equal(seen.status, 200);
    assert.doesNotMatch(seen.body, /Marked|@visitor\.example/, "what a mailed link shows by itself");
    assert.equal(seen.headers["set-cookie"], undefined);
    assert.match(seen.headers["cache-control"], /no-store/);
    assert.match(seen.headers["x-robots-tag"] ?? "", /noindex/);
  }
  const wrong = await answer(link.path, "Somebody Else");
  assert.equal(wrong.status, 422);
  assert.doesNotMatch(wrong.body, /Marked/);
  for (let times = 0; times < 2; times++) {
    const right = await answer(link.path, "  linda   MARKED ");
    assert.equal(right.status, 303);
    assert.ok(!right.headers.location.includes(link.mailed), "the address goes on holding the token");
    assert.match(right.headers["set-cookie"][0], new RegExp(`; Path=/o/${house}/requests; HttpOnly; SameSite=Lax$`), "over http on loopback without Secure");
    const page = await session(cookieOf(right));
    assert.match(page.body, /Reply Marked/);
    assert.match(page.headers["cache-control"], /no-store/);
  }
});

test("T4_a_chosen_word_takes_the_names_place", async () => {
  const link = await answered("Blue Kettle");
  assert.equal((await answer(link.path, link.name)).status, 422, "the name opens it although a word was chosen");
  assert.equal((await answer(link.path, "blue kettle")).status, 303);
  assert.equal(database(`SELECT COUNT(*) FROM request WHERE secret_word_hash LIKE '%ettle%'`)[0][0], "0");
});

test("T4_the_page_after_sending_opens_by_itself_for_half_an_hour_and_is_closed_for_good_at_once", async () => {
  const link = await answered();
  const address = `/o/${house}/requests/${link.token}`;
  const page = await ask(address);
  assert.match(page.body, /Reply Marked/);
  assert.match(page.headers["content-security-policy"], /frame-ancestors/);
  const cookie = cookieOf(await answer(link.path, link.name));
  assert.notEqual(link.token, link.mailed, "the token shown after sending is never mailed");
  for (const mail of mails()) assert.ok(!opened(mail).body.includes(link.token));
  const { action, fields } = formFields(page.body);
  const closed = await post(action, { ...fields, step: "close" });
  assert.equal(closed.status, 303);
  assert.equal((await ask(address)).status, 404);
  assert.doesNotMatch((await session(cookie)).body, /Marked/, "an opened session outlives 'close for good'");
  assert.equal((await answer(link.path, link.name)).status, 303, "the mailed link still leads back for who knows the answer");
});

test("T4_what_has_ended_or_was_revoked_or_changed_is_the_common_404", async () => {
  const link = await answered();
  const unknown = (await ask(`/o/${house}/requests/${"A".repeat(43)}`));
  const isCommon = async (path, why) => {
    const got = await ask(path);
    assert.equal(got.status, 404, why);
    assert.equal(got.body.replace(/[0-9a-f]{32}/g, ""), unknown.body.replace(/[0-9a-f]{32}/g, ""), why);
  };
  // The last of 43 characters carries 4 bits: the one that follows it in the alphabet may decode alike, and must not open anything.
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (const token of [link.mailed, link.token]) {
    for (const step of [1, 2, 7]) await isCommon(`/o/${house}/requests/${token.slice(0, -1)}${alphabet[(alphabet.indexOf(token.at(-1)) + step) % 64]}`, "the last character changed");
    await isCommon(`/o/${house}/requests/${token.toUpperCase()}`, "upper case");
    await isCommon(`/o/${house}/requests/${token}A`, "one more");
    await isCommon(`/o/${house}/requests/${token.slice(0, -1)}`, "one less");
    await isCommon(`/o/${house}/requests/${token}%20`, "a space behind");
  }
  const cookie = cookieOf(await answer(link.path, link.name));
  await isCommon(`/o/${house}/requests/${cookie.split("=")[1]}`, "a session's token as an address");
  for (const token of [link.mailed, link.token]) assert.doesNotMatch((await session(`${cookie.split("=")[0]}=${token}`)).body, /Marked/, "an address's token as a session");
  const { linkName } = anotherPractice("links-house");
  const elsewhere = await ask(`/o/${linkName}/requests/${link.mailed}`);
  assert.equal(elsewhere.status, 404, "at another practice");
  // Time can't be moved from outside: the ends are.
  database(`UPDATE private_link SET ends_at = created_at + 1 WHERE request_id = ${link.request}`);
  await isCommon(link.path, "expired");
  await isCommon(`/o/${house}/requests/${link.token}`, "expired");
  assert.doesNotMatch((await session(cookie)).body, /Marked/, "expired session");
  database(`UPDATE private_link SET ends_at = created_at + 3600000000, revoked_at = created_at WHERE request_id = ${link.request}`);
  await isCommon(link.path, "revoked");
  assert.doesNotMatch((await session(cookie)).body, /Marked/, "revoked session");
});

test("T4_failed_tries_are_counted_per_link_and_end_in_a_phone_number_and_a_fresh_link", async () => {
  const link = await answered();
  const { action, fields } = formFields((await ask(link.path)).body);
  const statuses = [];
  for (let tries = 0; tries < 12; tries++) statuses.push((await post(action, { ...fields, answer: `Guess ${tries}` })).status);
  assert.ok(statuses.slice(0, 9).every((status) => status === 422), statuses.join());
  const locked = await post(action, { ...fields, answer: link.name });
  assert.equal(locked.status, 403, "the right answer after too many wrong ones");
  assert.match(locked.body, /207 555 0142/, "no dead end");
  const fresh = (await linksTo(link.address, 2)).find((path) => path !== link.path && !path.endsWith(link.token));
  assert.ok(fresh, "a fresh link was sent to the same address");
  assert.equal((await answer(fresh, link.name)).status, 303);
});

test("T4_tokens_are_stored_as_hashes_and_what_waits_in_the_outbox_is_sealed", async () => {
  const link = await answered();
  const cookie = cookieOf(await answer(link.path, link.name)).split("=")[1];
  const everything = ["private_link", "outbox", "request", "event"].map((table) => JSON.stringify(database(`SELECT * FROM ${table}`))).join();
  for (const token of [link.token, link.mailed, cookie]) {
    assert.equal(token.length, 43, "256 bits");
    assert.ok(!everything.includes(token), "a token in clear in the database");
  }
  assert.equal(new Set([link.token, link.mailed, cookie]).size, 3);
});

test("T4_a_withdrawal_needs_a_button_and_frees_the_time", async () => {
  const sent = await sendRequest({ name: "Wanda Marked", email: "wanda@visitor.example" });
  const address = `/o/${house}/requests/${sent.token}`;
  for (const path of [`${address}?step=withdraw_now`, `${address}?step=close`]) assert.equal((await ask(path)).status, 200, path);
  const { action, fields } = formFields((await ask(address)).body);
  const confirm = await post(action, { ...fields, step: "withdraw" });
  assert.equal(database(`SELECT state FROM request WHERE id = ${sent.request}`)[0][0], "1");
  const sure = formFields(confirm.body);
  assert.equal((await post(sure.action, { ...sure.fields, step: "withdraw_now" })).status, 303);
  assert.equal(database(`SELECT state FROM request WHERE id = ${sent.request}`)[0][0], "4");
});
