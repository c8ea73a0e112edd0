// SPDX-License-Identifier: AGPL-3.0-or-later
// Neighbours and secrets: T32 plugins that an operator shouldn't trust, T33 database accounts, T34 secrets, T30 the socket's mode.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { credentials, ctlResult, database, stack } from "../support/stack.mjs";

const at = (path) => join(stack.dir, path);
const secret = (name) => readFileSync(at(`etc/${name}.secret`), "utf8").trim();

/** One statement as an account of the installation, its password in a file of its own: {status, stderr, stdout}. */
function asAccount(user, name, sql) {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-account-"));
  try {
    writeFileSync(join(folder, "my.cnf"), `[client]\nuser=${user}\npassword=${secret(name)}\nsocket=${at("run/db.sock")}\n`, { mode: 0o600 });
    return spawnSync("mariadb", [`--defaults-file=${join(folder, "my.cnf")}`, "--batch", "--skip-column-names", "frontdesk", "-e", sql], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("T33_the_serving_account_changes_rows_and_nothing_else", () => {
  const serve = (sql) => asAccount("frontdesk_serve", "database-serve", sql);
  assert.equal(serve("SELECT COUNT(*) FROM practice").status, 0);
  const refused = ["CREATE TABLE mine (a INT)", "DROP TABLE request", "ALTER TABLE request ADD COLUMN x INT", "TRUNCATE TABLE request", "CREATE INDEX i ON request (id)", "CREATE VIEW v AS SELECT 1", "CREATE TRIGGER t BEFORE INSERT ON request FOR EACH ROW SET @a = 1", "CREATE PROCEDURE p() SELECT 1",
    "GRANT ALL ON *.* TO CURRENT_USER()", "CREATE USER someone", "SELECT * FROM mysql.global_priv", "SELECT LOAD_FILE('/etc/passwd') INTO OUTFILE '/tmp/frontdesk-out'", "SET GLOBAL read_only = 1", "SHUTDOWN", "UPDATE conversation_history SET kind = 'x'", "DELETE FROM conversation_history",
    "UPDATE schema_migration SET checksum = ''", "DELETE FROM schema_migration"];
  for (const sql of refused) {
    const { status, stderr } = serve(sql);
    assert.notEqual(status, 0, `the serving account may: ${sql}`);
    assert.match(stderr, /ERROR (1142|1044|1045|1227|1370|1698|1410|1221|1419|1290|1146)/, `${sql}: ${stderr}`);
  }
  assert.notEqual(asAccount("frontdesk_migrate", "database-migrate", "SELECT * FROM mysql.global_priv").status, 0, "the migrating account sees other accounts");
});

test("T33_what_is_acknowledged_is_on_the_disk_and_the_database_has_no_port", () => {
  const variable = (name) => database(`SHOW VARIABLES LIKE '${name}'`)[0][1];
  assert.equal(variable("innodb_flush_log_at_trx_commit"), "1");
  assert.equal(variable("skip_networking"), "ON");
});

/** Every process of this installation: {pid, words}. */
function processes() {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return words.includes(stack.dir) && Number(pid) !== process.pid ? [{ pid, words }] : [];
    } catch {
      return [];
    }
  });
}

test("T34_no_secret_stands_on_a_command_line_or_in_the_environment_of_the_programs", () => {
  const running = processes();
  for (const program of ["frontdesk-host", "frontdesk-worker", "nginx", "mariadbd"]) assert.ok(running.some(({ words }) => words.includes(program)), `${program} runs`);
  const secrets = [secret("installation"), secret("database-serve"), secret("database-migrate"), ...Object.values(credentials())];
  for (const { pid, words } of running) {
    const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
    for (const one of secrets) assert.ok(!words.includes(one) && !environment.includes(one), `${words} shows a secret`);
  }
});

test("T34_memory_of_the_programs_is_never_dumped", () => {
  for (const { pid, words } of processes().filter((one) => /frontdesk-(host|worker) /.test(one.words) && !one.words.includes("quickstart"))) {
    assert.match(readFileSync(`/proc/${pid}/limits`, "utf8"), /Max core file size\s+0\s+0/, words);
  }
});

test("T34_files_with_secrets_are_read_by_their_owner_alone", () => {
  const mode = (path) => (statSync(at(path)).mode & 0o777).toString(8);
  for (const path of ["etc/frontdesk.conf", "etc/installation.secret", "etc/database-serve.secret", "etc/database-migrate.secret", "demo-credentials.txt"]) assert.equal(mode(path), "600", path);
  for (const path of ["db", "mail"]) assert.match(mode(path), /0$/, `${path} is open to others`);
  assert.match(mode("etc"), /[01]$/, "etc is listed by others");
  for (const name of readdirSync(at("mail")).filter((one) => one.endsWith(".eml")).slice(0, 20)) assert.match(mode(`mail/${name}`), /00$/, name);
});

test("T34_a_secret_that_others_may_read_stops_the_programs_and_doctor_names_it", () => {
  const path = at("etc/installation.secret");
  chmodSync(path, 0o644);
  try {
    for (const words of [["doctor"], ["practice", "list"]]) {
      const { status, stdout, stderr } = ctlResult(words);
      assert.notEqual(status, 0, words.join(" "));
      assert.match(`${stdout}${stderr}`, /installation\.secret/);
      assert.match(`${stdout}${stderr}`, /chmod|0600|600/, "says what to do");
    }
  } finally {
    chmodSync(path, 0o600);
  }
});

test("T30_the_hosts_socket_is_a_unix_socket_for_its_group_and_no_program_listens_on_tcp", () => {
  const socket = statSync(at("run/host.sock"));
  assert.ok(socket.isSocket());
  assert.equal((socket.mode & 0o007).toString(8), "0", "others may talk to the host");
  const pids = processes().filter(({ words }) => /frontdesk-(host|worker) |mariadbd/.test(words)).map(({ pid }) => pid);
  const listening = execFileSync("ss", ["-ltnpH"], { encoding: "utf8" }).split("\n").filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)));
  assert.deepEqual(listening, []);
});

test("T32_a_plugin_that_others_may_write_or_that_is_cut_short_or_of_another_build_is_refused_by_name_and_the_rest_serve", () => {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-plugins-"));
  try {
    chmodSync(folder, 0o755);
    cpSync(at("lib/frontdesk/plugins"), join(folder, "plugins"), { recursive: true });
    const plugin = (id) => join(folder, "plugins", id, "plugin.so");
    chmodSync(plugin("practice_page"), 0o777);
    truncateSync(plugin("inquiry_form"), 20000);
    const bytes = readFileSync(plugin("legacy_links"));
    for (let tag = bytes.indexOf("-glibcxx"); tag >= 0; tag = bytes.indexOf("-glibcxx", tag + 1)) bytes.write("-glibcyy", tag);
    writeFileSync(plugin("legacy_links"), bytes);
    writeFileSync(plugin("provider_page"), "#!/bin/sh\nexit 1\n");
    const config = readFileSync(at("etc/frontdesk.conf"), "utf8").replace(/^plugins = .*$/m, `plugins = ${join(folder, "plugins")}`);
    writeFileSync(join(folder, "frontdesk.conf"), config, { mode: 0o600 });
    const { status, stdout, stderr } = spawnSync(at("bin/frontdeskctl.program"), ["plugins", "list"], { encoding: "utf8", env: { ...process.env, FRONTDESK_CONFIG: join(folder, "frontdesk.conf") } });
    assert.ok(status !== null && status < 2, `ended by ${status}: ${stderr}`);
    const lines = `${stdout}${stderr}`.split("\n");
    const line = (id) => lines.filter((one) => one.includes(id)).join(" ");
    assert.match(line("practice_page"), /refused.*everybody/);
    assert.match(line("inquiry_form"), /refused.*cut short/);
    assert.match(line("legacy_links"), /refused/);
    assert.match(line("provider_page"), /refused.*no shared object/);
    for (const id of ["accounts", "conversations", "request_page"]) assert.doesNotMatch(line(id), /refused/, id);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
