// What a viewer reads of a server whose records, and whose remote systems, say what they should
// not.
#include <doctest/doctest.h>

#include <vector>

#include "browsed_shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::test;
using http::test::ScriptedServer;

namespace {

const std::string kText = "geheim";

// A step that logs, one that parks, one that ends the run, a target that refuses, one that is down,
// and a source that says why it does not answer.
std::string pipelines_to(const ScriptedServer& remote) {
  const std::string from = "subscriber: {use: file.subscriber, path: ../in.ndjson}, ";
  const std::string cast = from + "transformers: [{use: core.cast, fields: {email: integer}}], ";
  const auto to = [](const char* file) {
    return "publisher: {use: file.publisher, path: " + std::string(file) + "}}\n";
  };
  const auto post = [&](const char* path) {
    return from + "publisher: {use: http.publisher, client: c, path: " + path + "}}\n";
  };
  return "clients: {c: {use: http.client, base_uri: '" + remote.origin() +
         "', proxy: '', log_requests: full, retry: {attempts: 1}}}\npipelines:\n  logs: {" + from +
         "transformers: [{use: core.log}], " + to("../l.ndjson") + "  parks: {" + cast +
         to("../p.ndjson") + "  ends: {park_limit: 1, " + cast + to("../e.ndjson") +
         "  refused: {" + post("/refuse") + "  down: {" + post("/down") +
         "  fetch: {subscriber: {use: http.subscriber, client: c, path: /get}, " +
         to("../f.ndjson");
}

http::test::Reply answer_to(const std::string& request) {
  const std::string record = request.substr(std::min(request.find("{"), request.size()));
  const int status = has(request, "/refuse") ? 422 : 503;
  return {http::test::response(status, "cannot take " + record + kText)};
}

std::vector<std::string> targets(const ServedShop& shop) {
  std::vector<std::string> out = {"/status"};
  for (const config::Member& path : shop.description.root().find("paths")->members) {
    if (!path.value.find("get")) continue;
    for (const char* name : {"parks", "refused"}) {
      std::string target = path.key;
      for (size_t at; (at = target.find('{')) != target.npos;) {
        const size_t end = target.find('}', at) + 1;
        const bool number = target.substr(at, end - at) == "{id}";
        target.replace(at, end - at, has(target, "/clients/") ? "c" : number ? "1" : name);
      }
      out.push_back(target == "/api/v1/log" ? target + "?follow=false" : target);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a viewer reads no text of a record, whatever failed and whoever quoted it") {
  ScriptedServer remote([](const std::string& request, size_t) { return answer_to(request); });
  const BrowsedShop shop;
  shop.folder().write("in.ndjson",
                      "{\"email\":\"" + kText + " 1\"}\n{\"email\":\"" + kText + "\"}\n");
  shop.write("all.yaml", pipelines_to(remote));
  Child server = shop.serve_pages();
  const uint16_t port = BrowsedShop::port_of(server);
  for (const char* name : {"logs", "parks", "ends", "refused", "down", "fetch"}) {
    CHECK(shop.post("/api/v1/pipelines/" + std::string(name) + "/runs").status == 202);
    CHECK(server.says("pipelines." + std::string(name) + ": run "));
  }
  for (const char* outcome : {"1 done", "2 parked", "3 failed", "4 ", "5 ", "6 failed"})
    REQUIRE(server.says(std::string(": run ") + outcome));
  const std::string token = shop.run("access add shop eve viewer").out.substr(0, 32);
  const auto told = [&](const std::string& target) {
    platform::TcpStream stream = shop.connect(
        port, "GET " + target + " HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\n");
    return receive_until(stream, target == "/api/v1/events" ? "}]}\n\n" : "");
  };
  for (const std::string& target : targets(shop)) CHECK_MESSAGE(!has(told(target), kText), target);
  CHECK(has(shop.get("/api/v1/tasks").body, kText));
  CHECK(has(shop.get("/api/v1/runs").body, kText));
  CHECK(has(shop.get("/api/v1/log?follow=false").body, kText));
}
