#include "http/named_connecting.hpp"

#include <utility>

namespace sluice::http {

long curl_connect_timeout_ms(const SessionSettings& settings) {
  const int64_t limit = settings.timeouts.connect;
  return limit ? static_cast<long>(limit) : 24L * 3600 * 1000;
}

NamedConnecting::NamedConnecting(CurlMulti& multi, const std::string& url,
                                 const SessionSettings& settings, Connecting::User& user)
    : multi_(multi), user_(user), easy_(curl_easy_init()) {
  if (!easy_) return;
  curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy_, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(easy_, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, curl_connect_timeout_ms(settings));
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, detail_);
  curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETFUNCTION, on_close);
  curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETDATA, this);
}

NamedConnecting::~NamedConnecting() {
  if (begun_) multi_.remove(easy_);
  if (easy_) curl_easy_cleanup(easy_);
}

void NamedConnecting::begin() {
  begun_ = easy_ && multi_.add(easy_, *this);
  if (!begun_) user_.not_connected(CURLE_OUT_OF_MEMORY, {});
}

void NamedConnecting::complete(CURLcode code) {
  if (code != CURLE_OK) return user_.not_connected(code, detail_);
  user_.connected(take());
}

platform::TcpStream NamedConnecting::take() {
  curl_easy_getinfo(easy_, CURLINFO_ACTIVESOCKET, &taken_);
  // Here curl lets go of the connection.
  if (std::exchange(begun_, false)) multi_.remove(easy_);
  return platform::TcpStream(static_cast<intptr_t>(taken_));
}

int NamedConnecting::on_close(void* self, curl_socket_t socket) {
  if (socket == static_cast<NamedConnecting*>(self)->taken_) return 0;
  const platform::TcpStream closed(static_cast<intptr_t>(socket));
  return 0;
}

}  // namespace sluice::http
