#include <doctest/doctest.h>

#include <fstream>

#include "program.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// The connector under test: this build's, or one that was built elsewhere.
std::string acme_plugin() {
  const char* other = std::getenv("ACME_PLUGIN");
  return other ? other : ACME_PLUGIN;
}

class Acme : public Program {
 public:
  // `answer` gives the response to "GET /v2/orders?..." and the like.
  using Answer = std::function<std::string(const std::string& line)>;
  explicit Acme(Answer answer)
      : server([answer](const std::string& request, size_t) {
          return Reply{answer(request.substr(0, request.find(" HTTP/")))};
        }) {}

  // Runs a pipeline; `ends` are its subscriber and publishers, as YAML.
  Ran move(const std::string& ends, const std::string& client = "") {
    std::ofstream(folder() / "p.yaml")
        << "host: {state: state, plugins: ['" << FILE_PLUGIN << "', '" << acme_plugin() << "']}\n"
        << "clients:\n  acme: {use: acme.client, base_uri: '" << server.origin()
        << "', token: tok-acme, proxy: ''" << client << "}\n"
        << "pipelines:\n  p:\n    retry: {attempts: 2, initial_ms: 1, max_ms: 2}\n"
        << ends;
    return run("run p.yaml");
  }
  std::string read(const std::string& entity) {
    const Ran ran = move("    subscriber: {use: acme.subscriber, client: acme, entity: " + entity +
                             "}\n    publishers: [{use: file.publisher, path: out.ndjson}]\n",
                         ", edition: eu");
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    return read_file(folder() / "out.ndjson");
  }
  // Publishes lines of NDJSON as products.
  Ran write(const std::string& lines, const std::string& action) {
    std::ofstream(folder() / "in.ndjson") << lines;
    return move(
        "    subscriber: {use: file.subscriber, path: in.ndjson}\n    publishers: "
        "[{use: acme.publisher, client: acme, entity: products, action: " +
        action + "}]\n");
  }

  ScriptedServer server;
};

}  // namespace

TEST_CASE("a list by offset is read to its short page, with what the client adds to requests") {
  Acme acme([](const std::string& line) {
    const bool first = has(line, "offset=0") || !has(line, "offset=");
    return response(200, first ? R"({"orders":[{"id":1},{"id":2}]})" : R"({"orders":[{"id":3}]})");
  });
  CHECK(acme.read("orders") == "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
  const auto seen = acme.server.seen();
  REQUIRE(seen.size() == 2);
  CHECK(has(seen[0].text, "GET /v2/orders?"));
  CHECK(has(seen[0].text, "limit=2"));
  CHECK(has(seen[0].text, "Authorization: Bearer tok-acme\r\n"));
  CHECK(has(seen[0].text, "X-Acme-Edition: eu\r\n"));
  CHECK(has(seen[1].text, "offset=2"));
}

TEST_CASE("a list by a cursor is read until there is none") {
  Acme acme([](const std::string& line) {
    return response(200, has(line, "page_token=p2") ? R"({"items":[{"id":"b"}]})"
                                                    : R"({"items":[{"id":"a"}],"next":"p2"})");
  });
  CHECK(acme.read("customers") == "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
}

TEST_CASE("a first page without the member that names the next one ends the list with a warning") {
  const auto warns = [](const std::string& page) {
    Acme acme([&](const std::string&) { return response(200, page); });
    acme.read("customers");
    return has(read_file(acme.folder() / ".err"),
               "customers: the first page has 1 row and no member next, which would name the next "
               "page");
  };
  CHECK(warns(R"({"items":[{"id":"a"}],"nxt":"p2"})"));
  CHECK_FALSE(warns(R"({"items":[{"id":"a"}],"next":null})"));
  CHECK_FALSE(warns(R"({"items":[{"id":"a"}],"next":""})"));
  CHECK_FALSE(warns(R"({"items":[]})"));
}

TEST_CASE("records with an id are updated, those without one are created") {
  Acme acme([](const std::string& line) {
    return response(has(line, "POST") ? 201 : 200, R"({"id":"7"})");
  });
  const Ran ran = acme.write(R"({"payload":{"name":"Lamp","price":19.90}})"
                             "\n"
                             R"({"path":{"id":"7"},"payload":{"price":5}})"
                             "\n",
                             "upsert");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  const auto seen = acme.server.seen();
  REQUIRE(seen.size() == 2);
  CHECK(has(seen[0].text, "POST /v2/products HTTP/1.1\r\n"));
  CHECK(has(seen[0].text, R"({"name":"Lamp","price":19.90})"));
  CHECK(has(seen[1].text, "PUT /v2/products/7 HTTP/1.1\r\n"));
  CHECK(has(seen[1].text, R"({"price":5})"));
}

TEST_CASE("a record that the API refuses parks with the API's words") {
  Acme acme([](const std::string&) { return response(422, R"({"error":"price is too low"})"); });
  const Ran ran = acme.write("{\"path\":{\"id\":\"7\"},\"payload\":{\"price\":0}}\n", "update");
  CHECK(ran.code == 3);
  CHECK(has(acme.run("tasks list p.yaml").out, "price is too low"));
}

TEST_CASE("a status with a meaning of its own is the connector's to decide") {
  bool busy = true;
  Acme acme([&busy](const std::string&) {
    return std::exchange(busy, false) ? response(409, "{}") : response(204, "");
  });
  const Ran ran = acme.write("{\"path\":{\"id\":\"7\"}}\n", "delete");
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK(acme.server.seen().size() == 2);
}

TEST_CASE("a wrong setting of the session is told at its place in the file") {
  Acme acme([](const std::string&) { return response(200, "{}"); });
  const Ran ran = acme.move(
      "    subscriber: {use: acme.subscriber, client: acme, entity: orders}\n"
      "    publishers: [{use: file.publisher, path: out.ndjson}]\n",
      ", retry: {base_ms: 10, max_ms: 9}");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "p.yaml:3:"));
  CHECK(has(ran.err, "is 9, below base_ms 10"));
  CHECK(has(ran.err, "/clients/acme/retry/max_ms"));
}
