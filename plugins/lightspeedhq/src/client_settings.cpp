#include "client_settings.hpp"

#include "sluice/rest/client_address.hpp"
#include "sluice/rest/json_body.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::json_string;

namespace {

constexpr std::string_view kUserAgent = "Sluice/0.1 (lightspeedhq connector)";

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

// The vendor's window is five minutes. A redirect to another path could return one entity's rows
// for another's.
std::string overlay_of(Value config, const std::optional<OAuthSection>& oauth) {
  std::string out = R"({"redirects":"same_path")";
  if (!config["rate"]["window_s"]) out += R"(,"rate":{"window_s":300})";
  if (!config["user_agent"]) out.append(R"(,"user_agent":)").append(json_string(kUserAgent));
  if (oauth) out.append(R"(,"credential":)").append(json_string(oauth->credential));
  return out + "}";
}

// Nothing is repeated here: whether a token request may be sent again is decided elsewhere.
// The token endpoint has a small limit of its own, which is never reached.
std::string token_overlay(Value config) {
  std::string out = R"({"retry":{"attempts":1,"base_ms":null,"max_ms":null},)"
                    R"("rate":{"remaining_header":"","window_s":null,"reserve":null},)"
                    R"("total_timeout_ms":30000)";
  if (!config["user_agent"]) out.append(R"(,"user_agent":)").append(json_string(kUserAgent));
  return out + "}";
}

OAuthSection oauth_section(Value oauth, Value config, std::string_view shop) {
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
  out.overlay = token_overlay(config);
  return out;
}

Status check_authorization(Value config) {
  const bool oauth = config["oauth"].is_object();
  if (oauth && config["token"])
    return Status::invalid("/oauth", "cannot be used with token; give only one");
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

Result<ClientSettings> ClientSettings::read(sluice::Context& context) {
  auto document = context.config();
  if (!document) return document.status();
  const Value config = *document, oauth = config["oauth"];
  context.host().protect(oauth["client_secret"].string_or(""));
  ClientSettings out;
  out.identity = sluice::rest::normal_address(config["base_uri"].string_or(""));
  if (auto status = check_base_uri(out.identity); !status) return status;
  if (auto status = check_authorization(config); !status) return status;
  if (oauth) out.oauth = oauth_section(oauth, config, out.identity);
  out.overlay = overlay_of(config, out.oauth);
  return out;
}

}  // namespace lightspeedhq
