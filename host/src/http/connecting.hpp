// A TCP connection on its way, opened by curl, which knows about names, both kinds of addresses and
// their time-outs. Belongs to one request; one thread.
#pragma once

#include <curl/curl.h>

#include <string>

#include "http/curl_multi.hpp"
#include "http/session_settings.hpp"
#include "platform/tcp_stream.hpp"

namespace sluice::http {

// What curl is told: to it, 0 is its default of 300 s, not "none".
long curl_connect_timeout_ms(const SessionSettings& settings);

class Connecting {
 public:
  // To scheme, host and port of `url`. `user` is told when it stands or failed; unless begun() is
  // false, which means no memory. `multi` and `user` outlive it.
  Connecting(CurlMulti& multi, const std::string& url, const SessionSettings& settings,
             CurlMulti::User& user);
  ~Connecting();  // gives up
  Connecting(const Connecting&) = delete;
  Connecting& operator=(const Connecting&) = delete;

  bool begun() const { return begun_; }
  // REQUIRES: complete(CURLE_OK) was called. Once.
  platform::TcpStream take();
  // After a failure: what curl says of it.
  const char* detail() const { return detail_; }

 private:
  static int on_close(void* self, curl_socket_t socket);

  CurlMulti& multi_;
  CURL* easy_;
  char detail_[CURL_ERROR_SIZE] = "";
  curl_socket_t taken_ = CURL_SOCKET_BAD;
  bool begun_ = false;
};

}  // namespace sluice::http
