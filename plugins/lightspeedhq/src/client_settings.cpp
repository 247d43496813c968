#include "client_settings.hpp"

#include <span>
#include <utility>

#include "sluice/rest/client_session.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::PassedOn;

namespace {

constexpr std::string_view kUserAgent = "Sluice/0.1 (lightspeedhq connector)";

// What every session with the shop has; the token endpoint's has the rest in its own way.
constexpr PassedOn kConnection[] = {
    {"base_uri", "base_uri"},
    {"log_requests", "log"},
    {"user_agent", "user_agent"},
    {"connect_timeout_ms", "connect_timeout_ms"},
    {"first_byte_timeout_ms", "first_byte_timeout_ms"},
    {"stall_timeout_ms", "stall_timeout_ms"},
    {"proxy", "proxy"},
    {"ca_file", "ca_file"},
};
constexpr PassedOn kRequests[] = {
    {"token", "bearer_token"},
    {"total_timeout_ms", "total_timeout_ms"},
    {"retry", "retry"},
};

Status check_base_uri(std::string_view normal) {
  size_t scheme = normal.find("://");
  std::string_view rest = scheme == normal.npos ? normal : normal.substr(scheme + 3);
  size_t path = rest.find('/');
  if (path == rest.npos) return {};
  std::string_view first = rest.substr(path);
  if (first != "/api" && first.substr(0, 5) != "/api/") return {};
  std::string_view wanted = normal.substr(0, normal.size() - rest.size() + path);
  return Status::invalid("/base_uri", "ends in \"" + std::string(first) +
                                          "\", but /api and the "
                                          "version are added to it: write \"" +
                                          std::string(wanted) +
                                          "\", and api_version for another version");
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// Members of a session's settings that the client's own settings give, a comma in front of each.
Result<std::string> passed_on(Value config, std::span<const PassedOn> settings) {
  auto members = sluice::rest::session_members(config, settings);
  if (members && !members->empty()) members->insert(0, ",");
  return members;
}

Result<std::string> connection(Value config) {
  auto out = passed_on(config, kConnection);
  if (out && !config["user_agent"]) out->append(",\"user_agent\":").append(quoted(kUserAgent));
  return out;
}

Result<std::string> session_settings(Value config, const std::optional<OAuthSection>& oauth) {
  // The vendor's window is five minutes; its headers say how much of it is left. A redirect to
  // another path would give one entity's rows for another's.
  Value rate = config["rate"];
  std::string out =
      "{\"redirects\":\"same_path\",\"budget\":{\"limit_header\":\"X-RateLimit-Limit\","
      "\"remaining_header\":\"X-RateLimit-Remaining\",\"window_s\":" +
      std::to_string(rate["window_s"].integer_or(300));
  if (Value reserve = rate["reserve"]) {
    auto json = reserve.json();
    if (!json) return json.status();
    out.append(",\"reserve\":").append(*json);
  }
  out += "}";
  if (oauth) out.append(",\"credential\":").append(quoted(oauth->credential));
  auto how = connection(config);
  if (!how) return how.status();
  auto requests = passed_on(config, kRequests);
  if (!requests) return requests.status();
  return out.append(*how).append(*requests).append("}");
}

// Nothing is repeated here: whether a token request may be sent again is a question of its own.
// The token endpoint has a small limit of its own, far from being reached.
Result<std::string> token_session(Value config) {
  auto how = connection(config);
  if (!how) return how.status();
  return R"({"budget":{"remaining_header":""},"retry":{"attempts":1},"total_timeout_ms":30000)" +
         *how + "}";
}

Result<OAuthSection> oauth_section(Value oauth, Value config, std::string_view shop) {
  OAuthSection out;
  out.app.client_id = oauth["client_id"].string_or("");
  out.app.client_secret = oauth["client_secret"].string_or("");
  Value scopes = oauth["scopes"];
  for (size_t i = 0; i < scopes.size(); i++)
    out.app.scopes.emplace_back(scopes.item(i).string_or(""));
  out.redirect_uri = oauth["redirect_uri"].string_or("http://127.0.0.1:8710/callback");
  out.authorize_uri =
      oauth["authorize_uri"].string_or("https://secure.retail.lightspeed.app/connect");
  out.credential = "lightspeedhq oauth " + std::string(shop) + " " + out.app.client_id;
  auto session = token_session(config);
  if (!session) return session.status();
  out.session = *std::move(session);
  return out;
}

Status check_authorization(Value config) {
  const bool oauth = config["oauth"].is_object();
  if (oauth && config["token"])
    return Status::invalid("/oauth", "stands beside token; give one of them");
  if (oauth) return {};
  if (!config["token"])
    return Status::invalid("/token",
                           "is missing: give the shop's token, as ${LIGHTSPEED_TOKEN} for one, or "
                           "oauth");
  if (config["token"].string_or("").empty())
    return Status::invalid("/token",
                           "is empty: give the shop's token, as ${LIGHTSPEED_TOKEN} "
                           "for one");
  return {};
}

}  // namespace

Result<ClientSettings> ClientSettings::read(Value config) {
  ClientSettings out;
  out.identity = sluice::rest::normal_address(config["base_uri"].string_or(""));
  if (auto status = check_base_uri(out.identity); !status) return status;
  if (auto status = check_authorization(config); !status) return status;
  if (Value oauth = config["oauth"]) {
    auto section = oauth_section(oauth, config, out.identity);
    if (!section) return section.status();
    out.oauth = *std::move(section);
  }
  auto session = session_settings(config, out.oauth);
  if (!session) return session.status();
  out.session = *std::move(session);
  out.api_version = config["api_version"].string_or("2026-07");
  out.clear_text = sluice::rest::crosses_network_in_clear(out.identity);
  return out;
}

Status in_client_terms(const Status& failure) {
  return sluice::rest::in_client_terms(sluice::rest::in_client_terms(failure, kConnection),
                                       kRequests);
}

}  // namespace lightspeedhq
