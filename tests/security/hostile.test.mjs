// SPDX-License-Identifier: AGPL-3.0-or-later
// T11 and T21 in Chromium: what is typed is shown as typed everywhere, and another site's page can't post in anybody's name.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { launch, visitor } from "../support/browser.mjs";
import { anotherPractice, house, offered, opened, requestPath, sendForm, sendInquiry, sendRequest, signIn, staffOf } from "../support/people.mjs";
import { credentials, ctl, database, eventually, mails, stack } from "../support/stack.mjs";

const strings = [
  `"><script>window.hit=1;alert(1)</script>`,
  `'"><img src=x onerror="window.hit=1;alert(1)">`,
  `</textarea><script>window.hit=1</script><textarea>`,
  `</title></style><svg/onload=window.hit=1>`,
  `javascript:window.hit=1//https://evil.example/`,
  `{{{practice_name}}}{{#x}}{{/x}}{{>layout/_head}} &lt;b&gt; &amp;`,
  "`${window.hit=1}` \\u003cscript\\u003e <!-- --> ]]> <?php ?>",
  `" autofocus onfocus="window.hit=1" x="`,
];

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** A page on which nothing may run, be asked of elsewhere, or be reported by the policy. */
async function guarded(options = {}) {
  const page = await visitor(browser, options);
  page.on("dialog", (dialog) => { page.troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
}

async function harmless(page, path, texts = []) {
  await page.goto(path);
  assert.equal(await page.evaluate(() => window.hit), undefined, `${path}: something ran`);
  const shown = await page.evaluate(() => document.body.innerText + [...document.querySelectorAll("input, textarea")].map((field) => `\n${field.value}`).join(""));
  const plain = (text) => text.replace(/\s+/g, " ").toLowerCase();
  for (const text of texts) assert.ok(plain(shown).includes(plain(text)), `${path} doesn't show ${text} as typed`);
  assert.deepEqual(page.troubles, [], path);
}

async function signedIn(page, email, password, practice) {
  await page.goto(`/o/${practice}/staff/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/conversations/);
}

test("T11_what_visitors_and_staff_type_is_shown_as_typed_and_nothing_runs", async () => {
  const staff = await guarded({ viewport: { width: 1280, height: 900 } });
  await signedIn(staff, staffOf.owner, credentials()[staffOf.owner], house);
  const owner = await signIn(staffOf.owner);
  for (const text of strings) {
    const typed = { name: text, message: `Message ${text}`, email: "hostile@visitor.example" };
    const sent = await sendInquiry(typed);
    assert.equal((await owner.act(sent.conversation, "reply", { text: `Reply ${text}` })).status, 303);
    assert.equal((await owner.act(sent.conversation, "note", { text: `Note ${text}` })).status, 303);
    await harmless(staff, `/o/${house}/staff/conversations/${sent.conversation}`, [text, `Message ${text}`, `Reply ${text}`, `Note ${text}`]);
    const page = await guarded();
    await harmless(page, `/o/${house}/requests/${sent.token}`, [text, `Reply ${text}`]);
    await page.context().close();
  }
  const request = await sendRequest({ name: strings[0], message: strings[1] });
  await harmless(staff, `/o/${house}/staff/conversations/${request.conversation}`, [strings[0], strings[1]]);
  await harmless(staff, `/o/${house}/staff/conversations`, [strings[0]]);
  for (const text of strings) await harmless(staff, `/o/${house}/staff/conversations?q=${encodeURIComponent(text)}`, [text]);
  await staff.context().close();
});

test("T11_forms_that_are_shown_again_and_addresses_give_nothing_back_but_text", async () => {
  const page = await guarded();
  for (const text of strings) {
    await page.goto(`/o/${house}/inquiry`);
    await page.getByLabel(/^Your name/).fill(text);
    await page.getByLabel("E-mail").fill(text.replace(/@/g, ""));
    await page.getByRole("textbox", { name: /message/i }).fill(text);
    await page.getByRole("button", { name: "Check your answers" }).click();
    await page.getByRole("alert").first().waitFor();
    assert.equal(await page.getByLabel(/^Your name/).inputValue(), text);
    assert.equal(await page.evaluate(() => window.hit), undefined, text);
    const word = encodeURIComponent(text);
    for (const path of [`/o/${house}/schedule/jane-smith?service=${word}&tz=${word}&lang=${word}&location=${word}`, `/o/${house}/staff/sign-in?next=${word}&done=${word}`, `/o/${house}/schedule?lang=${word}&tz=${word}`, `/o/${house}/requests/${word}`, `/o/${house}/${word}`]) {
      const answer = await page.goto(path);
      assert.ok(answer.status() < 500, path);
      assert.equal(await page.evaluate(() => window.hit), undefined, path);
    }
  }
  // A page of status 404 or 422 is written on the console by the browser itself.
  assert.deepEqual(page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble)), []);
  await page.context().close();
});

test("T11_hostile_practice_files_harm_no_page", async () => {
  const [a, b] = strings;
  const { owner } = anotherPractice("hostile-house", (file) => ({
    ...file,
    practice: { ...file.practice, name: a.slice(0, 100), introduction: b, crisis_notice: a, website: "https://hostile.example/?a=%22%3E" },
    services: [{ ...file.services[0], name: a, description: b }],
    locations: [{ ...file.locations[0], name: b, address: a, instructions: b }],
    providers: [{ ...file.providers[0], name: a, bio: b, credentials: a, pronouns: b.slice(0, 60) }],
    staff: [{ ...file.staff[0], name: b }],
  }));
  const { start } = offered({ practice: "hostile-house", provider: "ben-other", location: "phone" })[0];
  const where = { practice: "hostile-house", provider: "ben-other", location: "phone", start };
  const page = await guarded();
  for (const path of ["/o/hostile-house/schedule", "/o/hostile-house/schedule/ben-other", "/o/hostile-house/schedule/ben-other?service=consultation&location=phone", "/o/hostile-house/inquiry", "/o/hostile-house/inquiry?provider=ben-other", requestPath(where)]) await harmless(page, path, [a]);
  const answer = await sendForm(requestPath(where), { name: a, email: "hostile.house@visitor.example", message: b });
  assert.equal(answer.status, 303);
  await harmless(page, answer.headers.location, [a, b]);
  await signedIn(page, owner.email, owner.password, "hostile-house");
  await harmless(page, "/o/hostile-house/staff/conversations", [a]);
  await harmless(page, "/o/hostile-house/staff/account", [b]);
  // Its mail, opened as a reader would.
  const [mail] = await eventually(() => { const found = mails().filter((one) => opened(one).head.includes("hostile.house@")); return found.length && found; }, "mail of the hostile practice");
  const html = opened(mail).body.match(/<!DOCTYPE html>[\s\S]*<\/html>/)[0];
  const reader = await guarded();
  await reader.setContent(html);
  assert.equal(await reader.evaluate(() => window.hit), undefined);
  assert.deepEqual(await reader.evaluate(() => [...document.querySelectorAll("script, img, svg, iframe")].length), 0);
  await reader.context().close();
  await page.context().close();
  for (const website of ["javascript:alert(1)", "data:text/html,x", "//evil.example"]) {
    assert.throws(() => anotherPractice("scheme-house", (file) => ({ ...file, practice: { ...file.practice, website } })), /./, `the website ${website} was imported`);
  }
});

/** Another site: a page of one's choosing on another origin. */
async function otherSite(html) {
  const server = http.createServer((_, response) => { response.setHeader("Content-Type", "text/html"); response.end(html); });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://localhost:${server.address().port}/`, close: () => { server.closeAllConnections(); server.close(); } };
}

test("T21_another_sites_page_posts_nothing_in_a_signed_in_persons_name", async () => {
  const sent = await sendInquiry({ name: "Forged Across" });
  const page = await visitor(browser);
  await signedIn(page, staffOf.owner, credentials()[staffOf.owner], house);
  await page.goto(`/o/${house}/staff/conversations/${sent.conversation}`);
  const token = await page.locator("form[action$='/reply'] input[name=form_token]").inputValue();
  const version = await page.locator("form[action$='/reply'] input[name=version]").inputValue();
  const site = await otherSite(`<form method="post" action="${stack.url}/o/${house}/staff/conversations/${sent.conversation}/reply"><input name="form_token" value="${token}"><input name="version" value="${version}"><input name="text" value="From elsewhere"><button>Go</button></form>`);
  try {
    await page.goto(site.url);
    const [answer] = await Promise.all([page.waitForResponse((response) => response.url().includes("/reply")), page.getByRole("button").click()]);
    assert.equal(answer.status(), 403, "even with a genuine token");
    assert.equal(database(`SELECT COUNT(*) FROM message WHERE conversation_id = ${sent.conversation}`)[0][0], "0");
  } finally {
    site.close();
    await page.context().close();
  }
});

test("T21_T12_the_public_flow_works_in_the_practices_own_frame_and_no_other_site_frames_it", async () => {
  const site = await otherSite(`<iframe src="${stack.url}/o/${house}/inquiry" width="600" height="800"></iframe>`);
  const page = await visitor(browser, { viewport: { width: 800, height: 900 } });
  try {
    await page.goto(site.url);
    await eventually(() => page.frames().length > 1, "the frame");
    const refused = async () => !(await page.frames()[1].getByLabel(/^Your name/).count().catch(() => 0));
    assert.equal(await refused(), true, "framed by a site that isn't on the practice's list");
    ctl("setting", "set", house, "core.frame_sites", new URL(site.url).origin);
    await page.goto(site.url);
    const frame = page.frameLocator("iframe");
    await frame.getByLabel(/^Your name/).fill("Framed Visitor");
    await frame.getByLabel("E-mail").fill("framed@visitor.example");
    await frame.getByRole("textbox", { name: /message/i }).fill("From your own website.");
    await frame.getByRole("button", { name: "Check your answers" }).click();
    await frame.getByRole("button", { name: /^Send the/ }).click();
    await eventually(() => page.frames().some((one) => /\/requests\//.test(one.url())), "the page after sending, in the frame");
    await frame.getByText("From your own website.").waitFor();
    assert.deepEqual(await page.context().cookies(), [], "no cookie is needed");
  } finally {
    ctl("setting", "set", house, "core.frame_sites", "");
    site.close();
    await page.context().close();
  }
});
