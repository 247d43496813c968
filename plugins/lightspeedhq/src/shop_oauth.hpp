// A shop's OAuth: how a person authorizes the application (`sluice auth`), and the tokens of
// its requests. Functions are [any].
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client_settings.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/oauth2_authorizer.hpp"

namespace lightspeedhq {

class ShopOAuth final : public sluice::Authorization {
 public:
  // `name` is the client's in the configuration. E_INVALID at /oauth if this host stores no tokens.
  static sluice::Result<std::unique_ptr<ShopOAuth>> create(const sluice::Context& context,
                                                           const ClientSettings& settings,
                                                           const std::string& name);

  sluice::rest::OAuth2Authorizer& authorizer() { return authorizer_; }
  const sluice::rest::OAuth2Authorizer& authorizer() const { return authorizer_; }

  // Requests of this session carry the tokens from now on; it ends before this object.
  void authorize(const sluice::HttpSession& requests) {
    requests.authorize(sluice::rest::OAuth2Authorizer::table(), &authorizer_);
  }

  sluice::Result<std::string> redirect() const override { return section_.redirect_uri; }
  sluice::Result<std::string> begin(std::string_view redirect, std::string_view state) override;
  sluice::Result<std::string> complete(std::string_view redirect,
                                       const std::vector<sluice_pair>& query,
                                       const sluice::Cancel& cancel) override;

 private:
  ShopOAuth(const sluice::Host& host, sluice::Credentials credentials, sluice::HttpSession session,
            const ClientSettings& settings, const std::string& name);
  sluice::Status check_shop(std::string_view domain_prefix) const;

  const OAuthSection section_;
  const std::string shop_;  // its address
  const sluice::HttpSession session_;
  sluice::rest::OAuth2Authorizer authorizer_;
};

// Whether it is a host label, as domain_prefix must be: letters, digits and inner hyphens.
bool is_host_label(std::string_view text);

}  // namespace lightspeedhq
