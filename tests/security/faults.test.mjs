// SPDX-License-Identifier: AGPL-3.0-or-later
// T9 and T30: what is told is true while the database is gone, frozen or read-only, and the host comes back by itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { house, offered, requestPath, sendInquiry, signIn, staffOf } from "../support/people.mjs";
import { database, eventually, stack } from "../support/stack.mjs";
import { ask, formFields, post } from "../support/wire.mjs";

const pid = (name) => Number(readFileSync(join(stack.dir, `run/${name}`), "utf8"));
const rows = (name) => Number(database(`SELECT COUNT(*) FROM request_person WHERE name = '${name}'`)[0][0]);
const isUp = async () => (await ask("/healthz").catch(() => ({ status: 0 }))).status === 200;

/** Everything that can be posted, ready to be sent: visitors' forms, a private page's, staff's. Each {what, send, done}. */
async function ready(mark) {
  const inquiry = formFields((await ask(`/o/${house}/inquiry`)).body);
  const path = requestPath({ start: offered()[0].start });
  const request = formFields((await ask(path)).body);
  const typed = (name) => ({ name, email: "fault@visitor.example", message: "Kept through the fault.", step: "send" });
  const shown = await sendInquiry({ name: `${mark} shown` });
  const drawn = await sendInquiry({ name: `${mark} drawn` });
  const page = formFields((await ask(`/o/${house}/requests/${drawn.token}`)).body);
  const owner = await signIn(staffOf.owner);
  const reply = formFields((await owner.get(`/conversations/${shown.conversation}`)).body, "/reply");
  const messages = () => Number(database(`SELECT COUNT(*) FROM message WHERE body = '${mark} reply'`)[0][0]);
  const stateOf = () => database(`SELECT state FROM request WHERE id = ${drawn.request}`)[0][0];
  return [
    { what: "an inquiry", send: () => post(inquiry.action, { ...inquiry.fields, ...typed(`${mark} inquiry`) }), done: () => rows(`${mark} inquiry`) },
    { what: "a request", send: () => post(path, { ...request.fields, ...typed(`${mark} request`) }), done: () => rows(`${mark} request`) },
    { what: "a reply", send: () => owner.post(reply.action, { ...reply.fields, text: `${mark} reply` }), done: messages },
    { what: "a withdrawal", send: () => post(page.action, { ...page.fields, step: "withdraw_now" }), done: () => (stateOf() === "4" ? 1 : 0) },
  ];
}

function isNoSuccess(answer, what) {
  assert.ok(answer.status >= 500, `${what} was answered ${answer.status}`);
  assert.equal(answer.status, 503, what);
  assert.ok(answer.headers["retry-after"], `${what}: Retry-After`);
  assert.match(answer.headers["cache-control"], /no-store/);
  assert.doesNotMatch(answer.body, /Your (request|message|inquiry) (was|is|has been) sent|We have your/i, what);
}

/** After the fault: each can be sent again, and is there once, whatever became of the first try. */
async function sentAgain(all) {
  for (const { what, send, done } of all) {
    const answer = await send();
    const wasDone = answer.status === 409 && ["a reply", "a withdrawal"].includes(what);
    assert.ok(answer.status === 303 || wasDone, `${what} sent again got ${answer.status}`);
    assert.equal(done(), 1, `${what}: once`);
  }
}

test("T9_with_the_database_killed_nothing_is_called_sent_and_it_recovers_without_hands", async () => {
  const all = await ready("Killed");
  const victim = pid("db.pid");
  process.kill(victim, "SIGKILL");
  await eventually(async () => !(await isUp()), "the database is gone");
  // It comes back by itself: only what is answered while it is away can be held against the rule.
  for (const one of all.slice(0, 2)) {
    const answer = await one.send();
    if (answer.status !== 303) isNoSuccess(answer, one.what);
  }
  await eventually(isUp, "the database is back");
  assert.notEqual(pid("db.pid"), victim);
  await sentAgain(all);
});

test("T9_with_the_database_frozen_nothing_is_called_sent", async () => {
  const all = await ready("Frozen");
  const frozen = pid("db.pid");
  process.kill(frozen, "SIGSTOP");
  const early = [];
  const asked = all.map((one, index) => one.send().then((answer) => { early[index] ??= answer; return answer; }));
  await new Promise((resume) => setTimeout(resume, 3000));
  const whileFrozen = [...early];
  process.kill(frozen, "SIGCONT");
  for (const [index, answer] of whileFrozen.entries()) if (answer) isNoSuccess(answer, all[index].what);
  // What was answered once it went on is as true: called done where it is.
  for (const [index, answer] of (await Promise.all(asked)).entries()) if (answer.status === 303) assert.equal(all[index].done(), 1, all[index].what);
  await eventually(isUp, "the database goes on");
  await sentAgain(all);
});

test("T9_with_the_database_read_only_nothing_is_called_sent", async () => {
  const all = await ready("Readonly");
  database("SET GLOBAL read_only = 1");
  try {
    for (const one of all) {
      const answer = await one.send();
      assert.ok(answer.status >= 500, `${one.what} was answered ${answer.status}`);
      assert.equal(one.done(), 0, one.what);
    }
    assert.equal((await ask(`/o/${house}/schedule`)).status, 200, "who only reads is served");
  } finally {
    database("SET GLOBAL read_only = 0");
  }
  await sentAgain(all);
});

test("T9_connections_that_are_cut_are_replaced_and_nothing_is_stored_twice", async () => {
  const all = await ready("Cut");
  const cut = () => { for (const [id] of database("SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'frontdesk_serve'")) database(`KILL HARD CONNECTION ${id}`); };
  for (const one of all) {
    try { cut(); } catch { /* one ended meanwhile */ }
    const answer = await one.send();
    assert.ok([303, 409, 503].includes(answer.status), `${one.what}: ${answer.status}`);
    if (answer.status === 303) assert.equal(one.done(), 1, `${one.what} was called done`);
    else assert.ok(one.done() <= 1);
  }
  await eventually(isUp, "new connections");
  for (const one of all) {
    if (one.done() === 0) assert.equal((await one.send()).status, 303, one.what);
    assert.equal(one.done(), 1, one.what);
  }
});

/** A FastCGI record: version 1, type, request 1, content. */
function record(type, content, length = content.length) {
  const head = Buffer.from([1, type, 0, 1, length >> 8, length & 255, 0, 0]);
  return Buffer.concat([head, content]);
}
const begin = record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]));

/** Bytes to the host's own socket, as the web server's user could send them; resolves when the host closes or after a while. */
function toTheHost(bytes, milliseconds = 1500) {
  return new Promise((resolve) => {
    const socket = net.connect(join(stack.dir, "run/host.sock"));
    let came = "";
    const finish = () => { socket.destroy(); resolve(came); };
    socket.setTimeout(milliseconds, finish);
    socket.on("data", (data) => { came += data.toString("latin1"); });
    socket.on("close", finish);
    socket.on("error", finish);
    socket.write(bytes);
  });
}

const children = () => execFileSync("pgrep", ["-P", String(pid("host.group"))], { encoding: "utf8" }).trim().split("\n");

test("T30_a_record_with_huge_lengths_costs_two_seconds_at_most", async () => {
  const supervisor = pid("host.group");
  // Name and value lengths of 2 GiB each: libfcgi aborts the process on it.
  const huge = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x41]);
  for (const lengths of [huge, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x01]), Buffer.from([0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])]) {
    await toTheHost(Buffer.concat([begin, record(4, lengths), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]), 300);
    const begun = performance.now();
    while ((await ask(`/o/${house}/schedule`).catch(() => ({ status: 0 }))).status !== 200) {
      assert.ok(performance.now() - begun < 6000, "the host stays away");
      await new Promise((resume) => setTimeout(resume, 20));
    }
    const away = performance.now() - begun;
    // The rule says 2 s; a machine that builds at the same time gets twice that.
    assert.ok(away < 4000, `away for ${Math.round(away)} ms`);
  }
  assert.equal(pid("host.group"), supervisor, "the supervisor itself was never touched");
});

test("T30_broken_records_and_stalled_connections_starve_nobody", async () => {
  const stalled = Array.from({ length: 40 }, () => { const socket = net.connect(join(stack.dir, "run/host.sock")); socket.on("error", () => {}); socket.write(Buffer.from([1])); return socket; });
  try {
    for (const bytes of [Buffer.alloc(64), Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.concat([begin, record(4, Buffer.from([1, 200, 65]))]), Buffer.concat([begin, record(11, Buffer.alloc(8))]), record(5, Buffer.alloc(100)), Buffer.concat([begin, begin, begin])]) await toTheHost(bytes, 100);
    const begun = performance.now();
    await eventually(async () => (await ask(`/o/${house}/schedule`)).status === 200, "a page while 40 connections stall");
    assert.ok(performance.now() - begun < 10000);
  } finally {
    for (const socket of stalled) socket.destroy();
  }
  await eventually(isUp, "the host serves");
  assert.ok(children().length >= 1);
});

test("T9_while_the_host_is_away_nginx_says_so_with_a_page_to_send_again_from", async () => {
  const { action, fields } = formFields((await ask(`/o/${house}/inquiry`)).body);
  const supervisor = pid("host.group");
  for (const child of children()) process.kill(Number(child), "SIGSTOP");
  process.kill(supervisor, "SIGKILL");
  const answers = [];
  await eventually(async () => {
    const answer = await post(action, { ...fields, name: "While Away", email: "away@visitor.example", message: "Kept.", step: "send" });
    answers.push(answer);
    return answer.status === 303;
  }, "the host is back");
  for (const answer of answers.slice(0, -1)) isNoSuccess(answer, "a POST while the host is away");
  assert.equal(rows("While Away"), 1);
});

test("T30_a_killed_worker_process_is_replaced_and_nothing_that_was_acknowledged_is_lost", async () => {
  const before = children();
  const sent = await sendInquiry({ name: "Acknowledged Sender" });
  for (const child of before) process.kill(Number(child), "SIGKILL");
  await eventually(isUp, "a new process serves");
  assert.notDeepEqual(children(), before);
  assert.equal((await ask(`/o/${house}/requests/${sent.token}`)).status, 200);
});
