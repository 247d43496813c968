// A TCP connection on its way, for one request. There are two ways: to an address, which the system
// takes as it is, and to a name, which libcurl resolves. Driven by its transport, on the
// transport's thread.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "http/curl/curl_multi.hpp"
#include "http/plain/plain_connections.hpp"
#include "http/session_settings.hpp"
#include "platform/tcp_stream.hpp"

namespace sluice::http {

class Connector {
 public:
  // Told once how it ended; may destroy the Connector then.
  class User {
   public:
    virtual void connected(platform::TcpStream stream) = 0;
    virtual void not_connected(CURLcode why, std::string detail) = 0;

   protected:
    ~User() = default;
  };

  virtual ~Connector() = default;  // gives up
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;

  // Once. May tell the user at once.
  virtual void begin() = 0;

 protected:
  Connector() = default;
};

// To host and port of an http:// URL. Everything it is given outlives it.
std::unique_ptr<Connector> make_connector(const std::string& url, const SessionSettings& settings,
                                          CurlMulti& multi, PlainConnections& connections,
                                          Connector::User& user);

}  // namespace sluice::http
