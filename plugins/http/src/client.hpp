// A session with one system: its address, credentials and limits; turns responses that mean failure
// into a Status. Functions are [any], as sluice::Client says.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "client_settings.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

class Client final : public sluice::Client {
 public:
  static constexpr std::string_view kId = "http.client";
  static sluice::Result<std::unique_ptr<Client>> create(sluice::Context& context);

  std::string identity() const override { return identity_; }
  sluice::Status start(const sluice_http_request& request, sluice_http_exchange** out) override;
  sluice::Status finish(sluice_http_exchange* exchange, sluice_batch* into,
                        sluice_http_response* response, const sluice::Cancel& cancel) override;

 private:
  Client(std::string identity, sluice::HttpSession session, std::string name)
      : identity_(std::move(identity)), session_(std::move(session)), name_(std::move(name)) {}

  std::string identity_;
  sluice::HttpSession session_;
  std::string name_;  // as the configuration calls it: "shop"
};

}  // namespace http_plugin
