#include "api/entities_tsv.hpp"
#include "row_requests.hpp"

using namespace sluice::simulator;

namespace {

Settings walk_shop() {
  Settings settings = small_shop();
  settings.registers = 2;
  settings.sales = 30;
  settings.recent_sales = 5;
  settings.clock = "2026-07-15T15:00:00Z";
  return settings;
}

const rapidjson::Value* member_of(const rapidjson::Value& object, const std::string& name) {
  if (!object.IsObject() || !object.HasMember(name.c_str())) return nullptr;
  return &object[name.c_str()];
}

// `data.categories[]`, `data{id,version}`, `TotalCount`: a path, then what stands there.
std::string check_member(const rapidjson::Value& root, const std::string& need) {
  const std::size_t shape = need.find_first_of("[{=");
  std::string path = need.substr(0, shape);
  const rapidjson::Value* at = &root;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    at = member_of(*at, path.substr(0, dot));
    if (at == nullptr) return "no member " + path;
    path.erase(0, std::min(dot + 1, path.size()));
  }
  const std::string kind = shape == std::string::npos ? "" : need.substr(shape);
  if (kind.starts_with("[]") && !at->IsArray()) return need + " is not an array";
  if (kind.starts_with("{") && !at->IsObject()) return need + " is not an object";
  if (kind == "=<id string>" && !at->IsString()) return need + " is not a string";
  if (kind == "{id}" || kind == "{id,job_id}" || kind == "{id,version}" || kind == "{message}") {
    const std::string first = kind.substr(1, kind.find_first_of(",}") - 1);
    if (member_of(*at, first) == nullptr) return need + " lacks " + first;
  }
  return {};
}

std::string check_json(const rapidjson::Document& json, const std::string& envelope) {
  if (envelope == "bare array") return json.IsArray() ? "" : "not an array";
  if (envelope == "bare boolean") return json.IsBool() ? "" : "not a boolean";
  if (envelope == "bare {id}") return json.HasMember("id") ? "" : "no id";
  if (envelope.find("object") != std::string::npos || envelope.empty()) {
    return json.IsObject() ? "" : "not an object";
  }
  if (envelope == "data (nullable)") return json.HasMember("data") ? "" : "no data";
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= envelope.size(); ++i) {
    const char c = i < envelope.size() ? envelope[i] : '+';
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (depth != 0 || (c != '+' && c != ',')) continue;
    const std::string wrong = check_member(json, envelope.substr(begin, i - begin));
    // 0.9 leaves `pagination` out when one page holds everything.
    if (!wrong.empty() && wrong != "no member pagination") return wrong;
    begin = i + 1;
  }
  if (envelope.starts_with("data[]") && envelope.find("version") == std::string::npos &&
      json.HasMember("version")) {
    return "a version that the contract does not have";
  }
  return {};
}

std::string check_reply(const Reply& reply, const Route& route) {
  if (reply.status != route.success_status) {
    return "status " + std::to_string(reply.status) + ": " + reply.body;
  }
  if (route.envelope == "empty" || reply.status == 204) {
    return reply.body.empty() ? "" : "a body: " + reply.body;
  }
  if (route.envelope.starts_with("text/")) {
    return reply.headers.at("Content-Type").starts_with(route.envelope) ? "" : "another type";
  }
  if (reply.body.empty() && route.envelope.empty()) return {};
  rapidjson::Document json;
  json.Parse(reply.body.data(), reply.body.size());
  if (json.HasParseError()) return "not JSON: " + reply.body;
  const std::string wrong = check_json(json, route.envelope);
  return wrong.empty() ? "" : wrong + " in " + reply.body.substr(0, 300);
}

}  // namespace

TEST_CASE("every row of entities.tsv answers with its status and its envelope") {
  const RouteTable table(entities_tsv());
  const TestShop shop(walk_shop());
  int answered = 0;
  for (const Route& route : table.routes()) {
    const std::string name = route.api_version + " " + route.method + " " + route.path;
    CAPTURE(name);
    REQUIRE(shop.control("POST", "/reset").status == 200);
    const RowRequest request = request_for(shop, route);
    const Reply reply =
        shop.typed(request.method, request.target, request.body, request.content_type);
    CHECK(check_reply(reply, route) == "");
    ++answered;
  }
  CHECK(answered == 244);
}

TEST_CASE("no route of any version is without a handler") {
  const RouteTable table(entities_tsv());
  const TestShop shop(walk_shop());
  for (const Route& route : table.routes()) {
    if (route.api_version != "2026-07") continue;
    for (const char* version : {"2026-01", "2026-04", "2026-10", "2.0"}) {
      const Reply reply = shop.raw(route.method, "/api/" + std::string(version) + route.path, "{}");
      CAPTURE(route.path);
      CHECK(reply.status != 501);
      CHECK(reply.status != 500);
    }
  }
}
