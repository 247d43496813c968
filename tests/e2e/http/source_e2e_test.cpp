// The samples of http.subscriber with the real program, against the systems that they are written
// for: servers that count what they are asked.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

std::string line_of(const std::string& request) {
  return request.substr(0, request.find(" HTTP/"));
}

// The number behind `name` in a request; `other`: it is not there.
long number_in(const std::string& request, const std::string& name, long other) {
  const size_t at = request.find(name);
  return at == request.npos ? other : std::stol(request.substr(at + name.size()));
}

// A sample in a folder of its own, and the system it reads from.
struct Sample : Program {
  Sample(const std::string& folder_name, std::string config, const ScriptedServer& system)
      : config_(std::move(config)), origin_(system.origin()) {
    std::filesystem::copy(std::string(SLUICE_SAMPLES) + "/sources/" + folder_name, folder().path());
    std::string text = read_file(folder() / config_);
    CHECK(std::count(text.begin(), text.end(), '\n') < 25);
    // Commits of every page, so that a kill finds some.
    const std::string state = "host: {state: state";
    text.insert(text.find(state) + state.size(), ", commit: {interval_ms: 1, max_batches: 1}");
    folder().write(config_, text);
  }
  Ran run_it(const std::string& before = {}) const {
    return run("run " + config_, "SLUICE_PLUGINS='" TEST_PLUGINS "' SHOP_URI=" + origin_ +
                                     " SHOP_TOKEN=secret " + before);
  }
  // Whether it is killed without a loss; on memory, as no kill of a process asks what a disk keeps.
  void prove() const {
    const Ran ran = run("prove " + config_ + " --live --kills 15",
                        "TMPDIR=/dev/shm SLUICE_PLUGINS='" TEST_PLUGINS "' SHOP_URI=" + origin_ +
                            " SHOP_TOKEN=secret");
    CHECK_MESSAGE(ran.code == 0, ran.out << ran.err);
    CHECK_MESSAGE(has(ran.out, "kills: 15 in"), ran.out);
  }
  // It kills itself when the system says so.
  Ran run_to_be_killed() const { return run_it("sh -c 'echo $$ >pid; exec \"$@\"' sh"); }
  std::vector<std::string> records(const std::string& file) const {
    std::vector<std::string> out;
    const std::string text = read_file(folder() / file);
    for (size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
      out.push_back(text.substr(at, text.find('\n', at) - at));
    return out;
  }

 private:
  const std::string config_, origin_;
};

void kill_program(const std::filesystem::path& folder) {
  kill(std::stoi(read_file(folder / "pid")), SIGKILL);
}

// ---- pages with numbers, a total, changes since a time
// -------------------------------------------

constexpr long kOrders = 120;

// Orders were changed a minute apart; the last at 10:00.
std::string order_row(long n) {
  const long minute = 480 + n;
  const auto two = [](long x) { return (x < 10 ? "0" : "") + std::to_string(x); };
  return "{\"n\":" + std::to_string(n) + ",\"updated_at\":\"2026-11-02T" + two(minute / 60) + ":" +
         two(minute % 60) + ":00Z\"}";
}

Reply order_page(const std::string& request) {
  const bool changes = has(request, "updated_since=2026-11-02T09%3A54%3A00Z");
  const long first = changes ? 114 : 0, page = number_in(request, "&page=", 1);
  std::string rows;
  const long from = first + (page - 1) * 50;
  for (long n = from; n < std::min(kOrders, from + 50); n++)
    rows.append(rows.empty() ? "" : ",").append(order_row(n));
  return {response(200, "{\"data\":{\"orders\":[" + rows +
                            "]},\"meta\":{\"total\":" + std::to_string(kOrders - first) + "}}")};
}

// ---- a search with a cursor
// ----------------------------------------------------------------------

constexpr long kProducts = 250;

Reply product_page(const std::string& request) {
  const long from = number_in(request, "\"after\":\"c", 0);
  const long to = std::min(kProducts, from + number_in(request, "\"first\":", 0));
  std::string rows;
  for (long n = from; n < to; n++)
    rows.append(rows.empty() ? "" : ",").append("{\"product\":{\"n\":" + std::to_string(n) + "}}");
  return {response(200, "{\"hits\":[" + rows + "],\"cursor\":\"c" + std::to_string(to) +
                            "\",\"has_more\":" + (to < kProducts ? "true" : "false") + "}")};
}

// ---- orders by the Link header, lines as CSV
// -----------------------------------------------------

// Orders 1 to 6, two a page; each has two lines, but 4, which has none.
Reply erp_answer(const std::string& request, const std::string& origin) {
  const std::string line = line_of(request);
  if (has(line, "lines.csv")) {
    const std::string order = std::to_string(number_in(line, "/orders/", 0));
    if (order == "4") return {response(404, "no lines")};
    return {response(200, "sku;quantity\r\nA" + order + ";1\r\n\"B;" + order + "\";2\r\n")};
  }
  if (has(line, "changed_after")) return {response(200, "[]")};
  const long page = number_in(line, "page=", 1);
  std::string rows;
  for (const long n : {page * 2 - 1, page * 2})
    rows.append(rows.empty() ? "" : ",")
        .append("{\"number\":" + std::to_string(n) + ",\"changed\":" + std::to_string(100 + n) +
                "}");
  const std::string next =
      page == 3
          ? std::string()
          : "Link: <" + origin + "/orders?page=" + std::to_string(page + 1) + ">; rel=\"next\"\r\n";
  return {response(200, "[" + rows + "]", next)};
}

}  // namespace

TEST_CASE("sources: pages by number end by the total, the next run asks for what has changed") {
  ScriptedServer system([](const std::string& request, size_t) { return order_page(request); });
  const Sample sample("orders-by-page", "orders.yaml", system);
  const Ran first = sample.run_it();
  CHECK_MESSAGE(first.code == 0, first.err);
  CHECK(sample.records("orders.ndjson").size() == kOrders);
  CHECK(system.seen().size() == 3);
  CHECK(sample.run_it().code == 0);
  CHECK(system.seen().size() == 4);
  CHECK(line_of(system.seen().back().text) ==
        "GET /orders?status=paid&updated_since=2026-11-02T09%3A54%3A00Z&per_page=50&page=1");
  CHECK(sample.records("orders.ndjson").size() == kOrders + 6);
}

TEST_CASE("sources: killed between pages by number, every order arrives all the same") {
  std::filesystem::path folder;
  ScriptedServer system([&](const std::string& request, size_t count) {
    if (count == 3) kill_program(folder);
    return order_page(request);
  });
  const Sample sample("orders-by-page", "orders.yaml", system);
  folder = sample.folder().path();
  CHECK(sample.run_to_be_killed().code != 0);
  CHECK(sample.run_it().code == 0);
  const auto all = sample.records("orders.ndjson");
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == kOrders);
  CHECK(has(line_of(system.seen()[3].text), "&page=1"));
}

TEST_CASE("sources: a search is continued at its cursor, also after a kill, and in the next run") {
  for (const size_t when : {2u, 3u}) {
    CAPTURE(when);
    std::filesystem::path folder;
    ScriptedServer system([&](const std::string& request, size_t count) {
      if (count == when) kill_program(folder);
      return product_page(request);
    });
    const Sample sample("products-by-search", "products.yaml", system);
    folder = sample.folder().path();
    CHECK(sample.run_to_be_killed().code != 0);
    const Ran rest = sample.run_it();
    CHECK_MESSAGE(rest.code == 0, rest.err);
    const auto all = sample.records("products.ndjson");
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == kProducts);
    CHECK(sample.run_it().code == 0);
    CHECK(sample.records("products.ndjson").size() == all.size());
    const std::string last = system.seen().back().text;
    CHECK_MESSAGE(
        has(last,
            R"({"filter":{"active":true},"order":"changed","page":{"after":"c250","first":100}})"),
        last);
    CHECK_FALSE(has(last + rest.err, "secret\n"));
  }
}

TEST_CASE("sources: the lines of every order are read once, and nothing where none has changed") {
  std::string origin;
  ScriptedServer system(
      [&](const std::string& request, size_t) { return erp_answer(request, origin); });
  origin = system.origin();
  const Sample sample("lines-of-orders", "lines.yaml", system);
  const Ran first = sample.run_it();
  CHECK_MESSAGE(first.code == 0, first.err);
  CHECK(system.seen().size() == 9);
  const auto lines = sample.records("lines.ndjson");
  CHECK(lines.size() == 10);
  CHECK(lines.front() == R"({"sku":"A1","quantity":1,"order":1})");
  CHECK(lines.back() == R"({"sku":"B;6","quantity":2,"order":6})");
  CHECK(sample.run_it().code == 0);
  CHECK(system.seen().size() == 10);
  CHECK(line_of(system.seen().back().text) == "GET /orders?changed_after=106");
}

TEST_CASE("sources: wherever a loop is killed, every line arrives with the next run") {
  for (const size_t when : {2u, 5u, 8u}) {
    CAPTURE(when);
    std::string origin;
    std::filesystem::path folder;
    ScriptedServer system([&](const std::string& request, size_t count) {
      if (count == when) kill_program(folder);
      return erp_answer(request, origin);
    });
    origin = system.origin();
    const Sample sample("lines-of-orders", "lines.yaml", system);
    folder = sample.folder().path();
    CHECK(sample.run_to_be_killed().code != 0);
    CHECK(sample.run_it().code == 0);
    const auto all = sample.records("lines.ndjson");
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == 10);
  }
}

TEST_CASE("sources: prove finds no kill by which a sample loses a record") {
  std::string origin;
  const ScriptedServer pages(
      [](const std::string& request, size_t) { return order_page(request); });
  const ScriptedServer search(
      [](const std::string& request, size_t) { return product_page(request); });
  ScriptedServer lines(
      [&](const std::string& request, size_t) { return erp_answer(request, origin); });
  origin = lines.origin();
  Sample("orders-by-page", "orders.yaml", pages).prove();
  Sample("products-by-search", "products.yaml", search).prove();
  Sample("lines-of-orders", "lines.yaml", lines).prove();
}

TEST_CASE("sources: an output that replaces the last one is refused where only changes are read") {
  ScriptedServer system([](const std::string& request, size_t) { return order_page(request); });
  const Sample sample("orders-by-page", "orders.yaml", system);
  std::string text = read_file(sample.folder() / "orders.yaml");
  text.replace(text.find("path: orders.ndjson"), 19, "path: orders.ndjson, mode: replace");
  sample.folder().write("orders.yaml", text);
  const Ran refused = sample.run_it();
  CHECK(refused.code == 2);
  CHECK_MESSAGE(has(refused.err, "set incremental: false at the subscriber"), refused.err);
  text.replace(text.find("incremental: {"),
               text.find("lookback: 5m}") + 13 - text.find("incremental: {"), "incremental: false");
  sample.folder().write("orders.yaml", text);
  CHECK(sample.run_it().code == 0);
  CHECK(sample.run_it().code == 0);
  CHECK(sample.records("orders.ndjson").size() == kOrders);
}
