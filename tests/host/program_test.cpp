// SPDX-License-Identifier: AGPL-3.0-or-later
// frontdesk-host as a web server meets it: over its socket, through crashes, reloads and ends.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/host/fastcgi_client.h"
#include "tests/support/practices.h"

using namespace frontdesk;
using namespace frontdesk::test;
namespace fs = std::filesystem;

namespace {

/// Exit status and standard output of a shell's command.
std::pair<int, std::string> output_of(const std::string& command) {
  FILE* output = ::popen(command.c_str(), "r");
  BOOST_REQUIRE(output != nullptr);
  std::string text;
  char part[4096];
  for (std::size_t count = 0; (count = std::fread(part, 1, sizeof part, output)) > 0;) text.append(part, count);
  return {::pclose(output), text};
}

/// A configuration in a folder of its own, and the program on it.
class Program {
 public:
  Program() {
    std::string pattern = (fs::temp_directory_path() / "fdh-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder = pattern;
    write("secret", std::string(64, 'a'));
    write("password", test::database().serving().password);
    configure("");
  }
  ~Program() {
    if (process > 0) {
      ::kill(process, SIGKILL);
      ::waitpid(process, nullptr, 0);
    }
    fs::remove_all(folder);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder + "/" + name) << text;
    fs::permissions(folder + "/" + name, fs::perms::owner_read | fs::perms::owner_write);
  }

  void configure(const std::string& more) const {
    const auto options = test::database().serving();
    write("frontdesk.conf", "[site]\nbase_url = https://portal.test\n[database]\nsocket = " + options.socket + "\nname = " + options.database + "\nuser = " + options.user +
                                "\npassword_file = password\n[paths]\nplugins = " TEST_PLUGINS "\nsql = " FRONTDESK_SOURCE "/sql\ntemplates = " FRONTDESK_SOURCE
                                "/templates\n[host]\nsocket = host.sock\nthreads = 4\naccess_log = access.log\nerror_log = error.log\n[mail]\ndirectory = .\n"
                                "[security]\nsecret_file = secret\n" + more);
  }

  void start(const std::vector<std::string>& options, int input = -1) {
    std::vector<std::string> words{HOST_PROGRAM, "--config", folder + "/frontdesk.conf"};
    words.insert(words.end(), options.begin(), options.end());
    process = ::fork();
    BOOST_REQUIRE(process >= 0);
    if (process == 0) {
      std::vector<char*> arguments;
      for (auto& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      const int nothing = ::open("/dev/null", O_RDWR);
      ::dup2(input < 0 ? nothing : input, STDIN_FILENO);
      ::dup2(::open((folder + "/out").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
      ::execv(HOST_PROGRAM, arguments.data());
      ::_exit(127);
    }
  }

  void serve() {
    start({"--supervise"});
    BOOST_REQUIRE_MESSAGE(soon([&] { return get("/healthz").find("200 OK") != std::string::npos; }), "it doesn't serve: " << text("out") << text("error.log"));
  }

  [[nodiscard]] std::string socket() const { return folder + "/host.sock"; }
  [[nodiscard]] std::string get(const std::string& target) const {
    const Connection connection(socket());
    if (!connection.is_open()) return {};
    connection.ask(target);
    return connection.answer();
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream file(folder + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] std::size_t times(const std::string& words) const {
    const std::string log = text("error.log");
    std::size_t count = 0;
    for (std::size_t at = log.find(words); at != std::string::npos; at = log.find(words, at + 1)) ++count;
    return count;
  }
  /// What frontdeskctl says on this configuration.
  [[nodiscard]] std::string asked_operator(const std::string& command) const {
    return output_of(CTL_PROGRAM " --config " + folder + "/frontdesk.conf " + command + " 2>&1").second;
  }
  /// The exit status; -1 for one that a signal ended.
  [[nodiscard]] int ended() {
    int status = 0;
    ::waitpid(process, &status, 0);
    process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void signal(int number) const { ::kill(process, number); }

  std::string folder;
  pid_t process = -1;
};

const std::string& stored() {
  static const std::string name = [] { return test::PracticeBuilder().named("one").stored_in(test::database()).link_name; }();
  return name;
}

/// A request that is being answered until `let_go`.
struct InFlight {
  explicit InFlight(const Program& program, const std::string& name) : file(program.folder + "/" + name), connection(program.socket()) {
    connection.ask("/o/one/probe/wait?file=" + file);
    BOOST_REQUIRE(soon([&] { return fs::exists(file + ".reached"); }));
  }
  void let_go() const { std::ofstream(file) << "x"; }
  std::string file;
  Connection connection;
};

struct Fixture {
  Fixture() { static_cast<void>(stored()); }
  Program program;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_on_its_socket, Fixture)

BOOST_AUTO_TEST_CASE(its_socket_is_for_owner_and_group_only_and_goes_with_it) {
  program.serve();
  struct stat status {};
  BOOST_REQUIRE(::stat(program.socket().c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777U) == 0660U);
  program.signal(SIGTERM);
  BOOST_TEST(program.ended() == 0);
  BOOST_TEST(!fs::exists(program.socket()));
}

BOOST_AUTO_TEST_CASE(a_stale_socket_is_replaced_and_a_living_one_is_left_alone) {
  program.serve();
  program.signal(SIGKILL);
  BOOST_TEST(program.ended() == -1);
  BOOST_TEST(fs::exists(program.socket()));
  BOOST_REQUIRE(soon([&] { return !Connection(program.socket()).is_open(); }));
  program.serve();
  const pid_t first = program.process;
  program.start({"--supervise"});
  BOOST_TEST(program.ended() == 1);
  BOOST_TEST(program.text("out").find("another program listens") != std::string::npos);
  program.process = first;
  BOOST_TEST(program.get("/healthz").find("200 OK") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_in_the_sockets_place_is_never_removed) {
  program.write("host.sock", "mine");
  program.start({"--supervise"});
  BOOST_TEST(program.ended() == 1);
  BOOST_TEST(program.text("host.sock") == "mine");
}

BOOST_AUTO_TEST_CASE(a_broken_configuration_is_said_before_anything_starts) {
  program.configure("nonsense = 1\n");
  program.start({"--supervise"});
  BOOST_TEST(program.ended() == 2);
  BOOST_TEST(program.text("out").find("nonsense") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(missing_templates_end_the_start_with_their_name) {
  program.configure("");
  std::string text = program.text("frontdesk.conf");
  const std::string right = "templates = " FRONTDESK_SOURCE "/templates";
  text.replace(text.find(right), right.size(), "templates = .");
  program.write("frontdesk.conf", text);
  program.start({"--supervise"});
  BOOST_TEST(program.ended() == 1);
  BOOST_TEST(program.text("out").find("templates") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_crash_is_followed_by_a_new_worker_within_a_second_and_charged) {
  program.serve();
  BOOST_TEST(program.get("/o/one/probe/fail?how=abort").empty());
  const auto crashed = Clock::now();
  BOOST_TEST(soon([&] { return program.get("/o/one/probe").find("practice=one") != std::string::npos; }));
  BOOST_TEST((Clock::now() - crashed < std::chrono::seconds(2)));
  BOOST_TEST(program.times("\"plugin_crashed\",\"plugin\":\"probe\",\"times\":1") == 1U);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_keeps_crashing_is_left_out_until_the_reload) {
  program.serve();
  for (std::size_t i = 1; i <= 3; ++i) {
    static_cast<void>(program.get("/o/one/probe/fail?how=abort"));
    BOOST_REQUIRE(soon([&] { return program.times("plugin_crashed") == i && program.get("/healthz").find("200 OK") != std::string::npos; }));
  }
  BOOST_TEST(program.get("/o/one/probe").find("Status: 503") != std::string::npos);
  BOOST_TEST(program.get("/healthz").find("200 OK") != std::string::npos);
  BOOST_TEST(program.get("/metrics").find("state=\"quarantined\"} 1") != std::string::npos);
  const auto listed = program.asked_operator("plugins list");
  BOOST_TEST(listed.find("quarantined") != std::string::npos, listed);
  BOOST_TEST(program.asked_operator("doctor").find("kept crashing") != std::string::npos);
  program.signal(SIGHUP);
  BOOST_TEST(soon([&] { return program.get("/o/one/probe").find("practice=one") != std::string::npos; }));
  BOOST_TEST(!fs::exists(program.folder + "/host.sock.quarantine"));
}

BOOST_AUTO_TEST_CASE(a_reload_lets_requests_in_flight_finish_and_refuses_none) {
  program.serve();
  const InFlight waiting(program, "gate");
  program.signal(SIGHUP);
  std::size_t answered = 0;
  BOOST_TEST(soon([&] {
    ++answered;
    BOOST_REQUIRE(program.get("/healthz").find("200 OK") != std::string::npos);
    return program.times("worker_takes_over") == 1;
  }));
  BOOST_TEST(answered > 0U);
  waiting.let_go();
  BOOST_TEST(waiting.connection.answer().find("waited") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reload_that_cannot_start_leaves_the_old_one_serving) {
  program.serve();
  program.configure("nonsense = 1\n");
  program.signal(SIGHUP);
  BOOST_TEST(soon([&] { return program.times("worker_could_not_start") == 1; }));
  BOOST_TEST(program.get("/o/one/probe").find("practice=one") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_end_waits_for_requests_in_flight) {
  program.serve();
  const InFlight waiting(program, "gate");
  program.signal(SIGTERM);
  BOOST_TEST(soon([&] { return program.times("\"event\":\"stop\"") == 1; }));
  waiting.let_go();
  BOOST_TEST(waiting.connection.answer().find("waited") != std::string::npos);
  BOOST_TEST(program.ended() == 0);
}

BOOST_AUTO_TEST_CASE(a_socket_on_descriptor_0_is_served) {
  const int listening = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  program.socket().copy(address.sun_path, sizeof address.sun_path - 1);
  BOOST_REQUIRE(::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  BOOST_REQUIRE(::listen(listening, 10) == 0);
  program.start({}, listening);
  ::close(listening);
  BOOST_TEST(soon([&] { return program.get("/healthz").find("200 OK") != std::string::npos; }));
  program.signal(SIGTERM);
  BOOST_TEST(program.ended() == 0);
  BOOST_TEST(fs::exists(program.socket()));
}

BOOST_AUTO_TEST_CASE(connections_that_stall_free_their_threads) {
  program.serve();
  std::vector<std::unique_ptr<Connection>> stalled;
  for (int i = 0; i < 12; ++i) {
    stalled.push_back(std::make_unique<Connection>(program.socket()));
    stalled.back()->send("\1");
  }
  BOOST_TEST(program.get("/healthz").find("200 OK") != std::string::npos);
  BOOST_TEST(program.times("connection_stalled") > 0U);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_requests_leave_it_serving) {
  program.serve();
  const std::string huge = "\xff\xff\xff\xff\xff\xff\xff\xff";
  for (const auto& bytes : {begin_request + record(4, huge), begin_request + record(4, huge) + record(4, ""), std::string(5000, '\7'), begin_request + record(4, pair("A", "B")),
                            record(9, ""), begin_request + begin_request, std::string("GET / HTTP/1.1\r\n\r\n")}) {
    const Connection connection(program.socket());
    connection.send(bytes);
    connection.send(record(5, ""));
  }
  BOOST_TEST(soon([&] { return program.get("/healthz").find("200 OK") != std::string::npos; }, std::chrono::seconds(10)));
}

BOOST_AUTO_TEST_CASE(the_doctor_asks_plugins_how_they_are) {
  for (const auto* name : {"sick", "broken"}) static_cast<void>(test::PracticeBuilder().named(name).stored_in(test::database()));
  const std::string said = program.asked_operator("doctor");
  BOOST_TEST(said.find("plugin probe, pulse, sick") != std::string::npos, said);
  BOOST_TEST(said.find("probe.sick") != std::string::npos);
  BOOST_TEST(said.find("the plugin's own check failed") != std::string::npos);
  BOOST_TEST(said.find("pulse, one") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_plain_cgi_call_is_answered) {
  const std::string command = "env -i GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET REQUEST_URI=/o/one/probe/thing/x?a=b " HOST_PROGRAM " --config " + program.folder +
                              "/frontdesk.conf </dev/null";
  const auto [status, answer] = output_of(command);
  BOOST_TEST(status == 0);
  BOOST_TEST(answer.find("Status: 200 OK\r\n") == 0U);
  BOOST_TEST(answer.find("practice=one staff=nobody ?a=b") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
