#include "sluice/rest/connector.hpp"

#include "sluice/rest/describe.hpp"

namespace sluice::rest {

Result<std::string> Connector::describe(std::string_view topic, bool json) const {
  return rest::describe(catalogue, {subscriber, publisher, example}, topic, json);
}

Status Connector::check_client(const ClientRef& given) const {
  const std::string wanted(client);
  if (!given) return Status::invalid("/client", "is missing: name a " + wanted);
  if (given.id() == client) return {};
  return Status::invalid("/client", std::string(given.instance()) + " is a " +
                                        std::string(given.id()) + "; a " + wanted + " is needed");
}

}  // namespace sluice::rest
