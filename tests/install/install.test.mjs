// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/install.md, step by step, on a database and web servers that were there before: the configuration and the SQL are the page's own, with
// its paths moved into a folder of the test.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const source = process.env.FRONTDESK_SOURCE;
const build = process.env.FRONTDESK_BUILD;
const page = readFileSync(join(source, "docs/install.md"), "utf8");
const user = userInfo().username;
const children = [];
let root, prefix, config, socket;

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a program that stays in the foreground; ended after the test run. */
function start(program, words, options = {}) {
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"], ...options });
  child.errors = "";
  child.stderr.on("data", (data) => { child.errors += data; });
  children.push(child);
  return child;
}

function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });
}

/** Asks until it is so, for at most 15 seconds. */
async function until(what, look) {
  for (let tries = 0; tries < 150; tries++) {
    try {
      if (await look()) return;
    } catch { /* not yet */ }
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`${what}: ${children.map((child) => child.errors).join("\n")}`);
}

function ctl(...words) {
  return spawnSync(join(prefix, "bin/frontdeskctl"), words, { encoding: "utf8", env: { ...process.env, FRONTDESK_CONFIG: config } });
}

async function pagesAnswer(port) {
  const practice = await fetch(`http://127.0.0.1:${port}/o/harbor-therapy/schedule`);
  assert.equal(practice.status, 200);
  const text = await practice.text();
  assert.match(text, /Harbor Therapy/);
  const sheet = text.match(/href="(\/assets\/[^"]+\.css)"/)[1];
  const style = await fetch(`http://127.0.0.1:${port}${sheet}`);
  assert.equal(style.status, 200);
  assert.match(style.headers.get("cache-control"), /immutable/);
  assert.equal((await fetch(`http://127.0.0.1:${port}/o/nobody/schedule`)).status, 404);
  assert.equal((await fetch(`http://127.0.0.1:${port}/o/harbor-therapy/schedule/%2e%2e%2fx`)).status, 404);
}

before(async () => {
  root = mkdtempSync(join(tmpdir(), "fdi."));
  chmodSync(root, 0o755);
  for (const name of ["etc", "lib", "log", "run", "mail"]) mkdirSync(join(root, name));
  prefix = join(root, "usr");
  config = join(root, "etc/frontdesk.conf");
  socket = join(root, "run/host.sock");

  execFileSync("cmake", ["--install", build, "--prefix", prefix], { stdio: "ignore" });

  const datadir = join(root, "db");
  execFileSync("mariadb-install-db", ["--no-defaults", `--user=${user}`, `--datadir=${datadir}`, "--auth-root-authentication-method=socket", `--auth-root-socket-user=${user}`, "--skip-test-db"], { stdio: "ignore" });
  const databaseSocket = join(root, "run/mysqld.sock");
  start("mariadbd", ["--no-defaults", `--user=${user}`, `--datadir=${datadir}`, `--socket=${databaseSocket}`, "--skip-networking", "--innodb-buffer-pool-size=64M"]);
  await until("the database answers", () => spawnSync("mariadb", ["--no-defaults", `--socket=${databaseSocket}`, `--user=${user}`, "--execute=SELECT 1"]).status === 0);

  for (const name of ["installation", "database-serve", "database-migrate"]) {
    writeFileSync(join(root, `etc/${name}.secret`), execFileSync("openssl", ["rand", "-hex", "32"]), { mode: 0o600 });
  }
  const accounts = execFileSync(join(source, "packaging/database-accounts"), ["frontdesk", "localhost", "frontdesk_serve", join(root, "etc/database-serve.secret"), "frontdesk_migrate", join(root, "etc/database-migrate.secret")]);
  execFileSync("mariadb", ["--no-defaults", `--socket=${databaseSocket}`, `--user=${user}`], { input: accounts });

  const block = page.split("`/etc/frontdesk/frontdesk.conf`")[1].split("\n").filter((line) => line.startsWith("    ") || line === "");
  const text = block.slice(0, block.findIndex((line) => line.includes("secret_file")) + 1).map((line) => line.trim()).join("\n")
    .replace("/run/mysqld/mysqld.sock", databaseSocket).replaceAll("/etc/frontdesk/", `${root}/etc/`).replaceAll("/usr/lib/", `${prefix}/lib/`).replaceAll("/usr/share/", `${prefix}/share/`)
    .replaceAll("/usr/local/lib/frontdesk/plugins", join(root, "lib")).replace("/run/frontdesk/host.sock", socket).replaceAll("/var/log/frontdesk", join(root, "log"))
    .replace(/smtp_host = .*\nsmtp_port = .*\nfrom = .*/, `directory = ${root}/mail`);
  assert.match(text, /\[site\]/);
  writeFileSync(config, text, { mode: 0o600 });

  const migrated = ctl("migrate");
  assert.equal(migrated.status, 0, migrated.stderr);
  const imported = ctl("import", join(source, "packaging/demo/harbor-therapy.json"));
  assert.equal(imported.status, 0, imported.stderr);
});

after(async () => {
  for (const child of children.reverse()) await stop(child);
  rmSync(root, { recursive: true, force: true });
});

test("behind an nginx that was there before, with the files under nginx/", async () => {
  const port = await freePort();
  const host = start(join(prefix, "bin/frontdesk-host"), ["--config", config, "--supervise"]);
  await until("the host listens", () => existsSync(socket));
  chmodSync(socket, 0o666);
  execFileSync(join(source, "nginx/render"), ["--out", join(root, "etc/nginx"), "--socket", socket, "--assets", join(prefix, "share/frontdesk/assets"), "--listen", `127.0.0.1:${port}`, "--server-name", "portal.example", "--log", join(root, "log")]);
  const existing = join(root, "etc/existing-nginx.conf");
  writeFileSync(existing, `daemon off; pid ${root}/run/nginx.pid; error_log stderr; events {} http { access_log off;
    client_body_temp_path ${root}/run/b; fastcgi_temp_path ${root}/run/f; proxy_temp_path ${root}/run/p; uwsgi_temp_path ${root}/run/u; scgi_temp_path ${root}/run/s;
    include /etc/nginx/mime.types; include ${root}/etc/nginx/site.conf; }`);
  const nginx = start("/usr/sbin/nginx", ["-c", existing]);
  await until("nginx answers", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200);
  await pagesAnswer(port);

  const required = ctl("setting", "set", "harbor-therapy", "second_factor", "required");
  assert.equal(required.status, 0, required.stderr);
  const doctor = ctl("doctor");
  assert.match(doctor.stdout + doctor.stderr, /1\d\.\d+\.\d+-MariaDB/, "names the database that it found");
  assert.match(doctor.stdout + doctor.stderr, /doesn't ask for a second factor yet/, "says what isn't enforced yet");
  await stop(nginx);
  await stop(host);
  assert.ok(!existsSync(join(root, "run/nginx.pid")));
});

test("started by spawn-fcgi, on file descriptor 0, behind Apache with packaging/apache", { skip: !existsSync("/usr/sbin/apache2") && "no Apache here" }, async () => {
  const port = await freePort();
  rmSync(socket, { force: true });
  const host = start("spawn-fcgi", ["-n", "-s", socket, "-M", "0666", "--", join(prefix, "bin/frontdesk-host"), "--config", config]);
  await until("the host listens", () => existsSync(socket));
  const modules = "/usr/lib/apache2/modules";
  const site = join(root, "etc/apache.conf");
  writeFileSync(site, `ServerRoot ${root}
Listen 127.0.0.1:${port}
PidFile ${root}/run/apache.pid
ErrorLog ${root}/log/apache-error.log
DefaultRuntimeDir ${root}/run
${["mpm_event", "authz_core", "authz_host", "alias", "headers", "proxy", "proxy_fcgi", "mime"].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join("\n")}
TypesConfig /etc/mime.types
${userInfo().uid === 0 ? "User www-data\nGroup www-data" : ""}
ServerName localhost
Define FRONTDESK_SOCKET ${socket}
Define FRONTDESK_ASSETS ${prefix}/share/frontdesk/assets
Define FRONTDESK_LOG ${root}/log
<VirtualHost 127.0.0.1:${port}>
Include ${source}/packaging/apache/frontdesk.conf
</VirtualHost>
`);
  const checked = spawnSync("/usr/sbin/apache2", ["-t", "-f", site], { encoding: "utf8" });
  assert.equal(checked.status, 0, checked.stderr);
  const apache = start("/usr/sbin/apache2", ["-D", "FOREGROUND", "-f", site]);
  await until("Apache answers", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200);
  await pagesAnswer(port);
  await stop(apache);
  await stop(host);
});

test("the same program answers a plain CGI call", () => {
  const answer = spawnSync(join(prefix, "bin/frontdesk-host"), ["--config", config], {
    encoding: "utf8", input: "", env: { PATH: process.env.PATH, GATEWAY_INTERFACE: "CGI/1.1", REQUEST_METHOD: "GET", REQUEST_URI: "/o/harbor-therapy/schedule", QUERY_STRING: "", SERVER_PROTOCOL: "HTTP/1.1", REMOTE_ADDR: "127.0.0.1", SCRIPT_NAME: "" },
  });
  assert.equal(answer.status, 0, answer.stderr);
  assert.match(answer.stdout, /^Status: 200/m);
  assert.match(answer.stdout, /Harbor Therapy/);
});

test("the worker runs from the same file", () => {
  const once = spawnSync(join(prefix, "bin/frontdesk-worker"), ["--config", config, "--once"], { encoding: "utf8" });
  assert.equal(once.status, 0, once.stderr);
});

test("systemd takes the units", { skip: spawnSync("systemd-analyze", ["--version"]).status !== 0 && "no systemd here" }, () => {
  for (const unit of ["frontdesk-host.service", "frontdesk-worker.service"]) {
    const text = readFileSync(join(source, "packaging/systemd", unit), "utf8").replaceAll("/usr/bin/", `${prefix}/bin/`).replaceAll(/^User=.*$/gm, `User=${user}`).replaceAll(/^Group=.*$/gm, "");
    const moved = join(root, "etc", unit);
    writeFileSync(moved, text);
    const verified = spawnSync("systemd-analyze", ["verify", "--man=no", moved], { encoding: "utf8" });
    assert.doesNotMatch(verified.stderr, new RegExp(`${unit}.*(Unknown|Failed|not executable|Invalid)`), verified.stderr);
  }
});

test("what is wrong is named, with the remedy", () => {
  const wrong = join(root, "etc/wrong.conf");
  const variants = [
    [readFileSync(config, "utf8").replace("[database]\n", "[database]\ncolour = blue\n"), /colour/],
    [readFileSync(config, "utf8").replace(/^base_url.*$/m, ""), /base_url/],
    [readFileSync(config, "utf8").replace(/^socket = .*mysqld.sock$/m, `socket = ${root}/run/no.sock`), /no\.sock/],
    [readFileSync(config, "utf8").replace(/^templates = .*$/m, `templates = ${root}/no-templates`), /no-templates/],
  ];
  for (const [text, named] of variants) {
    writeFileSync(wrong, text, { mode: 0o600 });
    const host = spawnSync(join(prefix, "bin/frontdesk-host"), ["--config", wrong, "--check-config"], { encoding: "utf8", timeout: 20000 });
    assert.ok(host.status === 1 || host.status === 2, `status ${host.status}: ${host.stderr}`);
    assert.match(host.stderr, named);
  }
  const openSecret = join(root, "etc/installation.secret");
  chmodSync(openSecret, 0o644);
  const doctor = ctl("doctor");
  assert.notEqual(doctor.status, 0);
  assert.match(doctor.stdout + doctor.stderr, /installation\.secret/);
  chmodSync(openSecret, 0o600);
});
