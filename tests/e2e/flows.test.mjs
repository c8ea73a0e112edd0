// SPDX-License-Identifier: AGPL-3.0-or-later
// What a visitor and the staff do with it, in real Chromium, with and without JavaScript: a time is asked for and accepted, an inquiry is answered.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { keep, launch, violations, visitor } from "../support/browser.mjs";
import { credentials, eventually, mails, stack } from "../support/stack.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const schedule = "/o/harbor-therapy/schedule";

async function signIn(page, email = "owner@harbor-therapy.example") {
  await page.goto("/o/harbor-therapy/staff");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(credentials()[email]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Conversations" }).waitFor();
}

async function clean(page, name) {
  await keep(page, name);
  assert.deepEqual(await violations(page), [], `axe on ${name}`);
  assert.deepEqual(page.troubles, [], `troubles on ${name}`);
}

/** From the practice page to the form for the first open time of Jane's telephone consultation. Returns the time's full words. */
async function toTheForm(page, name) {
  await page.goto(schedule);
  await page.getByRole("heading", { level: 1, name: "Harbor Therapy" }).waitFor();
  await page.getByText("call or text 988").first().waitFor();
  assert.equal(await page.getByText("Tom Becker").count(), 0, "a provider who isn't public");
  assert.equal(await page.getByText("Psychological assessment").count(), 0, "a service that isn't online");
  await clean(page, `${name}-practice`);
  await page.getByRole("link", { name: /times.*Jane Smith/i }).click();
  await page.getByRole("heading", { level: 1, name: "Jane Smith" }).waitFor();
  await clean(page, `${name}-provider`);
  await page.getByRole("link", { name: /Free consultation/ }).first().click();
  await page.getByRole("link", { name: /Phone session/ }).first().click();
  const kind = page.getByRole("link", { name: /One person/ });
  await kind.or(page.getByRole("heading", { name: "Choose a time" })).first().waitFor();
  if (await kind.count()) await kind.first().click();
  await page.getByRole("heading", { name: "Choose a time" }).waitFor();
  const jump = page.getByRole("link", { name: /nearest day with times/ });
  const times = page.locator("ul.times a");
  if (await times.count() === 0) await jump.click();
  await times.first().waitFor();
  await clean(page, `${name}-times`);
  const words = await times.first().innerText();
  await times.first().click();
  await page.getByRole("button", { name: "Check your answers" }).waitFor();
  return words;
}

async function fillAndSend(page, name, fields) {
  await clean(page, `${name}-form`);
  await page.getByRole("button", { name: "Check your answers" }).click();
  await page.getByRole("alert").first().waitFor();
  await clean(page, `${name}-form-errors`);
  await page.getByLabel(/^Your name/).fill(fields.name);
  if (fields.email) await page.getByLabel("E-mail").fill(fields.email);
  if (fields.phone) await page.getByLabel("Phone").fill(fields.phone);
  await page.getByRole("textbox", { name: /message|should know/i }).fill(fields.message);
  await page.getByRole("button", { name: "Check your answers" }).click();
  await page.getByRole("heading", { level: 1, name: "Check your answers" }).waitFor();
  for (const value of Object.values(fields)) await page.getByText(value).first().waitFor();
  await clean(page, `${name}-review`);
  await page.getByRole("button", { name: "Change something" }).click();
  assert.equal(await page.getByLabel(/^Your name/).inputValue(), fields.name, "nothing typed is lost on the way back");
  await page.getByRole("button", { name: "Check your answers" }).click();
  await page.getByRole("button", { name: /^Send the/ }).click();
  await page.waitForURL(/\/o\/harbor-therapy\/requests\//);
  await clean(page, `${name}-sent`);
}

async function mailTo(address, after = 0) {
  return eventually(() => {
    const found = mails().filter((mail) => mail.text.includes(address));
    return found.length > after && found;
  }, `mail to ${address}`);
}

function decoded(mail) {
  return mail.text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";

  test(`a visitor asks for a time and staff accept it, ${how} JavaScript`, async () => {
    const address = `ada.${how}@visitor.example`;
    const page = await visitor(browser, { javaScriptEnabled });
    const words = await toTheForm(page, `request-${how}`);
    const formAddress = page.url();
    await fillAndSend(page, `request-${how}`, { name: "Ada Example", email: address, message: "Mornings are best for me." });
    assert.match(await page.locator("main").innerText(), /held/i);
    const firstMail = (await mailTo(address))[0];
    for (const secret of ["Jane", "consultation", "Phone session", "Mornings", "Ada"]) assert.ok(!decoded(firstMail).includes(secret), `the mail says ${secret}`);

    const second = await visitor(browser, { javaScriptEnabled });
    await second.goto(formAddress);
    assert.match(await second.locator("main").innerText(), /free|taken|can't be asked/i);
    assert.equal(await second.getByRole("button", { name: "Check your answers" }).count(), 0, "the held time is gone");

    const staff = await visitor(browser, { javaScriptEnabled, viewport: { width: 1280, height: 900 } });
    await signIn(staff);
    await clean(staff, `inbox-${how}`);
    await staff.getByRole("link", { name: /Ada Example/ }).first().click();
    await staff.getByText("Mornings are best for me.").waitFor();
    await clean(staff, `conversation-${how}`);
    await staff.locator("summary", { hasText: "Accept" }).click();
    await staff.locator("#accept-text").fill("See you then. Please be in a quiet place.");
    assert.match(await staff.locator("form", { has: staff.locator("#accept-text") }).innerText(), new RegExp(address), "who will receive it is shown before sending");
    await staff.locator("form", { has: staff.locator("#accept-text") }).getByRole("button").click();
    await staff.getByRole("status").waitFor();
    assert.match(await staff.locator("main").innerText(), /accepted/i);
    await clean(staff, `accepted-${how}`);

    await page.reload();
    assert.match(await page.locator("main").innerText(), /accepted|confirmed|booked/i);
    assert.match(await page.locator("main").innerText(), /quiet place/);
    await clean(page, `private-accepted-${how}`);
    const both = await mailTo(address, 1);
    for (const mail of both) for (const secret of ["Jane", "consultation", "quiet place"]) assert.ok(!decoded(mail).includes(secret), `a mail says ${secret}`);
    assert.ok(words.length > 0);
    await Promise.all([page, second, staff].map((one) => one.context().close()));
  });

  test(`a visitor sends an inquiry and staff answer it, ${how} JavaScript`, async () => {
    const address = `bo.${how}@visitor.example`;
    const page = await visitor(browser, { javaScriptEnabled });
    await page.goto(schedule);
    await page.getByRole("link", { name: /Write to us/ }).first().click();
    await fillAndSend(page, `inquiry-${how}`, { name: "Bo Sample", email: address, message: "Do you have a place in the group?" });

    const staff = await visitor(browser, { javaScriptEnabled });
    await signIn(staff, "desk@harbor-therapy.example");
    await clean(staff, `inbox-narrow-${how}`);
    await staff.getByRole("link", { name: /Bo Sample/ }).first().click();
    await staff.locator("#reply-text").fill("We do, on Wednesdays.");
    await staff.getByRole("button", { name: "Send" }).click();
    await staff.getByRole("status").waitFor();
    await staff.getByText("We do, on Wednesdays.").waitFor();
    await clean(staff, `conversation-narrow-${how}`);

    await page.reload();
    await page.getByText("We do, on Wednesdays.").waitFor();

    // Later, from the mail, in a fresh browser: a question first, then the answer.
    const waiting = (await mailTo(address, 1)).map(decoded).find((text) => text.includes("/requests/") || text.includes("/messages/"));
    const link = waiting.match(/http:\/\/127\.0\.0\.1:\d+(\/o\/harbor-therapy\/(?:requests|messages)\/[A-Za-z0-9_-]+)/)[1];
    const later = await visitor(browser, { javaScriptEnabled });
    await later.goto(link);
    assert.ok(!(await later.content()).includes("Wednesdays"), "a link from mail shows nothing by itself");
    assert.ok(!(await later.content()).includes("Bo Sample"));
    await clean(later, `link-${how}`);
    await later.getByRole("textbox").fill("wrong");
    await later.locator("main form").getByRole("button").first().click();
    assert.ok(!(await later.content()).includes("Wednesdays"));
    await later.getByRole("textbox").fill("bo sample");
    await later.locator("main form").getByRole("button").first().click();
    await later.getByText("We do, on Wednesdays.").waitFor();
    assert.ok(!later.url().includes(link.split("/").pop()), "the address no longer holds the token");
    await clean(later, `private-answered-${how}`);
    await Promise.all([page, staff, later].map((one) => one.context().close()));
  });
}

test("staff decline, and the time is open again", async () => {
  const page = await visitor(browser);
  await toTheForm(page, "decline");
  const formAddress = page.url();
  await fillAndSend(page, "decline", { name: "Cy Declined", phone: "+1 207 555 0199", message: "Only this week." });
  const staff = await visitor(browser);
  await signIn(staff);
  await staff.getByRole("link", { name: /Cy Declined/ }).first().click();
  assert.match(await staff.locator("main").innerText(), /call/i, "nobody can be mailed: staff are told to call");
  await staff.locator("summary", { hasText: "Decline" }).click();
  await staff.locator("form", { has: staff.locator("#decline-text") }).getByRole("button").click();
  await staff.getByRole("status").waitFor();
  await page.reload();
  assert.match(await page.locator("main").innerText(), /declined|can't|not able|unable/i);
  await page.goto(formAddress);
  await page.getByRole("button", { name: "Check your answers" }).waitFor();
  await Promise.all([page, staff].map((one) => one.context().close()));
});

test("a visitor withdraws, and staff see it", async () => {
  const page = await visitor(browser);
  await toTheForm(page, "withdraw");
  await fillAndSend(page, "withdraw", { name: "Di Withdrawn", email: "di@visitor.example", message: "Maybe." });
  await page.getByRole("link", { name: /withdraw/i }).or(page.getByRole("button", { name: /withdraw/i })).or(page.locator("summary", { hasText: /withdraw/i })).first().click();
  await page.getByRole("button", { name: /withdraw/i }).last().click();
  await page.getByText(/withdrawn|withdrew/i).first().waitFor();
  await clean(page, "withdrawn");
  const staff = await visitor(browser);
  await signIn(staff);
  await staff.getByRole("link", { name: /Di Withdrawn/ }).first().click();
  assert.match(await staff.locator("main").innerText(), /withdr/i);
  await Promise.all([page, staff].map((one) => one.context().close()));
});

test("in-person times lead with the place's clock, phone times with the visitor's", async () => {
  const page = await visitor(browser, { timezoneId: "Europe/Paris" });
  await page.goto(`${schedule}/jane-smith?service=individual-therapy&location=wharf-office&client_type=individual&tz=Europe/Paris`);
  await page.getByRole("heading", { name: "Choose a time" }).waitFor();
  assert.match(await page.locator("main").innerText(), /clock of the place: Eastern/);
  await page.goto(`${schedule}/jane-smith?service=consultation&location=phone&client_type=individual&tz=Europe/Paris`);
  await page.getByRole("heading", { name: "Choose a time" }).waitFor();
  assert.match(await page.locator("main").innerText(), /your time zone: Central European/);
  await page.goto(`${schedule}/jane-smith?service=consultation&location=phone&client_type=individual`);
  await page.getByText(/time zone: (Central European|Eastern)/).first().waitFor();
  await page.context().close();
});

test("a choice with one option is made and shown, not asked", async () => {
  const page = await visitor(browser);
  await page.goto(`${schedule}/jane-smith?service=individual-therapy&location=telehealth`);
  await page.getByRole("heading", { name: "Choose a time" }).waitFor();
  assert.match(await page.locator("main").innerText(), /One person/);
  await page.context().close();
});

test("every public page holds at 320 pixels without scrolling sideways", async () => {
  const page = await visitor(browser, { viewport: { width: 320, height: 640 } });
  for (const path of [schedule, `${schedule}/jane-smith`, `${schedule}/priya-raman?service=individual-therapy&location=telehealth&tz=Asia/Kathmandu`, "/o/harbor-therapy/inquiry", "/o/harbor-therapy/staff/sign-in", "/o/nobody/schedule"]) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
    assert.deepEqual(await violations(page), [], path);
  }
  await page.context().close();
});

test("the keyboard alone reaches and opens a time", async () => {
  const page = await visitor(browser);
  await page.goto(`${schedule}/omar-haddad?service=consultation&location=wharf-office&client_type=individual`);
  await page.locator("ul.times a, a[data-step]").first().waitFor();
  let reached = "";
  for (let tabs = 0; tabs < 60 && !/\/request\?/.test(reached); tabs++) {
    await page.keyboard.press("Tab");
    reached = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
  }
  assert.match(reached, /\/request\?/);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Check your answers" }).waitFor();
  await page.context().close();
});

test("no public page sets a cookie, and nothing is asked of any other host", async () => {
  const page = await visitor(browser);
  for (const path of [schedule, `${schedule}/jane-smith`, "/o/harbor-therapy/inquiry"]) await page.goto(path);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(page.troubles, []);
  assert.ok(stack.url);
  await page.context().close();
});
