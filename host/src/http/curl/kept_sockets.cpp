#include "http/curl/kept_sockets.hpp"

#include <algorithm>

#include "platform/idle_socket.hpp"

namespace sluice::http {

void KeptSockets::note(CURL* easy) {
  long version = 0, port = 0;
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
  curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket);
  curl_easy_getinfo(easy, CURLINFO_LOCAL_PORT, &port);
  if (socket == CURL_SOCKET_BAD) return;
  const bool one_by_one = version == CURL_HTTP_VERSION_1_0 || version == CURL_HTTP_VERSION_1_1;
  ports_[socket] = one_by_one ? port : 0;
}

bool KeptSockets::end_if_unread(int local_port) {
  auto of_port = [&](const auto& kept) {
    return kept.second == local_port && platform::leaves_from(kept.first, local_port);
  };
  const auto at = std::find_if(ports_.begin(), ports_.end(), of_port);
  if (at == ports_.end() || !platform::has_unread(at->first)) return false;
  platform::end_sending(at->first);
  return true;
}

}  // namespace sluice::http
