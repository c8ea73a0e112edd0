// SPDX-License-Identifier: AGPL-3.0-or-later
// T5 and T2: nothing personal or secret where it doesn't belong, and no answer that tells whether a person is known.
import assert from "node:assert/strict";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cookieOf, house, linksIn, opened, offered, requestPath, sendForm, sendInquiry, sendRequest, signIn, staffOf, steady } from "../support/people.mjs";
import { credentials, ctlResult, database, eventually, mails, stack } from "../support/stack.mjs";
import { ask, formFields, post } from "../support/wire.mjs";

const mark = `zq${Date.now().toString(36)}`;
const marked = (what) => `${mark}${what}`;
const seen = [];

/** As `ask`, remembered: the head of each answer and the title of each page are searched at the end. */
function remember(answer, path = "") {
  seen.push({ path, ...answer });
  return answer;
}

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (path === join(stack.dir, "db") || path === join(stack.dir, "mail")) return [];
    const kind = lstatSync(path);
    if (kind.isDirectory()) return files(path);
    return kind.isFile() ? [path] : [];
  });
}

test("T5_marked_values_of_every_field_are_nowhere_but_where_they_belong", async () => {
  const typed = (kind) => ({ name: `Name${marked(`n${kind}`)}`, email: `${marked(`e${kind}`)}@visitor.example`, phone: "+1 207 555 0177", message: `Text ${marked(`m${kind}`)}` });
  const word = marked("word");
  const request = await sendRequest({ ...typed("r"), word });
  const inquiry = await sendInquiry({ ...typed("i"), word });
  remember(request.answer);
  remember(inquiry.answer);
  const owner = await signIn(staffOf.owner);
  const staffPaths = ["/conversations", `/conversations?q=${marked("search")}`, `/conversations/${request.conversation}`, `/conversations/${inquiry.conversation}`, "/account", "/conversations/99999999"];
  for (const path of staffPaths) remember(await owner.get(path), path);
  for (const [id, act, text] of [[inquiry.conversation, "reply", marked("reply")], [inquiry.conversation, "note", marked("note")], [request.conversation, "accept", marked("accept")], [inquiry.conversation, "decline", marked("decline")]]) {
    remember(await owner.act(id, act, { text }), act);
  }
  remember(await owner.act(inquiry.conversation, "reply", { text: marked("stale"), version: "1" }));

  // What is refused, too.
  for (const path of [`/o/${house}/inquiry`, requestPath({ start: offered()[0].start })]) {
    remember(await sendForm(path, { ...typed("x"), email: `${marked("bad")} at nowhere`, phone: marked("phone") }));
    remember(await post(path, { ...typed("y"), form_token: marked("token") }));
    remember(await post(path, { ...typed("y"), form_token: marked("token") }, { Origin: `https://${marked("origin")}.example` }));
  }
  remember(await post(`/o/${house}/inquiry`, `name=${marked("raw")}%ff&x=%zz`));
  remember(await ask(`/o/${house}/staff/sign-in`, { headers: { Cookie: `frontdesk_staff=${marked("cookie")}`, Referer: `http://x/${marked("referer")}`, "User-Agent": marked("agent") } }));
  const signInForm = formFields((await ask(`/o/${house}/staff/sign-in`)).body, "sign-in");
  remember(await post(signInForm.action, { ...signInForm.fields, email: `${marked("who")}@visitor.example`, password: marked("password") }));
  remember(await ask(`/o/${house}/schedule/jane-smith?tz=${marked("zone")}&service=${marked("service")}`));
  remember(await ask(`/o/${house}/requests/${marked("tokentoken")}${"A".repeat(20)}`));

  // From the mail back to the private page, with a wrong answer first.
  const links = await eventually(() => { const found = mails().filter((mail) => opened(mail).head.includes(marked("ei"))).flatMap(linksIn); return found.length && found; }, "a link by mail");
  const question = remember(await ask(links[0]));
  const form = formFields(question.body);
  remember(await post(form.action, { ...form.fields, answer: marked("guess") }));
  const open = remember(await post(form.action, { ...form.fields, answer: word }));
  assert.equal(open.status, 303);
  const page = remember(await ask(`/o/${house}/requests`, { headers: { Cookie: cookieOf(open) } }));
  assert.match(page.body, new RegExp(marked("reply")), "the walk reached the private page");
  remember(await ask(`/o/${house}/requests/${request.token}`));
  const metrics = await ask("/metrics");
  assert.equal(metrics.status, 200);
  await eventually(() => mails().filter((mail) => opened(mail).head.includes(mark)).length >= 3, "the mail about both");

  // 1. Files: everything but the database and the mail.
  const secrets = { "page token": request.token, "mailed token": links[0].split("/").pop(), "link session": cookieOf(open).split("=")[1], "staff session": owner.cookie.split("=")[1], "form token": form.fields.form_token, password: credentials()[staffOf.owner] };
  for (const path of files(stack.dir)) {
    const text = readFileSync(path, "latin1");
    assert.ok(!text.includes(mark), `${path} holds ${text.slice(Math.max(0, text.indexOf(mark) - 80), text.indexOf(mark) + 40)}`);
    if (path.endsWith("demo-credentials.txt")) continue;
    for (const [what, secret] of Object.entries(secrets)) assert.ok(!text.includes(secret), `${path} holds a ${what}`);
  }
  // 2. Answers: heads, and the titles of pages. A token stands in the address that one is sent to, and nowhere else.
  for (const { path, headers, body, status } of seen) {
    assert.ok(!JSON.stringify(headers).includes(mark), `${path} ${status}: ${JSON.stringify(headers)}`);
    assert.ok(!(body.match(/<title>[\s\S]*?<\/title>/)?.[0] ?? "").includes(mark), `${path}: title`);
    assert.ok(!/<meta[^>]*property="og:/.test(body), `${path}: a share card`);
    assert.ok(![...body.matchAll(/(?:href|src|action)="([^"]*)"/g)].some(([, url]) => url.includes(mark) && !url.includes(marked("search")) && !url.includes(marked("zone")) && !url.includes(marked("tokentoken"))), `${path}: a marked value in an address`);
  }
  assert.ok(!metrics.body.includes(mark));
  // 3. Mail: the recipient's own address in To, nothing else; no provider, service, format or address of the place.
  for (const mail of mails().filter((one) => one.text.includes(mark) || opened(one).head.includes(mark) || opened(one).body.includes(mark))) {
    const { head, body } = opened(mail);
    const rest = head.replace(/^To:.*$/m, "");
    assert.ok(!rest.includes(mark), `a mail's head: ${rest}`);
    assert.ok(!body.includes(mark), `a mail's body: ${body}`);
    for (const word of ["Omar", "Haddad", "Jane", "consultation", "Wharf", "in person"]) assert.ok(!`${rest}${body}`.includes(word), `a mail says ${word}: ${rest}`);
  }
});

test("T5_private_pages_are_neither_kept_nor_indexed_nor_framed_by_anybody", async () => {
  const sent = await sendInquiry({ name: "Pia Private", email: `${mark}pia@visitor.example` });
  const owner = await signIn(staffOf.owner);
  for (const answer of [await ask(`/o/${house}/requests/${sent.token}`), await ask(`/o/${house}/requests`), await owner.get("/conversations"), await owner.get(`/conversations/${sent.conversation}`), await owner.get("/account")]) {
    assert.match(answer.headers["cache-control"], /no-store/);
    assert.match(answer.headers["x-robots-tag"], /noindex/);
    assert.equal(answer.headers["referrer-policy"], "same-origin");
  }
  assert.match((await owner.get("/conversations")).headers["content-security-policy"], /frame-ancestors 'none'/);
});

const repetitions = process.env.FRONTDESK_LONG ? 200 : 25;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
async function timed(work) {
  const begun = performance.now();
  const answer = await work();
  return { answer, took: performance.now() - begun };
}

/** Alternating, so that what else the machine does weighs on both. */
async function compared(known, unknown, rounds) {
  const times = { known: [], unknown: [] };
  for (let round = 0; round < rounds; round++) {
    const [one, two] = [await timed(() => known(round)), await timed(() => unknown(round))];
    assert.deepEqual(told(one.answer), told(two.answer), "a known and an unknown person are told apart");
    times.known.push(one.took);
    times.unknown.push(two.took);
  }
  const [a, b] = [median(times.known), median(times.unknown)];
  assert.ok(Math.abs(a - b) < 0.3 * Math.max(a, b) + 3, `${a.toFixed(1)} ms when known, ${b.toFixed(1)} ms when not`);
}

function told(answer) {
  const { date, etag, location, ...headers } = answer.headers;
  const said = steady(answer.body).replace(/person\d+x*@[a-z]+\.example/g, "address");
  return { status: answer.status, length: said.length, said, location: location?.replace(/[A-Za-z0-9_-]{43}/, "token"), headers: { ...headers, "content-length": undefined } };
}

test("T2_a_form_answers_known_and_unknown_people_alike", async () => {
  // Known: somebody who was accepted here, with the same address and name.
  const known = await sendRequest({ name: "Kim Known", email: "person0@visitor.example" });
  const owner = await signIn(staffOf.owner);
  assert.equal((await owner.act(known.conversation, "accept", { text: "" })).status, 303);
  const before = mails().length;
  const form = async (email) => sendForm(`/o/${house}/inquiry`, { name: "Kim Known", email, message: "Have you room?" });
  const rounds = Math.min(repetitions, 40);
  await compared(() => form("person0@visitor.example"), (round) => form(`person${1000 + round}@visitor.example`), rounds);
  const page = async (email) => { const answer = await form(email); return ask(answer.headers.location); };
  const clean = (answer) => told(answer).said.replace(/[A-Za-z0-9_-]{43}/g, "token").replace(/\d{1,2}:\d{2}/g, "time");
  assert.equal(clean(await page("person0@visitor.example")), clean(await page("person9999@visitor.example")), "the page after sending");
  const mailTo = (address) => mails().filter((mail) => new RegExp(`^To:.*${address}`, "m").test(opened(mail).head));
  await eventually(() => mailTo("person9999@visitor.example").length > 0 || mails().length > before, "mail");
  const text = (mail) => opened(mail).body.replace(/[A-Za-z0-9_-]{43}/g, "token").replace(/--\S+|boundary\S+/g, "").replace(/person\d+@/g, "person@");
  const [toUnknown] = await eventually(() => { const found = mailTo("person9999@visitor.example"); return found.length && found; }, "mail to the unknown one");
  const bodies = mailTo("person0@visitor.example").map(text);
  assert.ok(bodies.includes(text(toUnknown)), "the known one gets other words by mail");
});

test("T2_sign_in_answers_known_and_unknown_accounts_alike", async () => {
  ctlResult(["staff", "add", "--practice", house, "--email", "person1@harbor.example", "--name", "Nopass Word", "--role", "clinician"]);
  const attempt = async (email) => {
    const { action, fields } = formFields((await ask(`/o/${house}/staff/sign-in`)).body, "sign-in");
    return post(action, { ...fields, email, password: "certainly not the right one" });
  };
  const strip = (email) => async () => { const answer = await attempt(email); return { ...answer, body: answer.body.replaceAll(email, "address") }; };
  await compared(strip(staffOf.owner), strip("no.one.at.all@harbor-therapy.example"), repetitions);
  await compared(strip("person1@harbor.example"), strip("person2@harbor.example"), 5);
});

test("T2_a_taken_time_says_the_same_whoever_took_it", async () => {
  const [free] = offered();
  const first = await sendForm(requestPath({ start: free.start }), { name: "First Come", email: "person0@visitor.example", message: "" });
  assert.equal(first.status, 303);
  const again = (email) => ask(requestPath({ start: free.start })).then((answer) => ({ ...answer, body: answer.body.replaceAll(email, "address") }));
  assert.deepEqual(told(await again("person0@visitor.example")).said, told(await again("person5@visitor.example")).said);
  assert.equal(database("SELECT COUNT(*) FROM request WHERE form_token_hash IS NULL")[0][0], "0");
});
