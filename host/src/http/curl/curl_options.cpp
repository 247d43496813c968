#include "http/curl/curl_options.hpp"

#include "platform/address_kind.hpp"
#include "platform/tcp_connect.hpp"

namespace sluice::http {
namespace {

// For curl, 0 is its default of 300 s, not "none".
long connect_timeout_ms(const SessionSettings& settings) {
  const int64_t limit = settings.timeouts.connect;
  return limit ? static_cast<long>(limit) : 24L * 3600 * 1000;
}

curl_socket_t open_socket_behind(void* gate, curlsocktype, curl_sockaddr* to) {
  if (!static_cast<AddressGate*>(gate)->passes(platform::address_text(to->addr)))
    return CURL_SOCKET_BAD;
  return static_cast<curl_socket_t>(platform::open_socket(to->family, to->socktype, to->protocol));
}

// Every connection is a new one, and has to be checked: kept ones were opened by sessions
// without this restriction.
void guard(CURL* easy, AddressGate& gate) {
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket_behind);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &gate);
}

}  // namespace

void set_connecting_options(CURL* easy, const SessionSettings& settings, AddressGate& gate) {
  if (settings.public_only) guard(easy, gate);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms(settings));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  // Aborting does not wait for the thread that still resolves the host.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  // Without this curl would look for a proxy in the environment, for every request.
  if (!settings.proxied) curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
}

}  // namespace sluice::http
