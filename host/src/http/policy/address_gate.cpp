#include "http/policy/address_gate.hpp"

#include "platform/address_kind.hpp"
#include "platform/tcp_connect.hpp"

namespace sluice::http {

bool AddressGate::passes(const std::string& address) {
  const std::string_view kind =
      address.empty() ? "no address of IPv4 or IPv6" : platform::private_kind(address);
  if (kind.empty()) return true;
  refused_.append(refused_.empty() ? "" : ", ").append(address).append(" is ").append(kind);
  return false;
}

// Connections that are kept were opened by sessions that may go anywhere.
void AddressGate::guard(CURL* easy) {
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
}

CURLcode AddressGate::explain(CURLcode code) const {
  return code == CURLE_COULDNT_CONNECT && !refused_.empty() ? kAddressRefused : code;
}

curl_socket_t AddressGate::open_socket(void* self, curlsocktype, curl_sockaddr* to) {
  if (!static_cast<AddressGate*>(self)->passes(platform::address_text(to->addr)))
    return CURL_SOCKET_BAD;
  return static_cast<curl_socket_t>(platform::open_socket(to->family, to->socktype, to->protocol));
}

}  // namespace sluice::http
