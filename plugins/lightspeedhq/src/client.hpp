// A session with one shop: puts /api/{version} in front of paths, sends the token, and turns
// responses that mean failure into a Status. Functions are [any], as sluice::Client says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "client_settings.hpp"
#include "connect_check.hpp"
#include "shop_oauth.hpp"
#include "sluice/plugin.hpp"

namespace lightspeedhq {

class Client final : public sluice::Client {
 public:
  static constexpr std::string_view kId = "lightspeedhq.client";
  static sluice::Result<std::unique_ptr<Client>> create(sluice::Context& context);

  sluice::Authorization* authorization() override { return oauth_.get(); }
  sluice::ConnectCheck* connect_check() override { return &check_; }
  std::string identity() const override { return settings_.identity; }
  const void* own_table(std::string_view id) const override;
  sluice::Status start(const sluice_http_request& request, sluice_http_exchange** out) override;
  sluice::Status finish(sluice_http_exchange* exchange, sluice_batch* into,
                        sluice_http_response* response, const sluice::Cancel& cancel) override;

 private:
  Client(ClientSettings settings, std::unique_ptr<ShopOAuth> oauth, sluice::HttpSession session,
         std::string name)
      : settings_(std::move(settings)),
        name_(std::move(name)),
        oauth_(std::move(oauth)),
        session_(std::move(session)),
        check_(session_, settings_.identity, name_, oauth_.get()) {}

  sluice::Status decide(const sluice_http_response& response) const;

  ClientSettings settings_;
  std::string name_;                  // as the configuration calls it: "shop"
  std::unique_ptr<ShopOAuth> oauth_;  // NULL with a personal token; outlives the session
  sluice::HttpSession session_;
  ShopCheck check_;
};

// The client a component was given, if it is one of a shop; else E_INVALID at /client.
sluice::Status need_client(const sluice::ClientRef& client);

}  // namespace lightspeedhq
