// SPDX-License-Identifier: AGPL-3.0-or-later
// T13: a practice's own templates are data. What is broken or reaches too far is refused, the default serves, and nobody else notices.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { anotherPractice, house, steady } from "../support/people.mjs";
import { ctlResult, eventually, stack } from "../support/stack.mjs";
import { ask } from "../support/wire.mjs";

const other = "template-house";
const overrides = join(stack.dir, "overrides");
const errorLog = join(stack.dir, "log/host-error.log");
const supervisor = () => Number(readFileSync(join(stack.dir, "run/host.group"), "utf8"));
const takeovers = () => readFileSync(errorLog, "utf8").split("\n").filter((line) => line.includes("worker_takes_over")).length;
const pages = [`/o/${house}/schedule`, `/o/${house}/schedule/jane-smith`, `/o/${house}/inquiry`, `/o/${other}/schedule`, `/o/${other}/inquiry`, `/o/${house}/nothing`];

async function reload() {
  const already = takeovers();
  process.kill(supervisor(), "SIGHUP");
  await eventually(() => takeovers() > already, "the new templates serve");
}

function write(practice, name, text) {
  const file = join(overrides, practice, `${name}.mustache`);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

async function shown() {
  const bodies = [];
  for (const path of pages) {
    const answer = await ask(path);
    bodies.push([path, answer.status, steady(answer.body)]);
  }
  return bodies;
}

let whole;
before(async () => {
  anotherPractice(other);
  rmSync(join(overrides, house), { recursive: true, force: true });
  whole = await shown();
});
after(async () => {
  for (const practice of [house, other]) rmSync(join(overrides, practice), { recursive: true, force: true });
  await reload();
});

const template = readFileSync(join(stack.dir, "lib/frontdesk/plugins/practice_page/templates/practice.mustache"), "utf8");
const broken = {
  "raw output": template.replace("{{practice_name}}", "{{{practice_name}}}"),
  "raw output by &": template.replace("{{practice_name}}", "{{&practice_name}}"),
  "other delimiters": `{{=<% %>=}}<% practice_name %>${template}`,
  "a partial above its folder": `{{> ../../etc/frontdesk}}${template}`,
  "a partial with an absolute path": `{{> /etc/passwd}}${template}`,
  "a partial of another room": `{{> conversations/_thread}}${template}`,
  "itself as a partial": `{{> practice_page/practice}}${template}`,
  "30,000 nested sections": "{{#x}}".repeat(10000) + "{{#providers}}".repeat(20000),
  "nested sections that are small enough": `${"{{#is_open}}".repeat(5000)}x${"{{/is_open}}".repeat(5000)}`.slice(0, 120000),
  "an unclosed section": `${template}{{#providers}}`,
  "a crossed section": "{{#is_open}}{{#providers}}{{/is_open}}{{/providers}}",
  "a tag cut off": `${template}{{practice_na`,
  "a name of the page's outside": `${template}{{database_password}}`,
  "a name of the outside within a section": "{{#providers}}{{introduction}}{{/providers}}",
  "a script": `${template}<script src="/assets/x.js"></script>`,
  "an inline script": `${template}<script>alert(1)</script>`,
  "an event attribute": `<p onclick="alert(1)">${template}</p>`,
  "a value without quotes": `<p class={{practice_name}}>x</p>`,
  "a value in a script's address": `<a href="javascript:{{practice_name}}">x</a>`,
  "a frame": `${template}<iframe src="https://evil.example/"></iframe>`,
  "bytes that are no text": Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  "nothing but braces": "{".repeat(100000),
};

test("T13_broken_and_hostile_overrides_are_refused_and_the_defaults_serve", async () => {
  for (const [what, text] of Object.entries(broken)) {
    write(house, "practice_page/practice", text);
    await reload();
    assert.deepEqual(await shown(), whole, what);
  }
  const doctor = ctlResult(["doctor"]);
  assert.match(`${doctor.stdout}${doctor.stderr}`, new RegExp(`${house}/practice_page/practice\\.mustache`), "doctor names the refused file");
});

test("T13_an_override_changes_its_own_practice_only", async () => {
  write(house, "practice_page/practice", `<h1>Our own page of {{practice_name}}</h1>${template.replace("<h1>{{practice_name}}</h1>", "")}`);
  await reload();
  const now = await shown();
  assert.match(now[0][2], /Our own page of Harbor Therapy/);
  assert.deepEqual(now.slice(1), whole.slice(1));
});

test("T13_folders_of_nobody_and_of_odd_names_harm_nothing", async () => {
  rmSync(join(overrides, house), { recursive: true, force: true });
  write("no-such-house", "practice_page/practice", "<h1>Nobody's</h1>");
  write(house, "no_such_plugin/practice", "<h1>No plugin's</h1>");
  write(house, "layout/public", "<h1>Layout</h1>");
  write(house, "mail/message", "{{{practice_name}}}");
  write(other, "practice_page/..practice", "<h1>Odd</h1>");
  await reload();
  const now = await shown();
  for (const [index, [path, status, body]] of now.entries()) {
    assert.equal(status, whole[index][1], path);
    assert.doesNotMatch(body, /Nobody's|No plugin's|Odd/);
  }
  assert.deepEqual(now.slice(3, 5), whole.slice(3, 5), "the other practice's pages");
  rmSync(join(overrides, "no-such-house"), { recursive: true });
});
