// A session with one system, defined by its configuration alone. Functions are [any], as
// sluice::Client says.
#pragma once

#include <memory>
#include <string_view>

#include "sluice/rest/rest_client.hpp"

namespace http_plugin {

class Client final : public sluice::rest::RestClient {
 public:
  static constexpr std::string_view kId = "http.client";
  static sluice::Result<std::unique_ptr<Client>> create(sluice::Context& context);
  using RestClient::RestClient;

 protected:
  // Not every system speaks JSON.
  void add_to(sluice::rest::Additions& add) const override { add.accept = {}; }
};

}  // namespace http_plugin
