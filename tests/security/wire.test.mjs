// SPDX-License-Identifier: AGPL-3.0-or-later
// What comes over the wire, whole and broken: T12, T17, T21, T28, T29, T31.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { database, stack } from "../support/stack.mjs";
import { ask, formFields, post, raw } from "../support/wire.mjs";

const inquiry = "/o/harbor-therapy/inquiry";
const requests = () => Number(database("SELECT COUNT(*) FROM request")[0][0]);
const hostProcess = () => readFileSync(`${stack.dir}/run/host.group`, "utf8").trim();

test("T12_every_answer_carries_the_headers", async () => {
  for (const path of ["/o/harbor-therapy/schedule", "/o/harbor-therapy/schedule/jane-smith", inquiry, "/o/harbor-therapy/staff/sign-in", "/o/harbor-therapy/schedule/nobody", "/nothing", "/assets/nothing.css"]) {
    const { headers } = await ask(path);
    assert.match(headers["content-security-policy"], /default-src 'none'/, path);
    assert.doesNotMatch(headers["content-security-policy"], /unsafe-/, path);
    assert.match(headers["content-security-policy"], /base-uri 'none'/, path);
    assert.match(headers["content-security-policy"], /frame-ancestors/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "same-origin", path);
    assert.ok(headers["permissions-policy"], path);
    assert.ok(headers["cross-origin-opener-policy"], path);
    assert.doesNotMatch(headers.server ?? "", /\d/, path);
    assert.equal(headers["set-cookie"], undefined, `${path} sets a cookie`);
  }
});

test("T12_refusals_carry_them_too_and_assets_are_kept_for_ever", async () => {
  const refused = [[405, await ask("/o/harbor-therapy/schedule", { method: "DELETE" })], [403, await post(inquiry, { form_token: "x" })], [400, await ask(`${inquiry}?provider=%ff`)], [413, await post(inquiry, { message: "x".repeat(1100000) })], [414, await ask(`${inquiry}?a=${"a".repeat(9000)}`)], [431, await ask(inquiry, { headers: { "X-Long": "a".repeat(9000) } })], [405, await ask(inquiry, { method: "TRACE" })],
    [400, await ask(inquiry, { headers: { Host: "a b" } })]];
  for (const [status, { headers, status: got }] of refused) {
    assert.equal(got, status);
    assert.match(headers["content-security-policy"], /default-src 'none'/, String(status));
    assert.equal(headers["x-content-type-options"], "nosniff", String(status));
    assert.equal(headers["set-cookie"], undefined);
  }
  const page = (await ask("/o/harbor-therapy/schedule")).body;
  for (const [, path] of page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
    const { status, headers } = await ask(path);
    assert.equal(status, 200, path);
    assert.match(headers["cache-control"], /immutable/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
  }
});

test("T12_private_and_staff_pages_are_not_kept_nor_indexed", async () => {
  for (const path of ["/o/harbor-therapy/staff/sign-in", inquiry, "/o/harbor-therapy/requests/AAAA"]) {
    const { headers } = await ask(path);
    assert.match(headers["cache-control"], /no-store/, path);
  }
  assert.match((await ask("/o/harbor-therapy/staff/sign-in")).headers["x-robots-tag"], /noindex/);
});

test("T17_forged_hosts_appear_nowhere", async () => {
  for (const path of ["/o/harbor-therapy/schedule", "/o/harbor-counseling/schedule", "/schedule/harbor-therapy", "/o/harbor-therapy/staff", "/o/harbor-therapy/staff/conversations", "/o/harbor-therapy/staff/sign-in?next=//evil.example", "/o/harbor-therapy/staff/sign-in?next=/%5Cevil.example", "/o/harbor-therapy/staff/sign-in?next=https://evil.example/"]) {
    const got = await ask(path, { headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", Forwarded: "host=evil.example" } });
    assert.ok(!(got.headers.location ?? "").includes("evil.example"), `${path} → ${got.headers.location}`);
    assert.ok(!/(href|action|src|content)="[^"]*evil\.example/.test(got.body), path);
  }
});

test("T21_a_post_from_another_site_or_without_a_token_changes_nothing", async () => {
  const page = await ask(inquiry);
  const { action, fields } = formFields(page.body, "/inquiry");
  const filled = { ...fields, name: "Ada Example", email: "ada@visitor.example", message: "Hello", step: "send" };
  const before = requests();
  for (const headers of [{ Origin: "https://evil.example" }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }]) {
    assert.equal((await post(action, filled, headers)).status, 403, JSON.stringify(headers));
  }
  for (const token of ["", "x", "A".repeat(200)]) {
    const got = await post(action, { ...filled, form_token: token });
    assert.ok([400, 403].includes(got.status), `token "${token.slice(0, 5)}" got ${got.status}`);
  }
  const { form_token, ...without } = filled;
  assert.ok([400, 403].includes((await post(action, without)).status));
  const asGet = await ask(`${action}${action.includes("?") ? "&" : "?"}${new URLSearchParams(filled)}`);
  assert.ok(asGet.status < 500);
  assert.equal(requests(), before);
});

test("T21_a_token_of_another_form_is_refused", async () => {
  const token = formFields((await ask("/o/harbor-therapy/staff/sign-in")).body, "sign-in").fields.form_token;
  assert.ok(token);
  const { action, fields } = formFields((await ask(inquiry)).body, "/inquiry");
  const got = await post(action, { ...fields, form_token: token, name: "Ada", email: "ada@visitor.example", message: "Hello", step: "send" });
  assert.ok([400, 403].includes(got.status), String(got.status));
});

test("T28_limits_hold_and_the_host_lives_on", async () => {
  const before = hostProcess();
  const many = new URLSearchParams();
  for (let i = 0; i < 10000; i++) many.append(`f${i}`, "x");
  assert.ok([400, 413].includes((await post(inquiry, many)).status), "10,000 fields");
  assert.ok([400, 413].includes((await post(inquiry, { [`n${"a".repeat(900000)}`]: "x" })).status), "a name of nearly 1 MB");
  assert.equal((await post(inquiry, { message: "x".repeat(1100000) })).status, 413, "more than 1 MiB");
  assert.equal((await ask(`${inquiry}?provider=jane-smith&provider=omar-haddad`)).status, 400, "a scalar given twice");
  assert.equal((await ask(`${inquiry}?provider=%ff%fe`)).status, 400, "invalid UTF-8");
  assert.equal((await ask(`${inquiry}?provider=a%00b`)).status, 400, "NUL");
  assert.equal((await ask("/o/harbor-therapy/schedule")).status, 200);
  assert.equal(hostProcess(), before);
});

test("T28_limits_are_where_they_are_said_to_be", async () => {
  const fields = (count) => Array.from({ length: count }, (_, index) => `f${index}=x`).join("&");
  const status = async (body) => (await ask(inquiry, { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) } })).status;
  // Without a genuine token what is within the limits is answered 403.
  for (const [within, without, refusal] of [
    [fields(500), fields(501), 400],
    [`${"n".repeat(200)}=x`, `${"n".repeat(201)}=x`, 400],
    [`message=${"x".repeat(65536)}`, `message=${"x".repeat(65537)}`, 413],
  ]) {
    assert.equal(await status(within), 403, within.slice(0, 20));
    assert.equal(await status(without), refusal, without.slice(0, 20));
  }
  for (const odd of ["name=a%00b", "name=%c3%28", "name=%e2%80%ae%E2%80%ADx", "name=a&name=b", "form_token=a&form_token=b", "name=%zz", "name=%"]) assert.equal(await status(odd), 400, odd);
  assert.equal((await ask(inquiry, { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } })).status, 415);
});

test("T28_a_cookie_given_twice_opens_nothing", async () => {
  const { signIn, staffOf } = await import("../support/people.mjs");
  const { cookie } = await signIn(staffOf.owner);
  const look = async (value) => (await ask("/o/harbor-therapy/staff/account", { headers: { Cookie: value } })).status;
  assert.equal(await look(cookie), 200);
  assert.equal(await look(`${cookie}; frontdesk_staff=${"A".repeat(43)}`), 303);
  assert.equal(await look(`frontdesk_staff=${"A".repeat(43)}; ${cookie}`), 303);
});

test("T28_hostile_sizes_cost_no_memory", async () => {
  const { execFileSync } = await import("node:child_process");
  const resident = () => execFileSync("pgrep", ["-P", hostProcess()], { encoding: "utf8" }).trim().split("\n")
    .map((pid) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)?.[1] ?? 0)).reduce((sum, one) => sum + one, 0);
  for (let warm = 0; warm < 20; warm++) await ask(inquiry);
  const before = resident();
  for (let round = 0; round < 10; round++) {
    await Promise.all([post(inquiry, { message: "x".repeat(1040000) }), post(inquiry, Object.fromEntries(Array.from({ length: 10000 }, (_, one) => [`f${one}`, "x".repeat(50)]))), post(inquiry, { ["n".repeat(900000)]: "x" }), ask(`${inquiry}?${"a&".repeat(2000)}`)]);
  }
  assert.ok(resident() - before < 50 * 1024, `the host grew by ${resident() - before} kB`);
});

test("T28_a_body_shorter_than_announced_is_refused", async () => {
  const before = requests();
  const answer = await raw(`POST ${inquiry} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\nConnection: close\r\n\r\nname=Ada`, 1500);
  assert.doesNotMatch(answer, /^HTTP\/1\.1 (200|303)/);
  assert.equal(requests(), before);
});

test("T29_long_runs_of_one_letter_are_refused_quickly", async () => {
  const { action, fields } = formFields((await ask(inquiry)).body, "/inquiry");
  for (const name of ["name", "email", "phone", "message"]) {
    const got = await post(action, { ...fields, name: "Ada", email: "ada@visitor.example", message: "Hello", [name]: "a".repeat(200000), step: "review" });
    assert.ok(got.status >= 400 && got.status < 500, `${name}: ${got.status}`);
  }
  const query = await ask(`/o/harbor-therapy/schedule/jane-smith/times.json?service=${"a".repeat(5000)}&location=phone`);
  assert.ok([400, 404, 414].includes(query.status));
});

test("T31_hostile_request_lines_reach_nothing", async () => {
  for (const path of ["/o/harbor-therapy/..%2f..%2fetc/passwd", "/assets/..%2f..%2fetc/frontdesk.conf", "/assets/../etc/frontdesk.conf", "/assets../etc/frontdesk.conf", "/o/harbor-therapy/schedule%0a", "/o/harbor-therapy/schedule%00", "/o/harbor-therapy/%2e%2e/%2e%2e/healthz"]) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 (400|404)/, `${path}: ${answer.slice(0, 40)}`);
    assert.doesNotMatch(answer, /password|secret_file|root:/);
  }
  assert.match(await raw("GET /o/harbor-therapy/schedule HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n"), /^HTTP\/1\.1 400/);
  assert.match(await raw(`POST ${inquiry} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`), /^HTTP\/1\.1 400/);
});

test("T31_a_visitor_is_served_while_500_connections_dawdle", async () => {
  const { connect } = await import("node:net");
  const slow = Array.from({ length: 500 }, (_, index) => {
    const socket = connect(stack.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(index % 2 ? "GET /o/harbor-therapy/schedule HTTP/1.1\r\nHost: x\r\nX-Slow: " : `POST ${inquiry} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=`);
    return socket;
  });
  try {
    const begun = performance.now();
    const { sendInquiry } = await import("../support/people.mjs");
    const sent = await sendInquiry({ name: "Patient Visitor" });
    assert.equal((await ask(`/o/harbor-therapy/requests/${sent.token}`)).status, 200);
    assert.ok(performance.now() - begun < 5000, `took ${Math.round(performance.now() - begun)} ms`);
  } finally {
    for (const socket of slow) socket.destroy();
  }
});

test("T31_odd_headers_are_dropped_or_harmless", async () => {
  const usual = (await ask("/o/harbor-therapy/schedule")).body;
  for (const headers of [{ Proxy: "http://evil.example" }, { Script_Name: "/x", Request_Uri: "/o/x" }, { "Request-Uri": "/metrics" }, { "X-Original-URL": "/o/harbor-therapy/staff" }, { "X-Rewrite-URL": "/metrics" }, { "X-HTTP-Method-Override": "DELETE" }, { "Content-Length": "0" }, { Expect: "100-continue" }, { Range: "bytes=0-10" }, { "X-Request-Id": "mine" }]) {
    const got = await ask("/o/harbor-therapy/schedule", { headers });
    assert.equal(got.status, 200, JSON.stringify(headers));
    assert.equal(got.body, usual, JSON.stringify(headers));
  }
  assert.match(await raw(`GET http://evil.example/o/harbor-therapy/staff HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 (303|400)(?![\s\S]*Location: http)/, "an absolute request line");
});
