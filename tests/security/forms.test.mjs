// SPDX-License-Identifier: AGPL-3.0-or-later
// Forms filled in by people who mean harm: T6 forged fields, T7 times that nobody offers, T16 metacharacters, T21 foreign posts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { anotherPractice, house, offered, requestPath, sendForm, sendInquiry, sendRequest, signIn, staffOf } from "../support/people.mjs";
import { database, stack } from "../support/stack.mjs";
import { ask, formFields, post } from "../support/wire.mjs";

const count = (table) => Number(database(`SELECT COUNT(*) FROM ${table}`)[0][0]);
const minutes = 60000;
const instant = (time) => new Date(time).toISOString().replace(".000", "");

const forged = {
  practice_id: "2", role: "owner", state: "accepted", status: "2", price: "0", duration: "480", duration_minutes: "480", end: "2027-01-01T00:00:00Z", ends_at: "1", seats: "100",
  hold_hours: "9999", hold_ends_at: "9999999999999999", owner: "1", provider_id: "4", staff_id: "1", id: "1", request_id: "1", conversation_id: "1", created_at: "1", audience: "internal", is_public: "1", second_factor: "0",
};

test("T6_forged_fields_of_the_public_forms_change_nothing", async () => {
  const plain = await sendRequest({ name: "Plain Sender" });
  const more = await sendRequest({ name: "Forging Sender", ...forged });
  const row = (request) => database(`SELECT r.practice_id, r.kind, r.state, r.provider_id, r.service_id, r.location_id, (r.ends_at - r.starts_at) DIV 60000000, r.client_type, r.decided_at,
    (s.hold_ends_at - r.created_at) DIV 1000000 > 72 * 3600, a.seats_taken FROM request r JOIN seat s ON s.request_id = r.id JOIN appointment a ON a.id = s.appointment_id WHERE r.id = ${request}`)[0];
  assert.deepEqual(row(more.request), row(plain.request));
  assert.equal(row(more.request)[6], "20", "the service's own duration");
  const inquiry = await sendInquiry({ name: "Forging Writer", ...forged, provider: undefined });
  assert.deepEqual(database(`SELECT r.practice_id, r.kind, r.state, r.provider_id, c.provider_id, c.state FROM request r JOIN conversation c ON c.id = r.conversation_id WHERE r.id = ${inquiry.request}`)[0], ["1", "1", "1", "NULL", "NULL", "1"]);
});

test("T6_the_form_of_another_step_or_field_gives_no_more", async () => {
  // A provider, location or service typed as a form field isn't read: they are in the address, and looked up.
  const { start } = offered()[0];
  const sent = await sendForm(requestPath({ start }), { name: "Field Forger", email: "forger@visitor.example", service: "assessment", location: "hill-office", provider: "tom-becker" });
  assert.equal(sent.status, 303);
  assert.deepEqual(database("SELECT p.link_name, s.link_name, l.link_name FROM request r JOIN provider p ON p.id = r.provider_id JOIN service s ON s.id = r.service_id JOIN location l ON l.id = r.location_id ORDER BY r.id DESC LIMIT 1")[0],
    ["omar-haddad", "consultation", "wharf-office"]);
});

test("T6_forged_fields_of_staff_forms_change_nothing_else", async () => {
  const staff = () => database("SELECT id, email, name, role, provider_id, disabled_at FROM staff ORDER BY id").map((row) => row.join("|"));
  const before = staff();
  const sent = await sendInquiry({ name: "Staff Forms", provider: "omar-haddad" });
  const clinician = await signIn(staffOf.clinician);
  assert.equal((await clinician.act(sent.conversation, "reply", { ...forged, text: "Only a reply.", staff: "1", author: "owner" })).status, 303);
  const [author, kind] = database(`SELECT s.email, m.kind FROM message m JOIN staff s ON s.id = m.staff_id WHERE m.conversation_id = ${sent.conversation} ORDER BY m.id DESC LIMIT 1`)[0];
  assert.deepEqual([author, kind], [staffOf.clinician, "2"], "a reply has its sender's name");
  assert.equal(database(`SELECT state FROM request WHERE id = ${sent.request}`)[0][0], "1", "a reply decides nothing");
  const { action, fields } = formFields((await clinician.get("/account")).body, "/password");
  const refused = await clinician.post(action, { ...fields, ...forged, email: staffOf.owner, name: "Someone", current: "wrong", next: "nine tall lamps humming", again: "nine tall lamps humming" });
  assert.equal(refused.status, 422);
  assert.deepEqual(staff(), before);
});

test("T6_an_act_needs_the_version_that_was_seen", async () => {
  const sent = await sendInquiry({ name: "Two Editors" });
  const owner = await signIn(staffOf.owner);
  const stale = formFields((await owner.get(`/conversations/${sent.conversation}`)).body, "/reply");
  assert.equal((await owner.act(sent.conversation, "reply", { text: "First." })).status, 303);
  for (const version of [stale.fields.version, "", "-1", "99999999999999999999", "1e3", "0x2"]) {
    const got = await owner.post(stale.action, { ...stale.fields, version, text: "Second, unseen." });
    assert.equal(got.status, 409, `version ${version}`);
    assert.match(got.body, /Second, unseen\./, "what was typed is kept");
  }
  assert.equal(database(`SELECT COUNT(*) FROM message WHERE conversation_id = ${sent.conversation} AND kind = 2`)[0][0], "1");
});

/** A Saturday, Friday … at a time of New York that lies in the window. */
function nextWeekday(weekday, utcHour, minute = 0) {
  const day = new Date(Date.now() + 8 * 86400000);
  while (day.getUTCDay() !== weekday) day.setTime(day.getTime() + 86400000);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), utcHour, minute);
}

test("T7_only_what_is_offered_can_be_taken", async () => {
  anotherPractice("forms-house");
  const free = new Date(offered({ provider: "jane-smith", location: "phone" })[0].start).getTime();
  const jane = { provider: "jane-smith", location: "phone" };
  const cases = [
    ["a second later", { ...jane, start: instant(free + 1000) }],
    ["a microsecond later", { ...jane, start: instant(free).replace("Z", ".000001Z") }],
    ["five minutes off the grid", { ...jane, start: instant(free + 5 * minutes) }],
    ["in the past", { ...jane, start: instant(free - 70 * 86400000) }],
    ["within the notice", { ...jane, start: instant(Math.ceil(Date.now() / (20 * minutes)) * 20 * minutes) }],
    ["beyond the window", { ...jane, start: instant(free + 700 * 86400000) }],
    ["after the end of the calendar", { ...jane, start: "2038-01-01T14:00:00Z" }],
    ["year 9999", { ...jane, start: "9999-12-31T23:59:59Z" }],
    ["an internal block", { ...jane, location: "wharf-office", start: instant(nextWeekday(6, 14)) }],
    ["a block for existing clients", { ...jane, location: "wharf-office", start: instant(nextWeekday(5, 18)) }],
    ["an hour that the clocks skip", { ...jane, start: "2027-03-14T02:30:00-05:00" }],
    ["a local time", { ...jane, start: "2027-03-12T09:00:00" }],
    ["no time", { ...jane, start: "soon" }],
    ["a service that isn't online", { provider: "omar-haddad", service: "assessment", location: "wharf-office", start: offered()[0].start }],
    ["a service that the provider lacks", { ...jane, service: "family-therapy", start: instant(free), more: "&client_type=family" }],
    ["a location that isn't online", { location: "hill-office", start: offered()[0].start }],
    ["a location that the provider lacks", { provider: "omar-haddad", location: "phone", start: offered()[0].start }],
    ["a hidden provider", { provider: "tom-becker", service: "individual-therapy", start: instant(nextWeekday(1, 15)) }],
    ["another practice's provider", { provider: "ben-other", location: "phone", start: instant(free) }],
    ["a kind that the service doesn't take", { ...jane, service: "individual-therapy", location: "telehealth", start: offered({ provider: "jane-smith", service: "individual-therapy", location: "telehealth" })[0].start, more: "&client_type=couple" }],
    ["a kind that doesn't exist", { ...jane, start: instant(free), more: "&client_type=everyone" }],
  ];
  const { fields } = formFields((await ask(requestPath({ ...jane, start: instant(free) }))).body);
  const before = ["request", "seat", "appointment", "conversation", "outbox"].map(count);
  for (const [why, asked] of cases) {
    for (const step of ["send", "review"]) {
      const got = await post(requestPath(asked), { ...fields, name: "Kept Name", email: "kept@visitor.example", message: "Kept words.", step });
      assert.ok(got.status >= 400 && got.status < 500, `${why}: ${got.status}`);
      // What exists and isn't to be had is told with the reason, and nothing typed is lost; what isn't public doesn't exist.
      if (got.status !== 404) assert.ok(got.body.includes("Kept Name") && got.body.includes("Kept words."), `${why}: typed text is lost (${got.status})`);
    }
    assert.deepEqual(["request", "seat", "appointment", "conversation", "outbox"].map(count), before, why);
  }
});

test("T7_a_time_is_taken_once_however_often_its_form_is_sent", async () => {
  const { start } = offered({ provider: "jane-smith", location: "phone" })[0];
  const path = requestPath({ provider: "jane-smith", location: "phone", start });
  const before = count("request");
  const rivals = await Promise.all(Array.from({ length: 8 }, async (_, rival) => {
    const { fields } = formFields((await ask(path)).body);
    return { ...fields, name: `Rival ${rival}`, email: `rival${rival}@visitor.example`, message: "Me first.", step: "send" };
  }));
  const answers = await Promise.all(rivals.map((fields) => post(path, fields)));
  assert.equal(answers.filter((answer) => answer.status === 303).length, 1, answers.map((answer) => answer.status).join());
  for (const [rival, answer] of answers.entries()) if (answer.status !== 303) assert.match(answer.body, new RegExp(`Rival ${rival}`), "the one who came second loses nothing typed");
  const winner = rivals[answers.findIndex((answer) => answer.status === 303)];
  const again = await post(path, winner);
  assert.equal(again.status, 303, "the same form again leads to its page");
  assert.notEqual((await post(path, { ...winner, message: "Something else." })).status, 303, "the same token with other words");
  assert.equal(count("request"), before + 1);
});

test("T16_metacharacters_are_only_letters", async () => {
  const sent = await sendInquiry({ name: "Per Cent_Name", email: "o'brien+100%@visitor.example", message: "It's 100 % \\ \"quoted\"; DROP TABLE request; --" });
  assert.deepEqual(database(`SELECT email FROM request_person WHERE request_id = ${sent.request}`)[0], ["o'brien+100%@visitor.example"]);
  const owner = await signIn(staffOf.owner);
  const hits = async (words) => (await owner.get(`/conversations?q=${encodeURIComponent(words)}`)).body.includes("Per Cent_Name");
  assert.equal(await hits("Per Cent_Name"), true);
  for (const words of ["Per%Name", "Per_Cent", "%%", "__", "Cent\\_Name", "' OR '1'='1", "%%%%%%%%"]) assert.equal(await hits(words), false, words);
  const odd = ["' OR 1=1 --", "1; DROP TABLE request", "%", "_", "\\", "[]", "1000000000", "-1", "NaN", "%27%22", "\u{1F600}", "a".repeat(300)];
  for (const value of odd) {
    const text = encodeURIComponent(value);
    const pages = [`/o/${house}/schedule/jane-smith?service=${text}&location=${text}&from=${text}&tz=${text}&client_type=${text}&lang=${text}`, `/o/${house}/schedule/jane-smith/times.json?service=${text}&location=${text}&from=${text}&to=${text}`,
      `/o/${house}/schedule/${text}`, `/o/${text}/schedule`, `/o/${house}/inquiry?provider=${text}`, `/o/${house}/requests/${text}`, `/schedule/${text}/${text}`];
    for (const page of pages) assert.ok((await ask(page)).status < 500, page);
    for (const page of [`/conversations?state=${text}&kind=${text}&provider=${text}&folder=${text}&unread=${text}&after=${text}`, `/conversations/${text}`, `/account?done=${text}`]) assert.ok((await owner.get(page)).status < 500, page);
  }
  for (const page of [`/o/${house}/inquiry?provider[]=jane-smith`, `/o/${house}/inquiry?provider[a]=1`]) assert.ok((await ask(page)).status < 500, page);
});

test("T16_look_alike_addresses_are_other_people", async () => {
  const { owner } = anotherPractice("mike-jose");
  const attempt = async (email) => {
    const { action, fields } = formFields((await ask("/o/mike-jose/staff/sign-in")).body, "sign-in");
    return (await post(action, { ...fields, email, password: owner.password })).status;
  };
  for (const email of ["owner@mıke-jose.example", "owner@mike-josé.example", "owner@mike-jose.example\u{1F600}", "owner@mike-josе.example", "öwner@mike-jose.example"]) assert.equal(await attempt(email), 422, email);
  assert.equal(await attempt("Owner@Mike-Jose.example"), 303, "capital letters are no difference");
});

test("T21_every_post_needs_a_token_of_its_own_form_and_a_friendly_origin", async () => {
  const routes = execFileSync(`${stack.dir}/bin/frontdesk-host`, ["--config", `${stack.dir}/etc/frontdesk.conf`, "--routes"], { encoding: "utf8" }).trim().split("\n").map((line) => line.split(" "));
  const sent = await sendRequest({ name: "Cross Site", provider: "jane-smith", location: "phone" });
  const owner = await signIn(staffOf.owner);
  const state = () => JSON.stringify([database("SELECT * FROM request ORDER BY id"), database("SELECT * FROM conversation ORDER BY id"), database("SELECT * FROM message ORDER BY id"), database("SELECT id, password_hash, role FROM staff ORDER BY id"), database("SELECT COUNT(*) FROM staff_session")]);
  const before = state();
  const foreign = formFields((await ask(`/o/${house}/staff/sign-in`)).body, "sign-in").fields.form_token;
  for (const [method, pattern, , plugin] of routes) {
    if (method !== "POST" || plugin === "example") continue;
    const path = pattern.replace("{practice}", house).replace("{provider}", "jane-smith").replace("{token}", sent.token).replace("{id}", sent.conversation)
      + (pattern.endsWith("/request") ? `?${requestPath({ provider: "jane-smith", location: "phone", start: sent.start }).split("?")[1]}` : "");
    const fields = { version: "1", text: "From elsewhere", name: "From Elsewhere", email: "elsewhere@visitor.example", message: "x", step: pattern.includes("/requests") ? "withdraw_now" : "send", key: "0".repeat(24), current: "x", next: "y", again: "y", password: "z" };
    const own = { Cookie: owner.cookie };
    const isSignIn = pattern.endsWith("/sign-in");
    for (const token of ["", "x".repeat(76), ...(isSignIn ? [] : [foreign])]) assert.equal((await post(path, { ...fields, form_token: token }, own)).status, 403, `${pattern} with the token "${token.slice(0, 8)}"`);
    assert.equal((await post(path, fields, own)).status, 403, `${pattern} without a token`);
    for (const headers of [{ Origin: "https://evil.example" }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }]) {
      assert.equal((await post(path, { ...fields, form_token: foreign }, { ...own, ...headers })).status, 403, `${pattern} ${JSON.stringify(headers)}`);
    }
    const asGet = await ask(`${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ ...fields, form_token: foreign })}`, { headers: own });
    assert.ok(asGet.status < 500, `${pattern} as GET: ${asGet.status}`);
    for (const odd of ["PUT", "DELETE", "PATCH"]) assert.equal((await ask(path, { method: odd, headers: own })).status, 405, `${odd} ${pattern}`);
  }
  assert.equal(state(), before);
});

test("T21_a_members_token_is_of_no_use_to_another", async () => {
  const sent = await sendInquiry({ name: "Token Thief" });
  const [owner, admin] = [await signIn(staffOf.owner), await signIn(staffOf.admin)];
  const { action, fields } = formFields((await owner.get(`/conversations/${sent.conversation}`)).body, "/reply");
  assert.equal((await admin.post(action, { ...fields, text: "With another's token." })).status, 403);
  const fresh = await signIn(staffOf.owner);
  assert.equal((await fresh.post(action, { ...fields, text: "With a token of an earlier session." })).status, 403);
  assert.equal((await owner.post(action, { ...fields, text: "With one's own." })).status, 303);
});
