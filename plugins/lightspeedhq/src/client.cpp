#include "client.hpp"

#include "catalogue.hpp"
#include "client_settings.hpp"
#include "sluice/rest/error_map.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;

namespace {

// Version 0.9 has no segment in the path.
constexpr std::string_view kUnversioned = "0.9";

// Where the vendor's documentation gives no wait, the client waits a minute at a time.
constexpr uint32_t kUntoldWaitMs = 60'000, kLongestToldS = 300;

}  // namespace

Result<std::unique_ptr<Client>> Client::create(sluice::Context& context) {
  auto settings = ClientSettings::read(context);
  if (!settings) return settings.status();
  auto setup = open(context, {&catalogue(), settings->overlay, {}, true});
  if (!setup) return setup.status();
  const ShopOAuth* oauth = nullptr;
  if (settings->oauth) {
    auto made = ShopOAuth::create(context, *settings, setup->name);
    if (!made) return made.status();
    (*made)->authorize(setup->session);
    oauth = made->get();
    setup->authorization = *std::move(made);
  }
  return std::make_unique<Client>(*std::move(setup), oauth);
}

void Client::add_to(sluice::rest::Additions& add) const {
  add.prefix.emplace_back("api");
  if (add.version != kUnversioned) add.prefix.emplace_back(add.version);
}

Status Client::decide(const sluice::Response& response) const {
  Status status = sluice::rest::map_response(response.status(), response.body(), name());
  if (status.code() != SLUICE_E_RATE_LIMITED) return status;
  const uint32_t told = response.retry_after_ms();
  return status.with_retry_after(told && told / 1000 <= kLongestToldS ? told : kUntoldWaitMs);
}

}  // namespace lightspeedhq
