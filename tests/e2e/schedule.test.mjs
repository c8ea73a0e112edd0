// SPDX-License-Identifier: AGPL-3.0-or-later
// The schedule pages as a visitor sees them: at every width, in light and dark, by keyboard, in another time zone, with and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { keep, launch, violations, visitor } from "../support/browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const schedule = "/o/harbor-therapy/schedule";
const video = `${schedule}/jane-smith?service=individual-therapy&location=telehealth`;
const withoutTimes = `${schedule}/jane-smith?service=individual-therapy&location=phone`;

/** Controls that are lower than a fingertip; links inside running text may be. */
function smallTargets(page) {
  return page.evaluate(() => [...document.querySelectorAll("a, button, select, input:not([type=hidden])")]
    .filter((one) => { const height = one.getBoundingClientRect().height; return height > 1 && height < 43.5 && (one.matches(".times a") || !one.closest("p, li, dd, h3")); })
    .map((one) => one.textContent.trim()));
}

for (const [width, colorScheme] of [[320, "light"], [390, "dark"], [1280, "light"], [1280, "dark"]]) {
  test(`every state of the schedule pages is whole at ${width} px, ${colorScheme}`, async () => {
    const page = await visitor(browser, { viewport: { width, height: 900 }, colorScheme });
    for (const [name, path] of Object.entries({ practice: schedule, service: `${schedule}/jane-smith`, place: `${schedule}/jane-smith?service=individual-therapy`,
      kind: `${schedule}/jane-smith?service=consultation&location=phone`, times: video, "no-times": withoutTimes, "not-found": `${schedule}/tom-becker` })) {
      await page.goto(path, { waitUntil: "networkidle" });
      await keep(page, `schedule-${width}-${colorScheme}-${name}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} scrolls sideways`);
      assert.deepEqual(await smallTargets(page), [], name);
      assert.deepEqual(await violations(page), [], name);
    }
    assert.deepEqual(page.troubles.filter((words) => !words.includes("404")), []);
    await page.context().close();
  });
}

test("a visitor elsewhere sees the own clock first, and the practice's beside it", async () => {
  const page = await visitor(browser, { timezoneId: "America/Los_Angeles" });
  await page.goto(video);
  await page.getByText("Times are in your time zone: Pacific").waitFor();
  await page.getByText("Below each: the time at the practice, Eastern").waitFor();
  assert.match(page.url(), /tz=America%2FLos_Angeles/);
  await page.goto(`${schedule}/jane-smith?service=individual-therapy&location=wharf-office`);
  await page.getByText("Below each: the time where you are, Pacific").waitFor();
  await page.getByText("Times are by the clock of the place: Eastern").waitFor();
  await page.context().close();
});

test("choices swap in place, move the focus, and go back", async () => {
  const page = await visitor(browser);
  await page.goto(`${schedule}/jane-smith`, { waitUntil: "networkidle" });
  await page.evaluate(() => { window.same = true; });
  await page.getByRole("link", { name: /Individual therapy/ }).click();
  await page.getByRole("heading", { name: "Where would you like to meet?" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "question");
  await page.getByRole("link", { name: /Video session/ }).click();
  await page.getByRole("heading", { name: "Choose a time" }).waitFor();
  const week = await page.locator(".week-title").innerText();
  await page.getByRole("link", { name: "Later" }).click();
  await page.waitForFunction((before) => document.querySelector(".week-title").innerText !== before, week);
  await page.goBack();
  await page.waitForFunction((before) => document.querySelector(".week-title")?.innerText === before, week);
  assert.equal(await page.evaluate(() => window.same), true, "the document was loaded anew");
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test("without JavaScript every choice is a link, and a form asks for the time zone", async () => {
  const page = await visitor(browser, { javaScriptEnabled: false, timezoneId: "America/Los_Angeles" });
  await page.goto(`${schedule}/jane-smith`);
  await page.getByRole("link", { name: /Individual therapy/ }).click();
  await page.getByRole("link", { name: /Video session/ }).click();
  await page.getByText("Times are in the practice's time zone: Eastern").waitFor();
  await page.getByLabel("Your time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Show my time" }).click();
  await page.getByText("Times are in your time zone: Central European").waitFor();
  await page.getByRole("link", { name: "Change Place" }).click();
  await page.getByRole("heading", { name: "Where would you like to meet?" }).waitFor();
  assert.match(page.url(), /tz=Europe%2FBerlin/);
  await page.context().close();
});

test("a week without times leads on", async () => {
  const page = await visitor(browser, { javaScriptEnabled: false });
  await page.goto(withoutTimes);
  await page.getByText("No open times in these seven days.").waitFor();
  await page.getByRole("link", { name: "Wharf Street office" }).click();
  await page.getByRole("heading", { name: "Choose a time" }).waitFor();
  assert.ok(await page.locator("ul.times a").count() > 0);
  await page.context().close();
});
