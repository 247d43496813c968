// The `clients:` entry of a shop, checked, and as settings of the host's HTTP service. A value;
// no thread rule.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sluice/plugin.hpp"
#include "sluice/rest/oauth2_forms.hpp"

namespace lightspeedhq {

// The `oauth` section.
struct OAuthSection {
  sluice::rest::OAuth2App app;
  std::string redirect_uri;
  std::string authorize_uri;
  std::string session;     // JSON for sluice_http.open: to the token endpoint; repeats nothing
  std::string credential;  // names what is authorized: shop and application, no secret
};

struct ClientSettings {
  std::string session;      // JSON for sluice_http.open; holds the token, if it is a fixed one
  std::string identity;     // the shop's address in one spelling, no secret
  std::string api_version;  // "2026-07"
  std::optional<OAuthSection> oauth;  // instead of a fixed token
  bool clear_text = false;            // the token would cross a network unencrypted

  // E_INVALID starts with the JSON pointer to the setting.
  static sluice::Result<ClientSettings> read(sluice::Value config);
};

// A failure of sluice_http.open, told in the names of the client's own settings.
sluice::Status in_client_terms(const sluice::Status& failure);

}  // namespace lightspeedhq
