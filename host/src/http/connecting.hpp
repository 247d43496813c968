// A TCP connection on its way, for one request. There are two ways: to an address, which the system
// takes as it is, and to a name, which libcurl resolves. Driven by its lane, on the lane's thread.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "http/curl_multi.hpp"
#include "http/plain_connections.hpp"
#include "http/session_settings.hpp"
#include "platform/tcp_stream.hpp"

namespace sluice::http {

class Connecting {
 public:
  // Told once how it ended; may destroy the Connecting then.
  class User {
   public:
    virtual void connected(platform::TcpStream stream) = 0;
    virtual void not_connected(CURLcode why, std::string detail) = 0;

   protected:
    ~User() = default;
  };

  virtual ~Connecting() = default;  // gives up
  Connecting(const Connecting&) = delete;
  Connecting& operator=(const Connecting&) = delete;

  // Once. May tell the user at once.
  virtual void begin() = 0;

 protected:
  Connecting() = default;
};

// To host and port of an http:// URL. Everything it is given outlives it.
std::unique_ptr<Connecting> make_connecting(const std::string& url, const SessionSettings& settings,
                                            CurlMulti& multi, PlainConnections& connections,
                                            Connecting::User& user);

}  // namespace sluice::http
