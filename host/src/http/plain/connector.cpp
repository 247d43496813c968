#include "http/plain/connector.hpp"

#include "http/curl/hostname_connector.hpp"
#include "http/plain/address_connector.hpp"

namespace sluice::http {

std::unique_ptr<Connector> make_connector(const std::string& url, const SessionSettings& settings,
                                          CurlMulti& multi, PlainConnections& connections,
                                          Connector::User& user) {
  if (auto target = address_target(url))
    return std::make_unique<AddressConnector>(std::move(*target), settings, connections, user);
  return std::make_unique<HostnameConnector>(multi, url, settings, user);
}

}  // namespace sluice::http
