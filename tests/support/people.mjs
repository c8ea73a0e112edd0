// SPDX-License-Identifier: AGPL-3.0-or-later
// What visitors and staff do, as requests: the forms are read from the pages, filled in and sent.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, ctl, ctlResult, database } from "./stack.mjs";
import { ask, formFields, post } from "./wire.mjs";

export const house = "harbor-therapy";
export const staffOf = { owner: "owner@harbor-therapy.example", admin: "desk@harbor-therapy.example", clinician: "omar@harbor-therapy.example" };

/** The value of the cookie that an answer sets, or undefined. */
export function cookieOf(answer) {
  return answer.headers["set-cookie"]?.[0]?.split(";")[0];
}

/** A signed-in member of staff: {cookie, get, post, act}. Throws where sign-in is refused. */
export async function signIn(email, password = credentials()[email], practice = house) {
  const path = `/o/${practice}/staff/sign-in`;
  const { fields } = formFields((await ask(path)).body, "sign-in");
  const answer = await post(path, { ...fields, email, password });
  if (answer.status !== 303) throw new Error(`sign-in of ${email} got ${answer.status}`);
  return member(cookieOf(answer), practice);
}

/** Somebody with this cookie, on the staff pages of a practice. */
export function member(cookie, practice = house) {
  const staff = `/o/${practice}/staff`;
  const get = (path) => ask(`${staff}${path}`, { headers: { Cookie: cookie } });
  const send = (path, fields, headers = {}) => post(path.startsWith("/o/") ? path : `${staff}${path}`, fields, { Cookie: cookie, ...headers });
  return {
    cookie,
    get,
    post: send,
    /** One act on a conversation, by the form that its page has. */
    async act(id, name, typed = {}) {
      const { action, fields } = formFields((await get(`/conversations/${id}`)).body, `/${name}`);
      return send(action, { ...fields, ...typed });
    },
  };
}

/** The form at a path, filled in and sent; the last answer: of `review` where that was refused, else of `send`. */
export async function sendForm(path, typed, word = "") {
  const blank = formFields((await ask(path)).body);
  const checked = await post(blank.action, { ...blank.fields, ...typed, step: "review" });
  if (checked.status !== 200) return checked;
  const review = formFields(checked.body);
  return post(review.action, { ...review.fields, secret_word: word, step: "send" });
}

/** Sends a general inquiry: {answer, token (of the page shown after sending), conversation, request}. */
export async function sendInquiry({ practice = house, provider = "", word = "", ...typed }) {
  const path = `/o/${practice}/inquiry${provider ? `?provider=${provider}` : ""}`;
  return stored(await sendForm(path, { name: "Ada Example", email: "ada@visitor.example", message: "Do you have a place?", ...typed }, word));
}

/** Offered times of a provider's service, soonest first, as the command line lists them. */
export function offered({ practice = house, provider = "omar-haddad", service = "consultation", location = "wharf-office", days = 80 } = {}) {
  const to = new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
  return JSON.parse(ctl("times", "--practice", practice, "--provider", provider, "--service", service, "--location", location, "--to", to, "--json")).times;
}

/** Where one asks for a time. */
export function requestPath({ practice = house, provider = "omar-haddad", service = "consultation", location = "wharf-office", start, more = "&client_type=individual" }) {
  return `/o/${practice}/schedule/${provider}/request?service=${service}&location=${location}&start=${encodeURIComponent(start)}${more}`;
}

/** Asks for the first open time: as sendInquiry. */
export async function sendRequest({ practice = house, provider, service, location, word = "", ...typed } = {}) {
  const asked = Object.fromEntries(Object.entries({ practice, provider, service, location }).filter(([, value]) => value !== undefined));
  const start = offered(asked)[0].start;
  const sent = stored(await sendForm(requestPath({ ...asked, start }), { name: "Ada Example", email: "ada@visitor.example", message: "Mornings.", ...typed }, word));
  return { ...sent, start };
}

function stored(answer) {
  if (answer.status !== 303) throw new Error(`sending got ${answer.status}: ${answer.body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").slice(0, 400)}`);
  const [request, conversation] = database("SELECT id, conversation_id FROM request ORDER BY id DESC LIMIT 1")[0];
  return { answer, token: answer.headers.location.split("/").pop(), request, conversation };
}

/** A second practice with an owner and a provider, imported from a file made here; {owner: {email, password}}. */
export function anotherPractice(linkName, change = (file) => file) {
  const owner = { email: `owner@${linkName}.example`, password: "four quiet herons standing" };
  const everyDay = { weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], start: "08:00", end: "18:00", audience: "everyone" };
  const file = change({
    format: "frontdesk-practice/1",
    practice: { link_name: linkName, name: `Practice ${linkName}`, timezone: "America/Chicago", phone: "+1 312 555 0100", public_scheduling: true, second_factor: "optional" },
    services: [{ link_name: "consultation", name: "First talk", duration_minutes: 30, online: true }],
    locations: [{ link_name: "phone", name: "Phone", session_format: "phone", online: true }],
    providers: [{ link_name: "ben-other", name: "Ben Other", public: true, services: ["consultation"], locations: ["phone"], blocks: [everyDay] }],
    staff: [{ email: owner.email, name: "Ola Other", role: "owner", provider: "ben-other" }],
  });
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-practice-"));
  try {
    writeFileSync(join(folder, "practice.json"), JSON.stringify(file));
    ctl("import", join(folder, "practice.json"));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const set = ctlResult(["staff", "password", "--practice", linkName, "--email", owner.email], owner.password);
  if (set.status !== 0) throw new Error(set.stderr);
  return { linkName, owner };
}

/** A message as a reader sees it: transfer encodings undone. {head, body} */
export function opened(mail) {
  const gap = mail.text.search(/\r?\n\r?\n/);
  const unfold = (text) => text.replace(/\r?\n[ \t]+/g, " ");
  const quoted = (text) => text.replace(/=\r?\n/g, "").replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replace(/=/g, ""), "hex").toString("utf8"));
  const base64 = (text) => text.replace(/(?:^[A-Za-z0-9+/]{20,76}={0,2}\r?\n?)+/gm, (run) => `${run}\n${Buffer.from(run, "base64").toString("utf8")}`);
  const words = (text) => text.replace(/=\?utf-8\?(b|q)\?([^?]*)\?=\s*/gi, (_, kind, data) => (kind.toLowerCase() === "b" ? Buffer.from(data, "base64").toString("utf8") : quoted(data.replace(/_/g, " "))));
  return { head: words(unfold(mail.text.slice(0, gap))), body: base64(quoted(mail.text.slice(gap))) };
}

/** Private links of visitors in a message, as paths. */
export function linksIn(mail) {
  return [...opened(mail).body.matchAll(/https?:\/\/[^/\s"]+(\/o\/[a-z0-9-]+\/(?:requests|messages)\/[A-Za-z0-9_-]+)/g)].map((found) => found[1]);
}

/** What is left of a page without what is different at every look: form tokens and references. */
export function steady(body) {
  return body.replace(/name="form_token" value="[^"]*"/g, 'name="form_token"').replace(/\b[0-9a-f]{32}\b/g, "reference");
}
