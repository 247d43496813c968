// The dashboard of a real server: its address, and what it tries with real plugins. Every answer of
// the API is checked against its document.
#include <doctest/doctest.h>

#include <filesystem>
#include <vector>

#include "browsed_shop.hpp"

using namespace sluice::test;
using sluice::platform::TcpStream;

namespace {

constexpr const char* kSeldom = "\"0 0 1 1 *\"";

// As YAML in JSON.
const std::string kMapped =
    R"(pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n)"
    R"(    transformers:\n      - {use: core.map, set: {twice: n * `2`}}\n)"
    R"(    publisher: {use: file.publisher, path: ../p.ndjson}\n)";

}  // namespace

TEST_CASE("the dashboard's link signs in once, is printed and is in no log") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve_pages();
  REQUIRE(server.says("/start?token="));
  REQUIRE(server.says("\n"));
  const std::string said = server.said();
  const auto port =
      static_cast<uint16_t>(std::stoi(between(said, "dashboard at http://127.0.0.1:", "\n")));
  const std::string token = between(said + "\n", "/start?token=", "\n").substr(0, 32);
  const Answer in = shop.browse(port, "GET /start?token=" + token + " HTTP/1.1\r\n");
  CHECK(in.status == 303);
  const std::string cookie = between(in.header("Set-Cookie") + ";", "", ";");
  CHECK(shop.browse(port, "GET /api/v1/status HTTP/1.1\r\nCookie: " + cookie + "\r\n").status ==
        200);
  CHECK(shop.browse(port, "GET /api/v1/status HTTP/1.1\r\n").status == 401);
  CHECK(shop.browse(port, "GET /start?token=" + token + " HTTP/1.1\r\n").status == 401);
  CHECK(
      has(shop.browse(port, "GET /status HTTP/1.1\r\nCookie: " + cookie + "\r\n").body, ">p</th>"));
  // The page itself has the status for browsers without JavaScript, and for nobody else.
  const std::string with_cookie = "GET / HTTP/1.1\r\nCookie: " + cookie + "\r\n";
  const std::string page = shop.browse(port, with_cookie).body;
  CHECK(has(between(page, "<noscript>", "</noscript>"), ">p</th>"));
  CHECK_FALSE(has(shop.browse(port, "GET / HTTP/1.1\r\n").body, ">p</th>"));
  TcpStream log = shop.open("/api/v1/log?follow=false");
  CHECK_FALSE(has(receive_until(log, {}), token));
  CHECK(has(shop.get("/api/v1/audit").body, "\"items\":[]"));
}

TEST_CASE("the dashboard does not listen where other machines reach it without TLS and a token") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  const Ran open = shop.run("serve shop --dashboard=0.0.0.0:0");
  CHECK(open.code != 0);
  CHECK(has(open.err, "give it certificate and key"));
  shop.write("host.yaml", "host: {dashboard: {listen: '0.0.0.0:0', proxy: 'https://x.example'}}\n");
  CHECK(has(shop.run("serve shop").err, "nobody has an access token"));
  CHECK(has(shop.run("serve shop --dashboard=nonsense").err, "an address and a port"));
}

TEST_CASE("sluice access gives and takes tokens that a running server takes at once") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve_pages();
  REQUIRE(server.says("dashboard at http://127.0.0.1:"));
  REQUIRE(server.says("/start?token="));
  const auto port = static_cast<uint16_t>(
      std::stoi(between(server.said(), "dashboard at http://127.0.0.1:", "\n")));
  const std::string token = shop.run("access add shop anna viewer").out.substr(0, 32);
  const auto ask = [&](const std::string& target) {
    return shop.browse(port, target + " HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\n")
        .status;
  };
  CHECK(ask("GET /api/v1/status") == 200);
  CHECK(ask("POST /api/v1/pipelines/p/runs") == 403);
  CHECK(has(shop.run("access list shop").out, "anna: viewer"));
  CHECK(shop.run("access remove shop anna").code == 0);
  CHECK(ask("GET /api/v1/status") == 401);
  CHECK(shop.run("access add shop anna root").code != 0);
}

TEST_CASE("a reload of a server with --dashboard finds no change of the host's settings") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve_pages();
  REQUIRE(server.says("/start?token="));
  const std::string good =
      "pipelines:\n  q:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
      "    publisher: {use: file.publisher, path: ../q.ndjson}\n";
  const std::string head = "If-None-Match: *\r\nContent-Type: text/yaml\r\n";
  CHECK(shop.ask("PUT", "/api/v1/configuration/files/q.yaml", head, good).status == 200);
  TcpStream log = shop.open("/api/v1/log?follow=false");
  CHECK_FALSE(has(receive_until(log, {}), "settings of the host changed"));
}

TEST_CASE("a change of the configuration is checked, saved, loaded and undone") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const std::string file = "/api/v1/configuration/files/q.yaml";
  const std::string head = "If-None-Match: *\r\nContent-Type: text/yaml\r\n";
  CHECK(has(shop.ask("PUT", file, head, "pipelines:\n  q: 1\n").body,
            "\"file\":\"q.yaml\",\"line\":2"));
  const std::string good =
      "pipelines:\n  q:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
      "    publisher: {use: file.publisher, path: ../q.ndjson} # mine\n";
  CHECK(shop.ask("PUT", file, head, good).status == 200);
  CHECK(shop.get("/api/v1/pipelines/q").status == 200);
  CHECK(shop.get(file).body == good);
  CHECK(has(shop.get("/api/v1/objects").body,
            R"("kind":"pipeline","name":"q","file":"q.yaml","line":2)"));
  CHECK(shop.post("/api/v1/configuration/history/1/undo").status == 200);
  CHECK(shop.get("/api/v1/pipelines/q").status == 404);
  CHECK(has(
      shop.get("/api/v1/audit").body,
      R"("method":"PUT","route":"/api/v1/configuration/files/{path}","object":"q.yaml","result":200)"));
}

TEST_CASE("an unsaved text is checked with the components, at its places") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const auto check = [&](const std::string& text) {
    return shop
        .post_json("/api/v1/configuration/validate", R"({"files":{"p.yaml":")" + text + "\"}}")
        .body;
  };
  CHECK(check(kMapped) == "{\"problems\":[]}\n");
  std::string wrong = kMapped;
  wrong.replace(wrong.find("n * `2`"), 7, "n * (");
  CHECK(has(check(wrong), R"("file":"p.yaml","line":5)"));
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "shop/p.ndjson"));
}

TEST_CASE("a preview shows what the steps make of given, fetched and unsaved things") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const auto preview = [&](const std::string& more) {
    return shop.post_json("/api/v1/preview", R"({"pipeline":"p",)" + more + "}");
  };
  CHECK(has(preview(R"("input":{"fetch":true})").body, R"("outputs":[{"target":)"));
  const std::string unsaved = R"(,"files":{"p.yaml":")" + kMapped + "\"}";
  CHECK(has(preview(R"("input":{"records":"{\"n\":21}"})" + unsaved).body, R"("twice":42)"));
  CHECK(has(preview(R"("input":{"fetch":true})" + unsaved).body, R"("twice":2)"));
  const Answer incoming = shop.post_json(
      "/api/v1/preview",
      R"({"incoming":"i","input":{"fetch":true},"files":{"i.yaml":"incoming:\n  i:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"}})");
  CHECK(has(incoming.body, R"("records":[{"record":{"n":1})"));
  CHECK(preview(R"("input":{"records":"{"})").status == 422);
  CHECK(shop.post_json("/api/v1/preview", R"({"pipeline":"x","input":{"fetch":true}})").status ==
        404);
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "shop/p.ndjson"));
}

TEST_CASE("the request of an incoming is shown as its transformers leave it, saved or not") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  // Nobody listens at the client's address: nothing may be sent there.
  shop.write("shop.yaml", "clients: {shop: {use: http.client, base_uri: 'http://127.0.0.1:10'}}\n");
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const auto preview = [&](const std::string& transformers) {
    return shop.post_json(
        "/api/v1/preview",
        R"({"incoming":"i","input":{"request":true},"files":{"i.yaml":"incoming:\n  i:\n    subscriber: {use: http.subscriber, client: shop, path: /x, request: {query: {limit: 5}}, request_transformers: [)" +
            transformers + R"(]}\n"}})");
  };
  const Answer changed = preview("{use: core.map, set: {query.limit: query.limit * `2`}}");
  CHECK(has(changed.body, "\"step\":\"request_transformers[0] (core.map)\""));
  CHECK(has(changed.body, R"("outputs":[{"target":"request","record":{"query":{"limit":10})"));
  CHECK(has(preview("{use: core.map, set: {a: query * `2`}}").body,
            R"("failures":["set a: column 7)"));
  CHECK(has(preview("{use: core.filter, where: query.nothing}").body,
            "0 records are left of the request instead of 1"));
  const Answer asks = preview("{use: http.lookup, client: shop, path: /y, as: y}");
  CHECK(has(asks.body, "nothing is sent while a request is previewed"));
  CHECK(has(shop.post_json("/api/v1/preview", R"({"pipeline":"p","input":{"request":true}})").body,
            R"("outputs":[{"target":"request","record":{}}])"));
}

TEST_CASE("access to the server of an empty folder can be given") {
  const BrowsedShop shop;
  std::filesystem::create_directory(shop.folder() / "none");
  CHECK(shop.run("access add none anna viewer").out.size() > 30);
  CHECK(has(shop.run("access list none").out, "anna: viewer"));
}

TEST_CASE("access that was given before the first run is no part of the configuration") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  CHECK(shop.run("access add shop anna viewer").code == 0);
  const Ran checked = shop.run("check shop");
  CHECK_MESSAGE(checked.code == 0, checked.err);
}

TEST_CASE("an outgoing that no pipeline sends to is tried by itself, saved or not") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const std::string files =
      R"(,"files":{"o.yaml":"outgoing:\n  o:\n    where: n\n    transformers: [{use: core.map, set: {m: n}}]\n    publisher: {use: file.publisher, path: ../x}\n"}})";
  const Answer tried = shop.post_json("/api/v1/preview",
                                      R"({"outgoing":"o","input":{"records":"{\"n\":1}"})" + files);
  CHECK_MESSAGE(has(tried.body, R"("pointer":"/outgoing/o/where")"), tried.body);
  CHECK(has(tried.body, R"("record":{"n":1,"m":1}}],"failures":[])"));
  const Answer fetched =
      shop.post_json("/api/v1/preview", R"({"outgoing":"o","input":{"fetch":true})" + files);
  CHECK(has(fetched.body, "an outgoing has no records of its own; give some"));
  const Answer known = shop.post_json("/api/v1/members", R"({"outgoing":"o")" + files);
  CHECK_MESSAGE(has(known.body, R"("pointer":"/outgoing/o/publisher")"), known.body);
  CHECK(has(known.body, R"("in_doubt":{"type":"boolean"})"));
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "shop/x"));
}

TEST_CASE("a page, an expression, a schedule and tests are tried") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  shop.write("p.test.yaml",
             "tests:\n  - {name: same, pipeline: p, input: [{n: 1}], expect: [{n: 1}]}\n"
             "  - {name: other, pipeline: p, input: [{n: 1}], expect: [{n: 2}]}\n");
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(has(shop.post("/api/v1/incoming/p/page").body, R"("records":"{\"n\":1}\n")"));
  CHECK(
      has(shop.post_json("/api/v1/eval", R"({"expression":"a + b","input":"{\"a\":1,\"b\":2.50}"})")
              .body,
          R"("value":"3.5)"));
  CHECK(has(shop.post_json("/api/v1/eval", R"({"expression":"a +"})").body, "\"column\":"));
  CHECK(has(shop.post_json("/api/v1/eval", R"({"expression":"$env.HOME"})").body, "is not set"));
  CHECK(has(shop.post_json("/api/v1/schedule", R"({"schedule":"30 2 * * *"})").body, "02:30"));
  CHECK(shop.post_json("/api/v1/schedule", R"({"schedule":"99 2 * * *"})").status == 422);
  CHECK(has(shop.get("/api/v1/pipelines/p/tests").body, R"("name":"same")"));
  CHECK(has(shop.post("/api/v1/pipelines/p/tests").body, R"("passed":1,"failed":1)"));
  CHECK(shop.get("/api/v1/functions").status == 200);
  CHECK(has(shop.get("/api/v1/components").body, R"("id":"file.subscriber","kind":"subscriber")"));
  CHECK(has(shop.get("/api/v1/plugins").body, "\"name\":\"file\""));
  CHECK(has(shop.get("/api/v1/components/lightspeedhq.subscriber/catalogue").body,
            "\"name\":\"products\""));
  CHECK(shop.get("/api/v1/components/file.subscriber/catalogue").status == 404);
  CHECK(shop.get("/api/v1/schema").status == 200);
}

TEST_CASE("a changed address of a client never gets its stored secret") {
  const BrowsedShop shop;
  shop.write("p.yaml",
             "clients:\n  shop: {use: http.client, base_uri: 'http://127.0.0.1:9', "
             "token: a-secret-of-the-shop}\n"
             "pipelines:\n  p:\n    schedule: '0 0 1 1 *'\n"
             "    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
             "    publisher: {use: http.publisher, client: shop, path: /x}\n");
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const std::string text = shop.get("/api/v1/configuration/files/p.yaml").body;
  CHECK_FALSE(has(text, "a-secret-of-the-shop"));
  CHECK_FALSE(has(shop.get("/api/v1/objects").body, "a-secret-of-the-shop"));
  const Answer moved = shop.post_json(
      "/api/v1/preview",
      R"({"pipeline":"p","input":{"records":"{}"},"files":{"p.yaml":"clients:\n  shop: {use: http.client, base_uri: 'http://127.0.0.1:10', token: __SLUICE_KEPT_SECRET_1__}\npipelines:\n  p:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n    publisher: {use: http.publisher, client: shop, path: /x}\n"}})");
  CHECK(moved.status == 422);
  CHECK(has(moved.body, "save it first"));
  const Answer told = shop.post_json(
      "/api/v1/configuration/validate",
      R"({"files":{"p.yaml":"# token: a-secret\npipelines:\n  p:\n    from: __SLUICE_KEPT_SECRET_1__\n    to: x\n"}})");
  CHECK(has(told.body, "there is no incoming"));
  CHECK_FALSE(has(told.body, "a-secret-of-the-shop"));
  const Answer check = shop.post("/api/v1/clients/shop/check");
  CHECK(check.status == 200);
  CHECK_FALSE(has(check.body, "a-secret-of-the-shop"));
  CHECK(shop.post("/api/v1/clients/none/check").status == 404);
}

TEST_CASE("many readers of events are bounded, and the others are still served") {
  const BrowsedShop shop;
  shop.pipeline("p", kSeldom);
  Child server = shop.serve_pages();
  REQUIRE(server.says("/start?token="));
  const std::string token = shop.run("access add shop anna viewer").out.substr(0, 32);
  const auto port = static_cast<uint16_t>(
      std::stoi(between(server.said(), "dashboard at http://127.0.0.1:", "\n")));
  const std::string bearer = "Authorization: Bearer " + token + "\r\n";
  std::vector<TcpStream> readers;
  int refused = 0;
  for (int i = 0; i < 200; i++) {
    TcpStream stream = shop.connect(port, "GET /api/v1/events HTTP/1.1\r\n" + bearer);
    const std::string head = receive_until(stream, "\r\n\r\n");
    refused += has(head, " 503 ") ? 1 : 0;
    readers.push_back(std::move(stream));
  }
  CHECK(refused >= 100);
  CHECK(refused < 200);
  CHECK(shop.browse(port, "GET /api/v1/status HTTP/1.1\r\n" + bearer).status == 200);
}
