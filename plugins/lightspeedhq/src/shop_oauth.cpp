#include "shop_oauth.hpp"

#include <algorithm>
#include <utility>

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;

namespace {

constexpr std::string_view kDomain = ".retail.lightspeed.app";

std::string_view field(const std::vector<sluice_pair>& query, std::string_view name) {
  for (const sluice_pair& pair : query)
    if (sluice::view(pair.name) == name) return sluice::view(pair.value);
  return {};
}

sluice::rest::OAuth2Settings oauth2_settings(const ClientSettings& settings,
                                             const std::string& name) {
  sluice::rest::OAuth2Settings out;
  out.app = settings.oauth->app;
  out.identity = settings.oauth->credential;
  out.token_path = {"api", "1.0", "token"};  // whatever the version of other calls
  out.command = "sluice auth lightspeedhq " + name;
  out.name = name;
  return out;
}

std::string told(const sluice::rest::OAuth2Tokens& tokens) {
  return "scopes " + (tokens.scope.empty() ? "as asked for" : tokens.scope);
}

}  // namespace

bool is_host_label(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), allowed);
}

Result<std::unique_ptr<ShopOAuth>> ShopOAuth::create(const sluice::Context& context,
                                                     const ClientSettings& settings,
                                                     const std::string& name) {
  const sluice::Host& host = context.host();
  auto credentials = sluice::Credentials::of(host);
  if (!credentials) return Status::invalid("/oauth", credentials.status().message());
  auto session =
      sluice::HttpSession::open(host.abi(), context.config_text(), settings.oauth->overlay);
  if (!session) return session.status();
  return std::unique_ptr<ShopOAuth>(
      new ShopOAuth(host, *std::move(credentials), *std::move(session), settings, name));
}

ShopOAuth::ShopOAuth(const sluice::Host& host, sluice::Credentials credentials,
                     sluice::HttpSession session, const ClientSettings& settings,
                     const std::string& name)
    : section_(*settings.oauth),
      shop_(settings.identity),
      session_(std::move(session)),
      authorizer_(host, credentials, session_, oauth2_settings(settings, name)) {}

Result<std::string> ShopOAuth::begin(std::string_view redirect, std::string_view state) {
  return sluice::rest::authorize_url(section_.authorize_uri, section_.app, redirect, state);
}

// The code is sent to the configured shop only, so a wrong shop is reported by name before
// anything is sent.
Status ShopOAuth::check_shop(std::string_view domain_prefix) const {
  if (!is_host_label(domain_prefix))
    return {SLUICE_E_DATA, "the response's domain_prefix is not a host name; authorize again"};
  const size_t host = shop_.find("://") + 3;
  const size_t end = shop_.find(kDomain, host);
  if (end == shop_.npos || shop_.substr(host, end - host) == domain_prefix) return {};
  return {SLUICE_E_INVALID, "the shop \"" + std::string(domain_prefix) +
                                "\" was authorized, but base_uri is " + shop_ +
                                "; choose that shop in the browser, or change base_uri"};
}

Result<std::string> ShopOAuth::complete(std::string_view redirect,
                                        const std::vector<sluice_pair>& query,
                                        const sluice::Cancel& cancel) {
  if (auto error = field(query, "error"); !error.empty())
    return Status(SLUICE_E_AUTH, "the authorization was declined (" + std::string(error) + ")");
  const auto code = field(query, "code");
  if (code.empty())
    return Status(SLUICE_E_DATA, "the browser returned without a code; authorize again");
  if (auto status = check_shop(field(query, "domain_prefix")); !status) return status;
  auto tokens = authorizer_.exchange_code(code, redirect, cancel.abi());
  if (!tokens) return tokens.status();
  return told(*tokens);
}

}  // namespace lightspeedhq
