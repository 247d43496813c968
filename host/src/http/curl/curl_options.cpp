#include "http/curl/curl_options.hpp"

namespace sluice::http {
namespace {

// To curl, 0 is its default of 300 s, not "none".
long connect_timeout_ms(const SessionSettings& settings) {
  const int64_t limit = settings.timeouts.connect;
  return limit ? static_cast<long>(limit) : 24L * 3600 * 1000;
}

}  // namespace

void set_connecting_options(CURL* easy, const SessionSettings& settings, AddressGate& gate) {
  if (settings.public_only) gate.guard(easy);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms(settings));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  // Giving up does not wait for the thread that still asks for the host's address.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  // Without this curl would look for a proxy in the environment, for every request.
  if (!settings.proxied) curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
}

}  // namespace sluice::http
