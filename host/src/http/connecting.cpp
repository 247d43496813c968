#include "http/connecting.hpp"

#include "http/direct_connecting.hpp"
#include "http/named_connecting.hpp"

namespace sluice::http {

std::unique_ptr<Connecting> make_connecting(const std::string& url, const SessionSettings& settings,
                                            CurlMulti& multi, PlainConnections& connections,
                                            Connecting::User& user) {
  if (auto target = direct_target(url))
    return std::make_unique<DirectConnecting>(std::move(*target), settings, connections, user);
  return std::make_unique<NamedConnecting>(multi, url, settings, user);
}

}  // namespace sluice::http
