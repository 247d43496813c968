// What is tried through the API, and what the API asks of the workbench for it.
#include "dashboard_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::DashboardRig;
using sluice::app::test::Headers;

namespace {

bool tells(const listener::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("what there is to use is listed") {
  ApiRig rig;
  for (const char* list : {"components", "functions", "plugins", "objects"})
    CHECK(tells(rig.get(std::string("/api/v1/") + list), "\"items\":[]"));
  CHECK(rig.get("/api/v1/components/file.subscriber/catalogue?for=subscriber").status == 200);
}

TEST_CASE("what the workbench cannot do is told by its class, with the column of an expression") {
  ApiRig rig;
  const auto eval = [&](sluice_status code, const std::string& message) {
    rig.bench.failure = {code, message};
    return rig.ask("POST", "/api/v1/eval", {}, R"({"expression":"a +"})");
  };
  const auto wrong = eval(SLUICE_E_INVALID, "column 12: something is missing");
  CHECK(wrong.status == 422);
  CHECK(tells(wrong, R"("column":12)"));
  CHECK(eval(SLUICE_E_UNSUPPORTED, "there is none").status == 404);
  CHECK(eval(SLUICE_E_UNAVAILABLE, "later").status == 503);
  CHECK(eval(SLUICE_E_INTERNAL, "broken").status == 500);
}

TEST_CASE("a preview takes given records, a task's, or fetches them") {
  ApiRig rig;
  const auto preview = [&](const std::string& input) {
    return rig.ask("POST", "/api/v1/preview", {}, R"({"pipeline":"p","input":)" + input + "}");
  };
  CHECK(preview(R"({"records":"{\"a\":1}"})").status == 200);
  CHECK(*rig.bench.previews.back().records == R"({"a":1})");
  CHECK(preview(R"({"fetch":true})").status == 200);
  CHECK_FALSE(rig.bench.previews.back().records);
  CHECK(preview(R"({"task":9})").status == 404);
  CHECK(preview("{}").status == 422);
  CHECK(rig.bench.previews.size() == 2);
}

TEST_CASE("the request of a pipeline or of an incoming is previewed with unsaved texts, too") {
  ApiRig rig;
  const auto preview = [&](const std::string& of) {
    return rig.ask("POST", "/api/v1/preview", {}, R"({"input":{"request":true})" + of + "}").status;
  };
  CHECK(preview(R"(,"pipeline":"p")") == 200);
  CHECK(rig.bench.previews.back().request);
  CHECK(preview(R"(,"incoming":"products","files":{"a.yaml":"x"})") == 200);
  CHECK(rig.bench.previews.back().incoming == "products");
  CHECK(rig.bench.previews.back().files.size() == 1);
  CHECK(preview("") == 422);
  CHECK(rig.bench.previews.size() == 2);
  CHECK(
      rig.ask("POST", "/api/v1/preview", {}, R"({"incoming":"x","input":{"fetch":true}})").status ==
      200);
  CHECK(rig.bench.previews.back().incoming == "x");
  CHECK(preview(R"(,"outgoing":"o")") == 200);
  CHECK(rig.bench.previews.back().outgoing == "o");
}

TEST_CASE(
    "what records are known to have is told of a pipeline or an incoming, of unsaved texts to "
    "editors") {
  DashboardRig rig;
  const auto members = [&](Role role, const std::string& body) {
    return rig.browse("POST", "/api/v1/members", rig.signed_in(role), body).status;
  };
  CHECK(members(Role::kOperator, R"({"pipeline":"p"})") == 200);
  CHECK(members(Role::kOperator, R"({"incoming":"i"})") == 200);
  CHECK(rig.bench.previews.back().incoming == "i");
  CHECK(members(Role::kOperator, R"({"incoming":"i","files":{"a.yaml":"x"}})") == 403);
  CHECK(members(Role::kEditor, R"({"incoming":"i","files":{"a.yaml":"x"}})") == 200);
  CHECK(members(Role::kEditor, "{}") == 422);
  CHECK(members(Role::kViewer, R"({"pipeline":"p"})") == 403);
}

TEST_CASE("a preview is bounded, and may fetch by an unsaved text") {
  ApiRig rig;
  const auto with = [&](const std::string& more) {
    return rig
        .ask("POST", "/api/v1/preview", {},
             R"({"pipeline":"p","input":{"fetch":true},)" + more + "}")
        .status;
  };
  CHECK(with(R"("limit":50)") == 200);
  CHECK(with(R"("limit":51)") == 422);
  CHECK(with(R"("files":{"a.yaml":"x"})") == 200);
  CHECK_FALSE(rig.bench.previews.back().records);
  CHECK(rig.bench.previews.back().files.size() == 1);
}

TEST_CASE("unsaved texts are for editors, texts of records for who may see them") {
  DashboardRig rig;
  const std::string unsaved = R"({"pipeline":"p","input":{"records":"{}"},"files":{"a.yaml":"x"}})";
  CHECK(rig.browse("POST", "/api/v1/preview", rig.signed_in(Role::kOperator), unsaved).status ==
        403);
  CHECK(rig.browse("POST", "/api/v1/preview", rig.signed_in(Role::kEditor), unsaved).status == 200);
  const Headers blind = rig.signed_in(Role::kOperator, false);
  CHECK(rig.browse("POST", "/api/v1/preview", blind, "{}").status == 403);
  CHECK(rig.browse("POST", "/api/v1/incoming/x/page", blind).status == 403);
  CHECK(rig.browse("GET", "/api/v1/tasks/1/payload", blind).status == 403);
  CHECK(rig.browse("GET", "/api/v1/tasks?texts=true", blind).status == 403);
}

TEST_CASE("the request log of a client has its lines only") {
  ApiRig rig;
  rig.log.add(
      {"2026-07-31T12:00:00Z info clients.shop: GET https://shop.example 200", "clients.shop"});
  rig.log.add(
      {"2026-07-31T12:00:01Z info clients.other: GET https://other.example 200", "clients.other"});
  rig.log.add({"2026-07-31T12:00:02Z info pipelines.p: done", "pipelines.p"});
  const auto lines = rig.get("/api/v1/clients/shop/requests");
  CHECK(tells(lines, "shop.example"));
  CHECK_FALSE(tells(lines, "other.example"));
  CHECK_FALSE(tells(lines, "done"));
  const auto stream = rig.get("/api/v1/clients/shop/requests?follow=true");
  REQUIRE(stream.stream);
  rig.log.add({"2026-07-31T12:00:03Z info clients.shop: GET https://shop.example/next 200",
               "clients.shop"});
  CHECK(stream.stream->take().find("/next") != std::string::npos);
}

TEST_CASE("what the latest check of a client found is remembered, also that it could not be done") {
  ApiRig rig;
  CHECK(tells(rig.get("/api/v1/clients"), "\"items\":[]"));
  CHECK(rig.ask("POST", "/api/v1/clients/shop/check").status == 200);
  CHECK(tells(rig.get("/api/v1/clients"), R"("client":"shop")"));
  CHECK(tells(rig.get("/api/v1/clients"), R"("ok":true)"));
  rig.bench.failure = {SLUICE_E_INVALID, "base_uri is no address"};
  rig.ask("POST", "/api/v1/clients/shop/check");
  CHECK(tells(rig.get("/api/v1/clients"), R"("ok":false,"findings":[],"problem":"base_uri is no)"));
  rig.bench.failure = {SLUICE_E_UNAVAILABLE, "others try something"};
  rig.ask("POST", "/api/v1/clients/shop/check");
  CHECK(tells(rig.get("/api/v1/clients"), "base_uri is no"));
}
