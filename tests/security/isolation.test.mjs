// SPDX-License-Identifier: AGPL-3.0-or-later
// T1: one matrix, made from the router's own list. Every route, for everybody, with an id of one's own, of a colleague, of another practice and of nobody.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { before, test } from "node:test";
import { anotherPractice, house, linksIn, member, opened, requestPath, sendInquiry, sendRequest, signIn, staffOf, steady, cookieOf, offered } from "../support/people.mjs";
import { ctlResult, database, eventually, mails, stack } from "../support/stack.mjs";
import { ask, formFields, post } from "../support/wire.mjs";

const other = "other-house";
const colleague = "cora@harbor-therapy.example";
const actors = ["nobody", "visitor", "clinician", "admin", "owner", "other"];
const people = {};
const ids = {};

const routes = execFileSync(`${stack.dir}/bin/frontdesk-host`, ["--config", `${stack.dir}/etc/frontdesk.conf`, "--routes"], { encoding: "utf8" })
  .trim().split("\n").map((line) => { const [method, pattern, access, plugin, form] = line.split(" "); return { method, pattern, access, plugin, form }; });

const all = (answers) => Object.fromEntries(actors.map((actor) => [actor, answers]));
/** Strangers are led to sign in, whatever they ask for; members get the answers. */
const members = (answers, clinician = answers) => ({ ...all(Object.fromEntries(Object.keys(answers).map((id) => [id, "sign-in"]))), clinician, admin: answers, owner: answers });

/** A page without an id of its own: asked of a practice that doesn't exist, it is the common 404 for all. */
const page = (status) => { const row = members({ own: status }); for (const actor of actors) row[actor] = { ...row[actor], unknown: 404 }; return row; };

const providers = { own: 200, hidden: 404, foreign: 404, unknown: 404 };
const posted = { own: 422, hidden: 404, foreign: 404, unknown: 404 };
const conversations = (own) => members({ own, colleagues: own, foreign: 404, unknown: 404 }, { own, colleagues: 404, foreign: 404, unknown: 404 });

/** What each route answers to whom: a route that isn't here fails the test. 409: let in, and told that the conversation changed meanwhile. */
const table = {
  "GET /o/{practice}/schedule": all({ own: 200, unknown: 404 }),
  "GET /o/{practice}/schedule/{provider}": all(providers),
  "GET /o/{practice}/schedule/{provider}/times.json": all(providers),
  "GET /o/{practice}/schedule/{provider}/request": all(providers),
  "POST /o/{practice}/schedule/{provider}/request": all(posted),
  "GET /o/{practice}/inquiry": all(providers),
  "POST /o/{practice}/inquiry": all(posted),
  "GET /o/{practice}/requests/{token}": all({ own: 200, foreign: 404, unknown: 404 }),
  "POST /o/{practice}/requests/{token}": all({ own: 422, foreign: 404, unknown: 404 }),
  // Without a session of this practice the page says that nothing is open, alike for all.
  "GET /o/{practice}/requests": all({ own: 200, foreign: 200, unknown: 200 }),
  "POST /o/{practice}/requests": all({ own: 200, foreign: 200, unknown: 200 }),
  "GET /o/{practice}/staff": page(303),
  "GET /o/{practice}/staff/sign-in": all({ own: 200, unknown: 404 }),
  "POST /o/{practice}/staff/sign-in": all({ foreign: 422, unknown: 422 }),
  "POST /o/{practice}/staff/sign-out": members({ unknown: 403 }),
  "GET /o/{practice}/staff/account": page(200),
  "POST /o/{practice}/staff/account/password": members({ own: 422 }),
  "POST /o/{practice}/staff/account/sessions/end": members({ colleagues: 303, foreign: 303, unknown: 303 }),
  "POST /o/{practice}/staff/account/sessions/elsewhere": members({ own: 303 }),
  "GET /o/{practice}/staff/conversations": page(200),
  "GET /o/{practice}/staff/conversations/{id}": conversations(200),
  "POST /o/{practice}/staff/conversations/{id}/reply": conversations(409),
  "POST /o/{practice}/staff/conversations/{id}/note": conversations(409),
  "POST /o/{practice}/staff/conversations/{id}/accept": conversations(409),
  "POST /o/{practice}/staff/conversations/{id}/decline": conversations(409),
  "POST /o/{practice}/staff/conversations/{id}/reassign": conversations(409),
  "POST /o/{practice}/staff/conversations/{id}/archive": conversations(409),
  "POST /o/{practice}/staff/conversations/{id}/bring-back": conversations(409),
  "POST /o/{practice}/staff/conversations/{id}/read": conversations(303),
  "GET /schedule/{practice}": all({ own: 301, unknown: 301 }),
  "GET /schedule/{practice}/{provider}": all({ own: 301, foreign: 301, unknown: 301 }),
  "GET /scheduler/{practice}": all({ own: 301, unknown: 301 }),
  "GET /scheduler/{practice}/{provider}": all({ own: 301, foreign: 301, unknown: 301 }),
};

before(async () => {
  const { owner } = anotherPractice(other);
  const [mine, colleagues] = [await sendRequest({ name: "Omars Client", email: "omars@visitor.example" }), await sendInquiry({ provider: "jane-smith", name: "Janes Client", email: "janes@visitor.example" })];
  const shelved = await sendInquiry({ name: "Shelved Client", email: "shelved@visitor.example" });
  const unread = await sendInquiry({ name: "Unread Client", email: "unread@visitor.example" });
  const theirs = await sendRequest({ practice: other, provider: "ben-other", location: "phone", name: "Bens Client", email: "bens@visitor.example" });

  for (const role of ["clinician", "admin", "owner"]) {
    await signIn(staffOf[role]);  // a second browser, so that the account page lists one to end
    people[role] = await signIn(staffOf[role]);
  }
  ctlResult(["staff", "add", "--practice", house, "--email", colleague, "--name", "Cora League", "--role", "admin"]);
  ctlResult(["staff", "password", "--practice", house, "--email", colleague], "seven slow ferries waiting");
  people.colleague = await signIn(colleague, "seven slow ferries waiting");
  people.other = await signIn(owner.email, owner.password, other);
  people.other.password = owner.password;
  people.other.email = owner.email;
  assert.equal((await people.owner.act(shelved.conversation, "archive")).status, 303);
  assert.equal((await people.owner.act(colleagues.conversation, "reply", { text: "We do." })).status, 303);
  assert.equal((await people.owner.act(mine.conversation, "reply", { text: "We do." })).status, 303);
  assert.equal((await people.other.act(theirs.conversation, "reply", { text: "We do." })).status, 303);

  const mailed = async (address) => linksIn((await eventually(() => { const found = mails().filter((mail) => opened(mail).head.includes(address) && linksIn(mail).length); return found.length && found; }, `a link to ${address}`))[0])[0];
  const open = async (address, name, practice) => {
    const path = await mailed(address);
    const { action, fields } = formFields((await ask(path)).body);
    const answer = await post(action, { ...fields, answer: name });
    assert.equal(answer.status, 303, `${practice}: the link opens with the name`);
    return { token: path.split("/").pop(), cookie: cookieOf(answer) };
  };
  const here = await open("omars@visitor.example", "Omars Client", house);
  const there = await open("bens@visitor.example", "Bens Client", other);
  people.nobody = member("nothing=1");
  people.visitor = member(here.cookie);
  Object.assign(ids, {
    provider: { own: "omar-haddad", hidden: "tom-becker", foreign: "ben-other", unknown: "nobody-at-all" },
    token: { own: here.token, foreign: there.token, unknown: "A".repeat(43) },
    cookie: { own: here.cookie, foreign: there.cookie, unknown: `${here.cookie.split("=")[0]}=${"A".repeat(43)}` },
    id: { own: mine.conversation, colleagues: colleagues.conversation, foreign: theirs.conversation, unknown: "99999999" },
    shelved: shelved.conversation,
    unread: unread.conversation,
    start: offered()[0].start,
  });
  ids.session = sessionKeys();
});

/** Keys of open sessions as the account page names them, straight from the database. */
function sessionKeys() {
  const key = (practice, email) => database(`SELECT LOWER(LEFT(HEX(s.token_hash), 24)) FROM staff_session s JOIN staff p ON p.practice_id = s.practice_id AND p.id = s.staff_id
    JOIN practice_link_name l ON l.practice_id = s.practice_id WHERE l.link_name = '${practice}' AND p.email = '${email}' ORDER BY s.created_at DESC LIMIT 1`)[0][0];
  return { colleagues: key(house, colleague), foreign: key(other, people.other.email), unknown: "0".repeat(24) };
}

const query = (pattern) => {
  if (pattern.endsWith("times.json")) return "?service=consultation&location=wharf-office";
  if (pattern.endsWith("/request")) return `?${requestPath({ start: ids.start }).split("?")[1]}`;
  return "";
};

function pathOf(pattern, id, practice) {
  let path = pattern.replace("{practice}", practice).replace("{provider}", ids.provider[id]).replace("{token}", ids.token[id]).replace("{id}", ids.id[id]) + query(pattern);
  if (pattern.endsWith("/inquiry") && id !== "own") path += `?provider=${ids.provider[id]}`;
  if (pattern.endsWith("/inquiry") && id === "own") path += "?provider=omar-haddad";
  return path;
}

/** A genuine token of this route's form for this actor, so that nothing but the id decides. */
async function tokenFor(route, actor) {
  const last = route.pattern.split("/").pop();
  const staffPage = async (path, end) => formFields((await people[actor].get(path)).body, end).fields.form_token;
  if (route.access === "staff" && !["clinician", "admin", "owner"].includes(actor)) return "";
  if (route.pattern.includes("/conversations/")) return staffPage(`/conversations/${{ "bring-back": ids.shelved, read: ids.unread }[last] ?? ids.id.own}`, `/${last}`);
  if (route.pattern.includes("/account/")) return staffPage("/account", last === "password" ? "/password" : "/sessions/end");
  if (route.pattern.endsWith("/sign-in")) return formFields((await ask(`/o/${house}/staff/sign-in`)).body, "sign-in").fields.form_token;
  if (route.pattern.includes("/requests")) return formFields((await ask(`/o/${house}/requests/${ids.token.own}`)).body).fields.form_token;
  if (route.access === "everyone") return formFields((await ask(`/o/${house}/inquiry`)).body).fields.form_token;
  return "";
}

function versionOf(id) {
  return database(`SELECT version FROM conversation WHERE id = ${ids.id[id]}`)[0]?.[0] ?? "1";
}

/** Fields that would do harm where the id is another's: the true version of another's row, and none of one's own. */
function fieldsFor(route, id) {
  if (route.pattern.includes("/conversations/")) return { version: ["foreign", "colleagues"].includes(id) ? versionOf(id) : "0", text: "Written by the matrix.", provider: "jane-smith" };
  if (route.pattern.endsWith("/sessions/end")) return { key: ids.session[id] };
  if (route.pattern.endsWith("/sign-in")) return id === "foreign" ? { email: people.other.email, password: people.other.password } : { email: "nobody@harbor-therapy.example", password: people.other.password };
  if (route.pattern.endsWith("/password")) return { current: "not the present one", next: "nine tall lamps humming", again: "nine tall lamps humming" };
  if (route.pattern.includes("/requests/{token}")) return { answer: "not the right answer" };
  if (route.pattern.endsWith("/requests")) return { step: "show" };
  return { name: "", email: "", message: "", step: "review" };
}

async function answerOf(route, actor, id) {
  const practice = route.pattern.includes("{provider}") || route.pattern.includes("{token}") || route.pattern.includes("{id}") || route.method === "POST" || route.pattern.endsWith("/inquiry") || route.pattern.endsWith("/requests") ? house : id === "own" ? house : "no-such-house";
  const path = pathOf(route.pattern, id, practice);
  const usesCookie = route.pattern.endsWith("/requests");
  const headers = { Cookie: usesCookie ? ids.cookie[id] : people[actor].cookie };
  if (route.method === "GET") return ask(path, { headers });
  const form_token = route.pattern.endsWith("/sign-out") ? "not genuine" : await tokenFor(route, actor);
  return post(path, { ...fieldsFor(route, id), form_token }, headers);
}

/** What may differ between two looks at one answer: the clock. */
function comparable(answer) {
  const { date, etag, connection, ...headers } = answer.headers;
  return { status: answer.status, headers: { ...headers, "content-length": undefined }, body: steady(answer.body) };
}

function rowsOf(practice) {
  const id = database(`SELECT practice_id FROM practice_link_name WHERE link_name = '${practice}'`)[0][0];
  const tables = database("SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'frontdesk' AND column_name = 'practice_id' ORDER BY 1").map(([name]) => name);
  return Object.fromEntries(tables.map((name) => [name, database(`SELECT * FROM ${name} WHERE practice_id = ${id}`).map((row) => row.join("|")).sort()]));
}

test("T1_every_route_has_a_row_and_every_row_a_route", () => {
  const served = routes.filter((route) => route.plugin !== "example").map((route) => `${route.method} ${route.pattern}`);
  assert.deepEqual(served.filter((name) => !table[name]), [], "routes without a row: say in the table what they answer to whom");
  assert.deepEqual(Object.keys(table).filter((name) => !served.includes(name)), [], "rows without a route");
});

test("T1_who_gets_what_with_whose_id", async () => {
  // What the worker does about the other practice's own mail is done before anything is compared.
  await eventually(() => database("SELECT (SELECT COUNT(*) FROM outbox WHERE state = 1 AND next_try_at <= UNIX_TIMESTAMP(NOW(6)) * 1000000) + (SELECT COUNT(*) FROM event WHERE planned = FALSE)")[0][0] === "0", "a quiet worker");
  const before = rowsOf(other);
  const wrong = [];
  for (const route of routes) {
    const row = table[`${route.method} ${route.pattern}`];
    if (!row || route.pattern.endsWith("/elsewhere")) continue;
    for (const actor of actors) {
      const missing = [];
      for (const [id, expected] of Object.entries(row[actor])) {
        const answer = await answerOf(route, actor, id);
        const got = answer.status === 303 && /\/staff\/sign-in(\?|$)/.test(answer.headers.location) ? "sign-in" : answer.status;
        // A colleague's row answers 409 where its true version was sent only if the act isn't possible; done is 303.
        const fits = got === expected || (expected === 409 && id === "colleagues" && [303, 409].includes(got));
        if (!fits) wrong.push(`${route.method} ${route.pattern} · ${actor} · ${id}: ${got} instead of ${expected}`);
        if (got === 404) missing.push([id, comparable(answer)]);
      }
      for (const [id, answer] of missing.slice(1)) assert.deepEqual(answer, missing[0][1], `${route.method} ${route.pattern} · ${actor}: ${id} and ${missing[0][0]} are told apart`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(rowsOf(other), before, "rows of the other practice");
  assert.equal((await people.colleague.get("/account")).status, 200, "a colleague's session was ended by another");
  assert.equal((await people.other.get("/account")).status, 200);
});

test("T1_absent_hidden_foreign_and_switched_off_are_one_answer", async () => {
  const known = comparable(await ask(`/o/${house}/schedule/nobody-at-all`));
  for (const path of [`/o/${house}/schedule/tom-becker`, `/o/${house}/schedule/ben-other`, `/o/${house}/nothing-like-this`, `/o/${house}/requests/${ids.token.foreign}`]) {
    const answer = comparable(await ask(path));
    assert.equal(answer.status, 404, path);
    assert.equal(answer.body, known.body, path);
  }
});

test("T1_a_session_opens_no_other_practice", async () => {
  const answer = await ask(`/o/${house}/staff/conversations`, { headers: { Cookie: people.other.cookie } });
  assert.equal(answer.status, 303);
  assert.match(answer.headers.location, /sign-in/);
  assert.equal((await ask(`/o/${other}/staff/conversations`, { headers: { Cookie: people.owner.cookie } })).status, 303);
  const seen = await ask(`/o/${house}/requests`, { headers: { Cookie: ids.cookie.foreign } });
  assert.doesNotMatch(seen.body, /Bens Client/);
  assert.equal(steady(seen.body), steady((await ask(`/o/${house}/requests`)).body));
});

test("T1_staff_see_no_name_of_another_practice_anywhere", async () => {
  for (const actor of ["clinician", "admin", "owner"]) {
    for (const path of ["/conversations", "/conversations?q=Bens", `/conversations/${ids.id.own}`, "/account"]) assert.doesNotMatch((await people[actor].get(path)).body, /Bens Client|Ben Other/, `${actor} ${path}`);
  }
  assert.doesNotMatch((await people.clinician.get("/conversations")).body, /Janes Client/, "a clinician sees a colleague's client");
});
