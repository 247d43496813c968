#include "client.hpp"

#include "secrets.hpp"

namespace http_plugin {

sluice::Result<std::unique_ptr<Client>> Client::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  protect_values(context.host(), (*config)["headers"]);
  return make<Client>(context, {});
}

}  // namespace http_plugin
