// What `sluice check --connect` asks a shop: does it response, is the token good, which scopes are
// missing. [lane]
#pragma once

#include <string>
#include <string_view>

#include "shop_oauth.hpp"
#include "sluice/plugin.hpp"

namespace lightspeedhq {

class ShopCheck final : public sluice::ConnectCheck {
 public:
  // `oauth` is NULL with a personal token. All outlive it.
  ShopCheck(const sluice::HttpSession& session, const std::string& shop, const std::string& name,
            const ShopOAuth* oauth)
      : session_(session), shop_(shop), name_(name), oauth_(oauth) {}

  sluice::Result<std::string> connect(const sluice::Cancel& cancel) override;
  sluice::Result<std::string> missing(std::string_view needs) const override;

 private:
  const sluice::HttpSession& session_;
  const std::string& shop_;
  const std::string& name_;
  const ShopOAuth* oauth_;
};

}  // namespace lightspeedhq
