// A connection to a name, opened by curl, which handles resolving, both address families and
// their timeouts.
#pragma once

#include <curl/curl.h>

#include <string>

#include "http/carrier/connector.hpp"
#include "http/curl/curl_multi.hpp"
#include "http/policy/address_gate.hpp"
#include "http/session_settings.hpp"

namespace sluice::http {

class HostnameConnector final : public Connector, private CurlMulti::User {
 public:
  // To scheme, host and port of `url`. `multi` and `user` outlive it.
  HostnameConnector(CurlMulti& multi, const std::string& url, const SessionSettings& settings,
                    Connector::User& user);
  ~HostnameConnector() override;

  void begin() override;

 private:
  void complete(CURLcode code) override;
  platform::TcpStream take();
  static int on_close(void* self, curl_socket_t socket);

  CurlMulti& multi_;
  Connector::User& user_;
  CURL* easy_;
  AddressGate gate_;
  char detail_[CURL_ERROR_SIZE] = "";
  curl_socket_t taken_ = CURL_SOCKET_BAD;
  bool begun_ = false;
};

}  // namespace sluice::http
