#include <doctest/doctest.h>
#include <signal.h>

#include <fstream>

#include "program.hpp"
#include "support/own_name.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// A pipeline from a file of `count` numbered records to a server.
struct Sending : Program {
  Sending(const std::string& origin, const std::string& publisher, int count,
          const std::string& client = {}, const std::string& subscriber = {},
          const std::string& program = SLUICE_PROGRAM, const std::string& host = {})
      : Program(program) {
    std::ofstream records(folder() / "in.ndjson");
    for (int i = 1; i <= count; i++) records << "{\"n\":" << i << "}\n";
    std::ofstream(folder() / "p.yaml")
        << "host: {state: state" << host << "}\n"
        << "clients:\n  target: {use: http.client, base_uri: '" << origin << "', proxy: ''"
        << ", retry: {attempts: 1}" << client << "}\n"
        << "pipelines:\n  p:\n    retry: {attempts: 3, initial_ms: 1, max_ms: 2}\n"
        << "    subscriber: {use: file.subscriber, path: in.ndjson" << subscriber << "}\n"
        << "    publishers:\n"
        << "      - {use: http.publisher, client: target, path: /in" << publisher << "}\n";
  }
};

size_t times(ScriptedServer& server, const std::string& text) {
  size_t out = 0;
  for (auto& seen : server.seen()) out += has(seen.text, text);
  return out;
}

}  // namespace

TEST_CASE("a file goes to a server in arrays, each record once, and the next run sends nothing") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(201, "")}; });
  Sending sending(server.origin(), ", format: array, batch: {records: 10}, in_flight: 3", 95);
  Ran ran = sending.run("run p.yaml");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK(server.seen().size() == 10);
  for (int n : {1, 10, 11, 95}) CHECK(times(server, "{\"n\":" + std::to_string(n) + "}") == 1);
  CHECK(sending.run("run p.yaml").code == 0);
  CHECK(server.seen().size() == 10);
}

namespace {

struct Afterwards {
  size_t lost = 0, twice = 0, parked = 0;  // records
};

// 1500 records, the program killed when request `when` is there; then it is run again.
Afterwards kill_while_sending(size_t when, const std::string& on_crash) {
  std::filesystem::path folder;
  ScriptedServer server([&](const std::string&, size_t number) {
    if (number == when) kill(std::stoi(read_file(folder / "pid")), SIGKILL);
    return Reply{response(200, "")};
  });
  Sending sending(server.origin(),
                  ", format: ndjson, batch: {records: 50}, in_flight: 4, on_crash: " + on_crash,
                  1500, "", ", chunk_bytes: 1024");
  folder = sending.folder().path();
  CHECK(sending.run("run p.yaml", "echo $$ >pid && exec env").code == 128);
  const Ran second = sending.run("run p.yaml --json");
  INFO(second.out << second.err);
  REQUIRE((second.code == 0 || second.code == 3));
  Afterwards out;
  const size_t at = second.out.find("\"parked\":");
  REQUIRE(at != std::string::npos);
  out.parked = std::stoul(second.out.substr(at + 9));
  size_t missing = 0;
  for (int n = 1; n <= 1500; n++) {
    const size_t seen = times(server, "{\"n\":" + std::to_string(n) + "}");
    missing += seen == 0;
    out.twice += seen > 1;
  }
  out.lost = missing > out.parked ? missing - out.parked : 0;
  return out;
}

}  // namespace

TEST_CASE(
    "whenever it is killed with POSTs of several batches under way, none is lost or sent twice") {
  for (const char* on_crash : {"park", "repeat"}) {
    for (const size_t when : {1u, 6u, 13u, 20u}) {
      CAPTURE(on_crash);
      CAPTURE(when);
      const Afterwards after = kill_while_sending(when, on_crash);
      CHECK(after.lost == 0);
      if (on_crash == std::string("park")) {
        CHECK(after.twice == 0);
        CHECK(after.parked > 0);
        CHECK(after.parked <= 9 * 111);  // batches under way, and records in one
      } else {
        CHECK(after.parked == 0);
      }
    }
  }
}

namespace {

// The libraries a program has loaded when its request arrives.
std::string maps_of_a_run_to(const std::string& host, const std::string& host_settings = {}) {
  std::filesystem::path folder;
  std::string maps;
  ScriptedServer server([&](const std::string&, size_t) {
    maps = read_file("/proc/" + std::to_string(std::stoi(read_file(folder / "pid"))) + "/maps");
    return Reply{response(200, "")};
  });
  Sending sending("http://" + host + ":" + std::to_string(server.port()), "", 1, "", "",
                  SLUICE_PROGRAM, host_settings);
  folder = sending.folder().path();
  const Ran ran = sending.run("run p.yaml", "echo $$ >pid && exec env");
  INFO(ran.out << ran.err);
  REQUIRE(ran.code == 0);
  REQUIRE(has(maps, "libstdc++"));
  return maps;
}

}  // namespace

TEST_CASE("a run that only talks to an address or localhost without TLS never loads libcurl") {
  CHECK_FALSE(has(maps_of_a_run_to("127.0.0.1"), "libcurl"));
  CHECK_FALSE(has(maps_of_a_run_to("localhost"), "libcurl"));
}

TEST_CASE("with host.http.plain off a run loads libcurl whatever it talks to") {
  CHECK(has(maps_of_a_run_to("127.0.0.1", ", http: {plain: off}"), "libcurl"));
}

TEST_CASE("a run that talks to a name loads libcurl, which resolves it") {
  const std::string name = own_name();
  if (name.empty()) {
    MESSAGE("skipped: this machine's name does not lead to 127.0.0.1");
    return;
  }
  CHECK(has(maps_of_a_run_to(name), "libcurl"));
}

TEST_CASE("without a usable libcurl only what needs it is refused, with what to do") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "")}; });
  const auto run = [](const std::string& origin) {
    Sending sending(origin, "", 1);
    std::ofstream(sending.folder() / "libcurl.so.4") << "no library";
    return sending.run("run p.yaml", "LD_LIBRARY_PATH=.");
  };
  const Ran plain = run(server.origin());
  INFO(plain.out << plain.err);
  CHECK(plain.code == 0);
  for (const char* origin : {"https://127.0.0.1:9", "http://shop.example"}) {
    const Ran refused = run(origin);
    CHECK(refused.code == 2);
    CHECK(has(refused.err, "/clients/target"));
    CHECK(has(refused.err, ", which https, proxies and host names need: "));
    CHECK(has(refused.err, "libcurl.so.4"));
    CHECK(has(refused.err, "; install libcurl (Debian: libcurl4)"));
  }
}

TEST_CASE("without the library of ours that uses libcurl it is named, and who needs none runs") {
  namespace fs = std::filesystem;
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "")}; });
  const TempFolder installed;
  fs::create_directories(installed / "bin");
  fs::copy_file(SLUICE_PROGRAM, installed / "bin/sluice");
  const auto run = [&](const std::string& origin) {
    const std::string program = installed / "bin/sluice";
    return Sending(origin, "", 1, "", "", program)
        .run("run p.yaml", "SLUICE_PLUGINS='" + std::string(TEST_PLUGINS) + "'");
  };
  const Ran plain = run(server.origin());
  INFO(plain.out << plain.err);
  CHECK(plain.code == 0);
  const Ran refused = run("https://127.0.0.1:9");
  CHECK(refused.code == 2);
  const std::string file = installed / "lib" / fs::path(SLUICE_CURL_LIBRARY).filename();
  CHECK(has(refused.err, "cannot load " + file + ", which https, proxies and host names need: "));
  CHECK(has(refused.err, "; install it again, from the release of this program"));
}

TEST_CASE("a record that fails every time parks, as its neighbours go through") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "{\"n\":7}") ? 503 : 200, "")};
  });
  Sending sending(server.origin(), ", method: PUT", 20);
  Ran ran = sending.run("run p.yaml");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 3);
  CHECK(has(ran.out + ran.err, "delivered 19, parked 1"));
  CHECK(times(server, "{\"n\":8}") == 1);
  CHECK(has(sending.run("tasks list p.yaml").out, "503"));
}

TEST_CASE("a create that may have been carried out parks and is not sent again by a later run") {
  ScriptedServer server([](const std::string& request, size_t) {
    return has(request, "{\"n\":2}") ? Reply{"", true} : Reply{response(200, "")};
  });
  Sending sending(server.origin(), "", 4);
  Ran ran = sending.run("run p.yaml");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 3);
  CHECK(has(sending.run("tasks list p.yaml").out, "may have been carried out"));
  CHECK(sending.run("run p.yaml").code == 0);
  CHECK(times(server, "{\"n\":2}") == 1);
}

TEST_CASE("refused credentials stop the run, park nothing, and the next run begins again") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "Bearer right-token") ? 200 : 401, "")};
  });
  Sending wrong(server.origin(), "", 5, ", token: wrong-token");
  Ran ran = wrong.run("run p.yaml");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 1);
  CHECK(has(ran.out + ran.err, "401"));
  CHECK_FALSE(has(ran.out + ran.err, "wrong-token"));
  CHECK(server.seen().size() == 1);
  CHECK(has(wrong.run("tasks list p.yaml --json").out, "[]"));
}

TEST_CASE("a profile has what a publisher sent, and its waits before sending again") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 503 : 200, "")};
  });
  Sending sending(server.origin(), ", method: PUT, format: array, batch: {records: 10}", 10);
  const Ran ran = sending.run("run p.yaml --profile --json");
  INFO(ran.out << ran.err);
  REQUIRE(ran.code == 0);
  const std::string publisher = ran.out.substr(ran.out.find("publishers[0] (http.publisher)"));
  size_t sent = 0;
  for (auto& seen : server.seen()) sent += seen.text.size() - seen.text.find("\r\n\r\n") - 4;
  CHECK(has(publisher, "\"bytes_out\":" + std::to_string(sent) + ","));
  CHECK(!has(publisher.substr(0, publisher.find("]")), "\"cpu_http_ns\":0,"));
  CHECK(has(ran.out, "\"retries\":1"));
}

TEST_CASE("a response with a word nobody explained ends the run by name, and no run repeats it") {
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{response(200, R"([{"s":"201"},{"s":"submitted"},{"s":"400"}])")};
  });
  Sending sending(server.origin(), ", format: array, results: {status: s}", 3);
  const Ran ran = sending.run("run p.yaml");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "\"submitted\""));
  CHECK(has(ran.err, "results.taken"));
  const Ran tasks = sending.run("tasks list p.yaml");
  CHECK(has(tasks.out, "may have been carried out"));
  CHECK(has(tasks.out, "refused with 400"));
  CHECK(sending.run("run p.yaml").code == 0);
  CHECK(server.seen().size() == 1);
}

TEST_CASE("check says what is wrong with an expression, a status and a path") {
  const std::pair<const char*, const char*> cases[] = {
      {", success: 'a &&'", "/success"},
      {", on_status: {4x4: park}", "/on_status/4x4"},
      {", on_status: {404: skip}", "/on_status/404"},
  };
  for (auto& [publisher, place] : cases) {
    Sending sending("http://127.0.0.1:9", publisher, 1);
    const Ran ran = sending.run("check p.yaml");
    INFO(ran.out << ran.err);
    CHECK(ran.code == 2);
    CHECK(has(ran.out + ran.err, place));
  }
}
