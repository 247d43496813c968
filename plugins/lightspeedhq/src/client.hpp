// A session with one shop: /api/{version} in front of paths, the token or OAuth, and the wait that
// the vendor's rate limit requests. Functions are [any], as sluice::Client says.
#pragma once

#include <memory>
#include <string_view>

#include "connect_check.hpp"
#include "shop_oauth.hpp"
#include "sluice/rest/rest_client.hpp"

namespace lightspeedhq {

class Client final : public sluice::rest::RestClient {
 public:
  static constexpr std::string_view kId = "lightspeedhq.client";
  static sluice::Result<std::unique_ptr<Client>> create(sluice::Context& context);

  // `oauth` is NULL with a personal token; `setup` keeps it.
  Client(Setup setup, const ShopOAuth* oauth)
      : RestClient(std::move(setup)), check_(*this, oauth) {}
  sluice::ConnectCheck* connect_check() override { return &check_; }

 protected:
  void add_to(sluice::rest::Additions& add) const override;
  sluice::Status decide(const sluice::Response& response) const override;

 private:
  ShopCheck check_;
};

}  // namespace lightspeedhq
