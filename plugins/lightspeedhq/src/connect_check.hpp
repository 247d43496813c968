// The checks of `sluice check --connect` for a shop: does it respond, is the token valid, which
// scopes are missing. [lane]
#pragma once

#include <string>
#include <string_view>

#include "shop_oauth.hpp"
#include "sluice/rest/rest_client.hpp"

namespace lightspeedhq {

class ShopCheck final : public sluice::ConnectCheck {
 public:
  // `oauth` is NULL with a personal token. Both outlive it.
  ShopCheck(sluice::rest::RestClient& client, const ShopOAuth* oauth)
      : client_(client), oauth_(oauth) {}

  sluice::Result<std::string> connect(const sluice::Cancel& cancel) override;
  sluice::Result<std::string> missing(std::string_view needs) const override;

 private:
  sluice::rest::RestClient& client_;
  const ShopOAuth* oauth_;
};

}  // namespace lightspeedhq
