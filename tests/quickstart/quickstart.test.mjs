// SPDX-License-Identifier: AGPL-3.0-or-later
// The first command that a new user types: its options, its refusals, and that it leaves nothing behind.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const quickstart = join(process.env.FRONTDESK_SOURCE, "quickstart");
let dir, port;

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}

function run(...words) {
  return spawnSync(quickstart, words, { encoding: "utf8", timeout: 180000 });
}

/** Over a connection of its own: one kept from before a stop would be dead. */
function status(path, at = port) {
  return new Promise((resolve, reject) => {
    http.get({ host: "127.0.0.1", port: at, path, agent: false }, (response) => { response.resume(); resolve(response.statusCode); }).on("error", reject);
  });
}

/** Processes whose command line names the folder. */
function processesOf(folder) {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return Number(pid) !== process.pid && words.some((word) => word.includes(folder));
    } catch {
      return false;
    }
  });
}

before(async () => {
  dir = mkdtempSync(join(tmpdir(), "fdq."));
  chmodSync(dir, 0o755);
  port = await freePort();
});
after(() => {
  run("stop", "--dir", dir);
  rmSync(dir, { recursive: true, force: true });
});

test("a first start ends with pages that answer, and says where they are", async () => {
  const started = run("--dir", dir, "--port", String(port), "--background", "--no-install");
  assert.equal(started.status, 0, started.stdout + started.stderr);
  assert.match(started.stdout, new RegExp(`http://127.0.0.1:${port}/o/harbor-therapy/schedule`));
  assert.match(started.stdout, /demo-credentials\.txt/);
  assert.equal(await status("/o/harbor-therapy/schedule"), 200);
  assert.equal(await status("/o/harbor-therapy/staff/sign-in"), 200);
});

test("secrets and passwords are for their owner's eyes, and no password is fixed", () => {
  const credentials = join(dir, "demo-credentials.txt");
  assert.equal(statSync(credentials).mode & 0o777, 0o600);
  const lines = readFileSync(credentials, "utf8").trim().split("\n");
  assert.equal(lines.length, 3);
  assert.equal(new Set(lines.map((line) => line.split(" ")[1])).size, 3);
  for (const file of ["installation.secret", "database-serve.secret", "database-migrate.secret", "frontdesk.conf"]) {
    assert.equal(statSync(join(dir, "etc", file)).mode & 0o077, 0, file);
  }
});

test("the database listens on no TCP port", () => {
  const pid = readFileSync(join(dir, "run/db.pid"), "utf8").trim();
  const sockets = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => { try { return execFileSync("readlink", [`/proc/${pid}/fd/${fd}`], { encoding: "utf8" }).trim(); } catch { return ""; } }));
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readFileSync(table, "utf8").split("\n").slice(1)) {
      const words = line.trim().split(/\s+/);
      if (words[3] === "0A") assert.ok(!sockets.has(`socket:[${words[9]}]`), line);
    }
  }
});

test("no password stands on any command line", () => {
  const words = [...readFileSync(join(dir, "demo-credentials.txt"), "utf8").matchAll(/ (\S+)$/gm)].map((found) => found[1]);
  words.push(readFileSync(join(dir, "etc/database-serve.secret"), "utf8").trim());
  for (const pid of processesOf(dir)) {
    const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    for (const word of words) assert.ok(!line.includes(word));
  }
});

test("status says that it runs, a second start that it runs already", () => {
  assert.equal(run("status", "--dir", dir).status, 0);
  const second = run("--dir", dir, "--port", String(port), "--background", "--no-install");
  assert.notEqual(second.status, 0);
  assert.match(second.stderr, /already runs/);
  assert.match(second.stderr, /stop --dir/);
});

test("a taken port is named, with a way out", async () => {
  const other = mkdtempSync(join(tmpdir(), "fdq."));
  const refused = run("--dir", other, "--port", String(port), "--background", "--no-install");
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, new RegExp(`port ${port} .*taken`));
  assert.match(refused.stderr, /--port/);
  rmSync(other, { recursive: true });
});

test("two installations live side by side", async () => {
  const other = mkdtempSync(join(tmpdir(), "fdq."));
  chmodSync(other, 0o755);
  const otherPort = await freePort();
  try {
    const started = run("--dir", other, "--port", String(otherPort), "--background", "--no-install", "--no-demo", "--no-limits");
    assert.equal(started.status, 0, started.stdout + started.stderr);
    assert.match(started.stdout, /WARNING: .*limits/i);
    assert.equal(await status("/o/harbor-therapy/schedule", otherPort), 404);
    assert.equal(await status("/o/harbor-therapy/schedule"), 200);
    assert.ok(!existsSync(join(other, "demo-credentials.txt")));
  } finally {
    assert.equal(run("stop", "--dir", other).status, 0);
    assert.deepEqual(processesOf(other), []);
    rmSync(other, { recursive: true, force: true });
  }
  assert.equal(await status("/o/harbor-therapy/schedule"), 200);
});

test("stop leaves no process, and a second start finds everything as it was left", async () => {
  const ctl = join(dir, "bin/frontdeskctl");
  const passwords = readFileSync(join(dir, "demo-credentials.txt"), "utf8");
  execFileSync(ctl, ["practice", "suspend", "harbor-therapy"]);
  assert.equal(await status("/o/harbor-therapy/schedule"), 404);
  assert.equal(run("stop", "--dir", dir).status, 0);
  assert.deepEqual(processesOf(dir), []);
  assert.equal(run("status", "--dir", dir).status, 3);
  const started = run("--dir", dir, "--port", String(port), "--background", "--no-install");
  assert.equal(started.status, 0, started.stdout + started.stderr);
  assert.equal(await status("/o/harbor-therapy/schedule"), 404, "still suspended");
  execFileSync(ctl, ["practice", "resume", "harbor-therapy"]);
  assert.equal(await status("/o/harbor-therapy/schedule"), 200);
  assert.equal(readFileSync(join(dir, "demo-credentials.txt"), "utf8"), passwords);
});

test("Ctrl-C ends a start in the foreground and all it started", async () => {
  assert.equal(run("stop", "--dir", dir).status, 0);
  const child = spawn(quickstart, ["--dir", dir, "--port", String(port), "--no-install"], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => { text += data; if (text.includes("Command line:")) resolve(); });
    child.on("exit", () => reject(new Error(text)));
  });
  assert.equal(await status("/o/harbor-therapy/schedule"), 200);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.kill("SIGINT");
  await ended;
  assert.deepEqual(processesOf(dir), []);
});

test("a path too long for a socket is refused before anything is made", () => {
  const long = join(dir, "x".repeat(100));
  const refused = run("--dir", long, "--port", "1", "--background", "--no-install");
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /too long/);
  assert.match(refused.stderr, /--dir/);
  assert.ok(!existsSync(long));
});

test("wrong words end with exit status 2 and the usage", () => {
  for (const words of [["--port", "eighty"], ["--port", "70000"], ["--nonsense"], ["start-it"]]) {
    const refused = run(...words);
    assert.equal(refused.status, 2, words.join(" "));
    assert.match(refused.stderr, /--background/);
  }
});

test("nginx's user that can't enter the folder is named, with the remedy", { skip: process.getuid() !== 0 && "only root's nginx has a user of its own" }, async () => {
  const closed = mkdtempSync(join(tmpdir(), "fdq."));
  chmodSync(closed, 0o700);
  const inside = join(closed, "in");
  mkdirSync(inside);
  const otherPort = await freePort();
  try {
    const started = run("--dir", inside, "--port", String(otherPort), "--background", "--no-install", "--no-demo");
    assert.match(started.stdout, new RegExp(`www-data can't enter ${closed}`));
    assert.match(started.stdout, /chmod o\+x/);
    assert.equal(started.status, 0, started.stdout + started.stderr);
  } finally {
    run("stop", "--dir", inside);
    rmSync(closed, { recursive: true, force: true });
  }
});
