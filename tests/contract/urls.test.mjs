// SPDX-License-Identifier: AGPL-3.0-or-later
// The addresses that others rely on (docs/urls.md).
import assert from "node:assert/strict";
import { test } from "node:test";
import { ctl, stack } from "../support/stack.mjs";
import { ask, post } from "../support/wire.mjs";

test("the practice page and each public provider's page answer", async () => {
  for (const path of ["/o/harbor-therapy/schedule", "/o/harbor-therapy/schedule/jane-smith", "/o/harbor-therapy/inquiry"]) {
    assert.equal((await ask(path)).status, 200, path);
  }
});

test("legacy paths lead to the practice's path, query kept", async () => {
  for (const [from, to] of [
    ["/schedule/harbor-therapy", "/o/harbor-therapy/schedule"],
    ["/scheduler/harbor-therapy", "/o/harbor-therapy/schedule"],
    ["/schedule/harbor-therapy/jane-smith?service=consultation&x=%2F", "/o/harbor-therapy/schedule/jane-smith?service=consultation&x=%2F"],
    ["/scheduler/harbor-therapy/jane-smith", "/o/harbor-therapy/schedule/jane-smith"],
  ]) {
    const got = await ask(from);
    assert.equal(got.status, 301, from);
    assert.equal(new URL(got.headers.location, stack.url).pathname + new URL(got.headers.location, stack.url).search, to);
    const head = await ask(from, { method: "HEAD" });
    assert.equal(head.status, 301);
    const posted = await post(from, { a: "b" });
    assert.equal(posted.status, 308, `POST ${from}`);
  }
});

test("a practice's previous link name leads to the present one in any path under /o/", async () => {
  for (const path of ["schedule", "schedule/jane-smith?service=consultation", "inquiry", "staff/sign-in", "requests/abc", "whatever/else"]) {
    const got = await ask(`/o/harbor-counseling/${path}`);
    assert.equal(got.status, 301, path);
    assert.ok(got.headers.location.endsWith(`/o/harbor-therapy/${path}`), got.headers.location);
    assert.equal((await post(`/o/harbor-counseling/${path}`, { a: "b" })).status, 308);
  }
});

test("a redirect never leaves the host", async () => {
  for (const path of ["/schedule//evil.example", "/schedule/%2F%2Fevil.example", "/schedule/evil.example%0d%0aX:1", "/o/harbor-counseling//evil.example", "/o/harbor-counseling/%5cevil.example", "//evil.example/o/harbor-counseling/schedule"]) {
    const got = await ask(path, { headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example" } });
    const location = got.headers.location ?? "";
    assert.ok(!/^(https?:)?[/\\]{2}(?!127\.0\.0\.1)/.test(location), `${path} → ${location}`);
    assert.ok(!location.includes("\r") && !location.includes("\n"));
  }
});

test("what does not exist, is not public or belongs to another practice is one 404", async () => {
  const pages = [];
  for (const path of [
    "/o/harbor-therapy/schedule/nobody",
    "/o/harbor-therapy/schedule/tom-becker",
    "/o/no-such-practice/schedule",
    "/o/no-such-practice/schedule/jane-smith",
    "/o/harbor-therapy/requests/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "/o/harbor-therapy/nothing-here",
    "/o/HARBOR-THERAPY/schedule",
    "/nothing",
  ]) {
    const got = await ask(path);
    assert.equal(got.status, 404, path);
    pages.push([path, got]);
  }
  const hidden = pages.find(([path]) => path.endsWith("tom-becker"))[1];
  const absent = pages.find(([path]) => path.endsWith("schedule/nobody"))[1];
  assert.equal(hidden.body, absent.body);
  assert.match(absent.body, /<h1/);
});

test("other methods are refused with the ones that are allowed", async () => {
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
    const got = await ask("/o/harbor-therapy/schedule", { method });
    assert.equal(got.status, 405, method);
    if (method !== "TRACE") assert.match(got.headers.allow, /GET/);
  }
});

test("HEAD answers like GET, without a body", async () => {
  const got = await ask("/o/harbor-therapy/schedule", { method: "HEAD" });
  assert.equal(got.status, 200);
  assert.equal(got.body, "");
  assert.match(got.headers["content-type"], /text\/html/);
});

test("with scheduling off the schedule pages answer 200 with the inquiry, and times.json is empty", async () => {
  ctl("setting", "set", "harbor-therapy", "public_scheduling", "false");
  try {
    for (const path of ["/o/harbor-therapy/schedule", "/o/harbor-therapy/schedule/jane-smith"]) {
      const got = await ask(path);
      assert.equal(got.status, 200, path);
      assert.match(got.body, /\/o\/harbor-therapy\/inquiry/);
    }
    const times = await ask("/o/harbor-therapy/schedule/jane-smith/times.json?service=consultation&location=phone");
    assert.equal(times.status, 200);
    assert.deepEqual(JSON.parse(times.body).times, []);
  } finally {
    ctl("setting", "set", "harbor-therapy", "public_scheduling", "true");
  }
});

test("times.json is what the command line prints, and any site may read it", async () => {
  const query = "service=consultation&location=phone&from=2026-12-01&to=2026-12-31";
  const got = await ask(`/o/harbor-therapy/schedule/jane-smith/times.json?${query}`, { headers: { Origin: "https://elsewhere.example" } });
  assert.equal(got.status, 200);
  assert.match(got.headers["content-type"], /^application\/json/);
  assert.equal(got.headers["access-control-allow-origin"], "*");
  assert.equal(got.headers["access-control-allow-credentials"], undefined);
  const printed = ctl("times", "--practice", "harbor-therapy", "--provider", "jane-smith", "--service", "consultation", "--location", "phone", "--from", "2026-12-01", "--to", "2026-12-31", "--json");
  assert.deepEqual(JSON.parse(got.body), JSON.parse(printed));
});

test("times.json: 404 to what is unknown or hidden, 400 with a problem document to bad parameters", async () => {
  const base = "/o/harbor-therapy/schedule";
  for (const path of ["nobody/times.json?service=consultation&location=phone", "tom-becker/times.json?service=individual-therapy&location=wharf-office", "jane-smith/times.json?service=no-such&location=phone"]) {
    assert.equal((await ask(`${base}/${path}`)).status, 404, path);
  }
  for (const query of ["", "service=consultation", "service=consultation&location=phone&from=yesterday", "service=consultation&location=phone&from=2026-02-30", "service=consultation&location=phone&tz=Mars/Base",
    "service=consultation&location=phone&from=2026-12-02&to=2026-12-01", "service=consultation&location=phone&from=2026-01-01&to=2028-01-01", "service=consultation&location=phone&from=2037-12-30&to=2038-01-02"]) {
    const got = await ask(`${base}/jane-smith/times.json?${query}`, { headers: { Accept: "application/json" } });
    assert.equal(got.status, 400, query);
    assert.match(got.headers["content-type"], /^application\/problem\+json/, query);
    assert.ok(JSON.parse(got.body).title, query);
  }
});

test("health and metrics answer on loopback", async () => {
  assert.equal((await ask("/healthz")).status, 200);
  const metrics = await ask("/metrics");
  assert.equal(metrics.status, 200);
  assert.match(metrics.body, /^# TYPE /m);
});

test("assets carry a content hash and are kept for ever", async () => {
  const page = await ask("/o/harbor-therapy/schedule");
  const sheet = page.body.match(/href="(\/assets\/[^"]+\.css)"/)[1];
  const got = await ask(sheet);
  assert.equal(got.status, 200);
  assert.match(sheet, /[.-][0-9a-f]{8,}\./);
  assert.match(got.headers["cache-control"], /immutable/);
});
