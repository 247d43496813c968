#pragma once
// The simulator on a loopback port: Poco's HTTP server reads the requests, wire writes the
// responses. Construct, use and destroy on one thread; requests run on the server's own.

#include <Poco/Net/HTTPServer.h>
#include <Poco/ThreadPool.h>

#include <atomic>
#include <memory>
#include <string>

#include "server/simulator.hpp"
#include "webhooks/courier.hpp"

namespace sluice::simulator {

class HttpServer {
 public:
  // Listens on 127.0.0.1 at once; port 0 takes a free one. Throws Poco::Exception when the port is
  // taken.
  explicit HttpServer(const Settings& settings);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const { return server_->port(); }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port()); }

 private:
  Simulator simulator_;
  std::atomic<bool> stopping_{false};
  Courier courier_;
  Poco::ThreadPool threads_;
  std::unique_ptr<Poco::Net::HTTPServer> server_;
};

}  // namespace sluice::simulator
