#include "publisher.hpp"

#include <utility>

#include "catalogue.hpp"
#include "client.hpp"

namespace lightspeedhq {

sluice::Result<std::unique_ptr<Publisher>> Publisher::create(sluice::Context& context) {
  auto settings = sluice::rest::ActionSettings::read(context, catalogue());
  if (!settings) return settings.status();
  if (auto status = need_client(context.client()); !status) return status;
  std::unique_ptr<Publisher> out(new Publisher(context, *std::move(settings)));
  out->outlook_.emplace(context, catalogue());
  return out;
}

}  // namespace lightspeedhq
