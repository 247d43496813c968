// A TCP connection being opened, for one request. There are two kinds: to an address, which is used
// unchanged, and to a host name, which has to be resolved first. Driven by its transport, on
// the transport's thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "http/carrier/transport_failure.hpp"
#include "http/session_settings.hpp"
#include "platform/tcp_stream.hpp"

namespace sluice::http {

class Connector {
 public:
  // Called once with the result; may destroy the Connector then.
  class User {
   public:
    virtual void connected(platform::TcpStream stream) = 0;
    virtual void not_connected(TransportFailure why) = 0;

   protected:
    ~User() = default;
  };

  virtual ~Connector() = default;  // aborts
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;

  // Once. May call the user at once.
  virtual void begin() = 0;

 protected:
  Connector() = default;
};

// Makes one to host and port of an http:// URL. The settings and the user outlive it.
using ConnectorFactory = std::function<std::unique_ptr<Connector>(
    const std::string& url, const SessionSettings& settings, Connector::User& user)>;

}  // namespace sluice::http
