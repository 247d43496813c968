#include "publisher.hpp"

#include <utility>

#include "catalogue.hpp"
#include "client.hpp"
#include "sluice/rest/api_version.hpp"

namespace lightspeedhq {

sluice::Result<std::unique_ptr<Publisher>> Publisher::create(sluice::Context& context) {
  auto version = sluice::rest::choose_version(context, catalogue());
  if (!version) return version.status();
  auto settings = sluice::rest::ActionSettings::read(context, catalogue(), version->effective);
  if (!settings) return settings.status();
  settings->version = version->own;
  if (auto status = need_client(context.client()); !status) return status;
  std::unique_ptr<Publisher> out(new Publisher(context, *std::move(settings)));
  out->outlook_.emplace(context, catalogue());
  return out;
}

}  // namespace lightspeedhq
