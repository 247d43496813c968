#include "shop_client.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

namespace sluice::simulator {

rapidjson::Document Reply::json() const {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseFullPrecisionFlag>(body.data(), body.size());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

Settings small_shop() {
  Settings settings;
  settings.products = 60;
  settings.customers = 20;
  settings.tokens = {{"T", {}}};
  return settings;
}

Reply TestShop::get(const std::string& path, const std::string& token) const {
  return raw("GET", "/api/2026-07" + path, "", "Bearer " + token);
}

Reply TestShop::send(const std::string& method, const std::string& path,
                     const std::string& body) const {
  return raw(method, "/api/2026-07" + path, body);
}

namespace {

Reply exchange(std::uint16_t port, Poco::Net::HTTPRequest& request, const std::string& body) {
  Poco::Net::HTTPClientSession session("127.0.0.1", port);
  session.setTimeout(Poco::Timespan(20, 0));
  request.setContentLength64(static_cast<Poco::Int64>(body.size()));
  // Poco's client reads a 204 without a length until the connection ends.
  request.setKeepAlive(false);
  session.sendRequest(request) << body;
  Poco::Net::HTTPResponse response;
  Reply reply;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), reply.body);
  reply.status = response.getStatus();
  reply.reason = response.getReason();
  for (const auto& [name, value] : response) reply.headers[name] = value;
  return reply;
}

}  // namespace

Reply TestShop::raw(const std::string& method, const std::string& target, const std::string& body,
                    const std::string& authorization) const {
  Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
  if (!authorization.empty()) request.set("Authorization", authorization);
  if (!body.empty()) request.setContentType("application/json");
  return exchange(server.port(), request, body);
}

Reply TestShop::typed(const std::string& method, const std::string& target, const std::string& body,
                      const std::string& content_type) const {
  Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
  request.set("Authorization", "Bearer T");
  if (!body.empty()) request.setContentType(content_type);
  return exchange(server.port(), request, body);
}

Reply TestShop::with_header(const std::string& method, const std::string& target,
                            const std::string& name, const std::string& value) const {
  Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
  request.set("Authorization", "Bearer T");
  request.set(name, value);
  return exchange(server.port(), request, "");
}

Reply TestShop::form(const std::string& target, const std::string& fields) const {
  Poco::Net::HTTPRequest request("POST", target, Poco::Net::HTTPMessage::HTTP_1_1);
  request.setContentType("application/x-www-form-urlencoded");
  return exchange(server.port(), request, fields);
}

Reply TestShop::control(const std::string& method, const std::string& path,
                        const std::string& body) const {
  return raw(method, "/control" + path, body, "");
}

void TestShop::arm(const std::string& fault) const {
  REQUIRE(control("POST", "/faults", fault).status == 200);
}

rapidjson::Document TestShop::state(const std::string& path) const {
  const Reply reply = control("GET", "/state/" + path);
  REQUIRE(reply.status == 200);
  return reply.json();
}

std::string first_id(const TestShop& shop, const std::string& path) {
  return shop.get(path).json()["data"][0]["id"].GetString();
}

Walk walk(const TestShop& shop, const std::string& list, const std::string& parameters,
          std::int64_t after) {
  Walk result;
  result.cursor = after;
  while (result.requests < 200) {
    const Reply reply =
        shop.get("/" + list + "?after=" + std::to_string(result.cursor) + parameters);
    ++result.requests;
    REQUIRE(reply.status == 200);
    const rapidjson::Document page = reply.json();
    if (page["data"].Empty()) break;
    for (const auto& row : page["data"].GetArray()) {
      result.ids.emplace_back(row["id"].GetString());
      result.versions.push_back(row["version"].GetInt64());
    }
    result.cursor = page["version"]["max"].GetInt64();
  }
  return result;
}

}  // namespace sluice::simulator
