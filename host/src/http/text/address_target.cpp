#include "http/text/address_target.hpp"

#include "http/text/origin.hpp"
#include "platform/tcp_connect.hpp"

namespace sluice::http {
namespace {

std::vector<std::string> addresses_of(std::string host) {
  if (host == "localhost") return {"::1", "127.0.0.1"};
  if (host.front() == '[') host = host.substr(1, host.size() - 2);
  if (platform::numeric_address(host).empty()) return {};
  return {std::move(host)};
}

}  // namespace

std::optional<AddressTarget> address_target(std::string_view url) {
  const auto split = split_url(url);
  if (!split || split->origin.scheme != "http") return std::nullopt;
  AddressTarget out{static_cast<uint16_t>(split->origin.port), addresses_of(split->origin.host)};
  if (out.addresses.empty()) return std::nullopt;
  return out;
}

}  // namespace sluice::http
