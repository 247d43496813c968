#include "http/curl/hostname_connector.hpp"

#include <utility>

#include "http/curl/curl_failure.hpp"
#include "http/curl/curl_options.hpp"

namespace sluice::http {

HostnameConnector::HostnameConnector(CurlMulti& multi, const std::string& url,
                                     const SessionSettings& settings, Connector::User& user)
    : multi_(multi), user_(user), easy_(curl_easy_init()) {
  if (!easy_) return;
  curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy_, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http");
  set_connecting_options(easy_, settings, gate_);
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, detail_);
  curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETFUNCTION, on_close);
  curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETDATA, this);
}

HostnameConnector::~HostnameConnector() {
  if (begun_) multi_.remove(easy_);
  if (easy_) curl_easy_cleanup(easy_);
}

void HostnameConnector::begin() {
  begun_ = easy_ && multi_.add(easy_, *this);
  if (!begun_) user_.not_connected({FailureKind::kNoMemory});
}

void HostnameConnector::complete(CURLcode code) {
  if (code != CURLE_OK) return user_.not_connected(failure_of(code, detail_, gate_));
  user_.connected(take());
}

platform::TcpStream HostnameConnector::take() {
  curl_easy_getinfo(easy_, CURLINFO_ACTIVESOCKET, &taken_);
  // Here curl releases the connection.
  if (std::exchange(begun_, false)) multi_.remove(easy_);
  return platform::TcpStream(static_cast<intptr_t>(taken_));
}

int HostnameConnector::on_close(void* self, curl_socket_t socket) {
  if (socket == static_cast<HostnameConnector*>(self)->taken_) return 0;
  const platform::TcpStream closed(static_cast<intptr_t>(socket));
  return 0;
}

}  // namespace sluice::http
