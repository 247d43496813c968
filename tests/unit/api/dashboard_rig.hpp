// The dashboard's address without sockets: its pages and the API behind them.
#pragma once

#include "api_rig.hpp"
#include "app/api/site.hpp"

namespace sluice::app::test {

inline constexpr Asset kFakeAssets[] = {
    {"/assets/main-AB12CD34.js", "text/javascript; charset=utf-8", true, "packed"},
    {"/index.html", "text/html; charset=utf-8", false,
     "<html><noscript><!--status--></noscript></html>"}};

// One that sends what a browser sends for its own pages, but no cookie yet.
struct DashboardRig : ApiRig {
  Api browsed{parts, audit, dashboard_access()};
  Site site{browsed, control, kFakeAssets};

  Access dashboard_access() {
    Access out{"the-token-of-the-api", "http", true, {}};
    out.tokens = &tokens;
    out.guard = &guard;
    out.sessions = &sessions;
    out.cookie = "sluice_test";
    out.proxies = {*platform::AddressRange::parse("10.0.0.0/8")};
    return out;
  }

  listener::Response browse(const std::string& method, const std::string& target,
                            Headers headers = {}, const std::string& body = {}) {
    headers.emplace("Host", "127.0.0.1:8711");
    if (!body.empty()) headers.emplace("Content-Length", std::to_string(body.size()));
    const bool is_api = target.starts_with("/api/");
    if (is_api) return ask_at(site, method, target, headers, body);
    const FakeRequest request(method, target, headers);
    auto out = site.admit(request);
    return out ? *std::move(out) : site.respond(request, body);
  }

  // What a browser of this role sends with each request.
  Headers signed_in(Role role, bool payloads = true) {
    const auto opened = sessions.open({"a " + std::string(role_name(role)), role, payloads});
    return {{"Cookie", "other=1; sluice_test=" + opened.id}, {"X-Sluice", "1"}};
  }
};

inline const std::string kRunPath = "/api/v1/pipelines/a/runs";

inline bool has_text(const listener::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

inline Headers without(Headers headers, const std::string& name) {
  headers.erase(name);
  return headers;
}

inline Headers plus(Headers headers, const std::string& name, const std::string& value) {
  headers[name] = value;
  return headers;
}

}  // namespace sluice::app::test
