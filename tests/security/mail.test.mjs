// SPDX-License-Identifier: AGPL-3.0-or-later
// T14 and T17 by mail: no field of a form adds a header or a recipient, sends its text to anybody, or points a link elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { house, linksIn, offered, opened, requestPath, sendForm, sendInquiry, signIn, staffOf } from "../support/people.mjs";
import { database, eventually, mails, stack } from "../support/stack.mjs";
import { ask, formFields, post } from "../support/wire.mjs";

const inquiry = `/o/${house}/inquiry`;
const outbox = () => Number(database("SELECT COUNT(*) FROM outbox")[0][0]);
const mailsTo = (address) => mails().filter((mail) => new RegExp(`^To:.*${address.replace(/[.+]/g, "\\$&")}`, "mi").test(opened(mail).head));

/** What every message keeps to, whatever was typed. */
function isSound(mail) {
  const [head] = mail.text.split(/\r?\n\r?\n/);
  assert.doesNotMatch(mail.text.replace(/\r\n/g, ""), /[\r\0\u2028\u2029\u0085]/, `${mail.file}: control characters`);
  for (const line of mail.text.split(/\r?\n/)) assert.ok(Buffer.byteLength(line) <= 998, `${mail.file}: a line of ${line.length}`);
  assert.match(head, /^[\x20-\x7e\t\r\n]*$/, `${mail.file}: the head is ASCII`);
  const headers = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/).map((line) => line.split(":")[0].toLowerCase());
  for (const name of ["to", "from", "subject", "message-id", "date"]) assert.equal(headers.filter((one) => one === name).length, 1, `${mail.file}: one ${name}`);
  for (const name of ["bcc", "cc", "reply-to", "x-injected", "content-disposition"]) assert.ok(!headers.includes(name), `${mail.file}: ${name}`);
  const to = opened(mail).head.match(/^To:(.*)$/m)[1];
  assert.equal((to.match(/@/g) ?? []).length, 1, `${mail.file}: one recipient, not ${to}`);
}

const hostileNames = ["Eve\r\nBcc: third@evil.example", "Eve\nX-Injected: yes", "Eve\rBcc: third@evil.example", "Eve\u2028Bcc: third@evil.example", "Eve\u0085Bcc: third@evil.example", "\"Eve\" <third@evil.example>", "Eve, third@evil.example", "=?utf-8?q?Eve=0ABcc:_third=40evil.example?=",
  "E".repeat(200), "Ève \u{1F600}".repeat(20), "{{link}} {0} %s ${x}", "Buy now https://evil.example/ cheap"];

test("T14_hostile_names_add_no_header_recipient_or_text", async () => {
  const sent = [];
  for (const [number, name] of hostileNames.entries()) {
    const address = `hostile${number}@visitor.example`;
    const answer = await sendForm(inquiry, { name, email: address, message: `Visit https://evil.example/now ${name}` });
    assert.ok([303, 400, 422].includes(answer.status), `${JSON.stringify(name)}: ${answer.status}`);
    if (answer.status === 303) sent.push(address);
  }
  for (const address of sent) {
    const [mail] = await eventually(() => { const found = mailsTo(address); return found.length && found; }, `mail to ${address}`);
    isSound(mail);
    const { head, body } = opened(mail);
    assert.doesNotMatch(`${head}${body}`, /evil\.example|Buy now|\bEve\b/, "typed text goes to an address that nobody confirmed");
  }
  assert.ok(sent.length >= 6, "some of them are only odd names");
});

test("T14_what_is_no_address_is_refused", async () => {
  const before = outbox();
  const many = Array.from({ length: 300 }, (_, number) => `v${number}@visitor.example`);
  const hostile = ["a@b\nBcc: third@evil.example", "a@b%0aBcc:third@evil.example", "a@visitor.example, third@evil.example", "a@visitor.example third@evil.example", "a@visitor.example;third@evil.example", "<a@visitor.example>", "Eve <a@visitor.example>", "\"a b\"@visitor.example", "a@\u2028visitor.example", "a@@visitor.example",
    "@visitor.example", "a@", "a", "a@[127.0.0.1]", "a@-visitor.example", "a@visitor..example", "a\u0000b@visitor.example", `${"a".repeat(250)}@visitor.example`, `a@${"b".repeat(990)}.example`, many.join(", "), many.join(","), many.join("\n")];
  for (const email of hostile) {
    const answer = await sendForm(inquiry, { name: "Eve", email, message: "Hello." });
    assert.ok([400, 413, 422].includes(answer.status), `${JSON.stringify(email.slice(0, 60))}: ${answer.status}`);
    if (answer.status === 422 && !/[\u2028\0]/.test(email)) assert.match(answer.body, /Hello\./, "typed text is kept");
  }
  assert.equal(outbox(), before);
});

test("T14_what_staff_write_isnt_in_the_mail_either", async () => {
  const sent = await sendInquiry({ name: "Writes Back", email: "writes.back@visitor.example" });
  const owner = await signIn(staffOf.owner);
  assert.equal((await owner.act(sent.conversation, "reply", { text: "Staff secret\r\nBcc: third@evil.example\r\n.\r\nQUIT" })).status, 303);
  const found = await eventually(() => { const all = mailsTo("writes.back@visitor.example"); return all.length >= 2 && all; }, "two mails");
  for (const mail of found) {
    isSound(mail);
    assert.doesNotMatch(opened(mail).body, /Staff secret|evil\.example|QUIT/);
  }
});

test("T17_links_in_mail_are_the_configured_ones_whatever_host_was_asked", async () => {
  const forge = { Host: "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", Forwarded: "host=evil.example" };
  for (const [number, path] of [inquiry, requestPath({ start: offered()[0].start })].entries()) {
    const address = `forged${number}@visitor.example`;
    const blank = formFields((await ask(path, { headers: forge })).body);
    assert.ok(!blank.action.includes("evil"));
    const answer = await post(path, { ...blank.fields, name: "Forged Host", email: address, message: "Hello.", step: "send" }, forge);
    assert.equal(answer.status, 303);
    assert.match(answer.headers.location, /^\/o\//, "a redirect to a path of this host");
    const { conversation } = { conversation: database("SELECT conversation_id FROM request ORDER BY id DESC LIMIT 1")[0][0] };
    const owner = await signIn(staffOf.owner);
    const { action, fields } = formFields((await owner.get(`/conversations/${conversation}`)).body, "/reply");
    assert.equal((await owner.post(action, { ...fields, text: "Hello back." }, forge)).status, 303);
    const decline = formFields((await owner.get(`/conversations/${conversation}`)).body, "/decline");
    assert.equal((await owner.post(decline.action, { ...decline.fields, text: "" }, forge)).status, 303);
    const found = await eventually(() => { const all = mailsTo(address); return all.length >= 3 && all; }, "three mails");
    for (const mail of found) {
      assert.ok(!mail.text.includes("evil") && !opened(mail).body.includes("evil"), opened(mail).body);
      for (const [, url] of opened(mail).body.matchAll(/(https?:\/\/[^/\s"<]+)/g)) assert.equal(url, stack.url);
    }
    assert.ok(found.some((mail) => linksIn(mail).length));
  }
});

test("T14_every_message_of_this_installation_is_sound", async () => {
  assert.ok(mails().length > 0);
  for (const mail of mails()) isSound(mail);
});
