// The `clients:` entry of a shop, checked, and the settings of its sessions. A value; no thread
// rule.
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
  std::string overlay;     // of the session to the token endpoint, which repeats nothing
  std::string credential;  // names what is authorized: shop and application, no secret
};

struct ClientSettings {
  std::string overlay;                // of the session, over the client's own settings
  std::string identity;               // the shop's address in one spelling, no secret
  std::string api_version;            // "2026-07"
  std::optional<OAuthSection> oauth;  // instead of a fixed token

  // E_INVALID starts with the JSON pointer to the setting.
  static sluice::Result<ClientSettings> read(sluice::Context& context);
};

}  // namespace lightspeedhq
