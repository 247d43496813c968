// One request over HTTP/1.1 on a TCP connection, without TLS or proxy (RFC 9112): head and body
// are sent in one call, and a body of known length is received in place. libcurl, which carries
// everything else, needs five times the instructions for it. Driven by its transport, on the
// transport's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/carrier/connector.hpp"
#include "http/carrier/network_transfer.hpp"
#include "http/plain/plain_connections.hpp"
#include "http/plain/request_head.hpp"
#include "http/plain/response_reader.hpp"

namespace sluice::http {

// What the plain transfers of a transport share. Outlives them.
struct PlainShared {
  PlainConnections& connections;
  ConnectorFactory to_hostname;  // for hosts that are not addresses
  record::PagePool* pages;       // may be NULL
  std::vector<char> buffer;      // received bytes until they are parsed; not empty
  PlainHead head = {};
};

class PlainTransfer final : public NetworkTransfer,
                            private Connector::User,
                            private PlainConnections::User {
 public:
  // Whether it is a request of this kind.
  static bool carries(const Request& request, const SessionSettings& settings);

  // REQUIRES: carries(request, settings)
  PlainTransfer(const Request& request, const SessionSettings& settings, PlainShared& shared);
  ~PlainTransfer() override;
  PlainTransfer(const PlainTransfer&) = delete;
  PlainTransfer& operator=(const PlainTransfer&) = delete;

  // Once. Sends it, if there is a connection already.
  void begin();
  bool completed() const override { return completed_; }
  void poll_socket() override { receive(); }
  bool take_activity() override { return std::exchange(active_, false); }
  bool sent() const override { return sent_bytes_ > 0 && !untaken_; }
  bool receiving() const override { return reader_.begun(); }
  void stop(FailureKind why) override;
  Outcome outcome() override;

 private:
  const Timeouts& timeouts() const override { return settings_.timeouts; }
  void connected(platform::TcpStream stream) override;
  void not_connected(TransportFailure why) override;
  void on_ready(bool readable, bool writable) override;

  void connect();
  void send();
  void wait_to_write(bool waits);
  void hung_up(const platform::Moved& how);
  void receive();
  bool receive_some();
  void take(std::string_view bytes, bool placed);
  bool is_all_on_its_way() const;
  void note_end();
  void handle(ResponseReader::State state);
  void broken(TransportFailure why);
  void give_up(TransportFailure why);
  void let_go(bool keep);

  const Request& request_;
  const SessionSettings& settings_;
  PlainShared& shared_;
  std::string_view authority_;  // in the request's URL
  std::string head_;
  std::unique_ptr<Connector> connector_;
  PlainConnections::Connection* connection_ = nullptr;
  ResponseReader reader_;
  std::optional<TransportFailure> failure_;
  size_t sent_bytes_ = 0;   // of head and body together
  bool kept_ = false;       // the connection carried another request before
  bool ambiguous_ = false;  // more than one response came
  bool untaken_ = false;    // the other side had closed the connection before the request arrived
  bool waits_to_write_ = false;
  bool active_ = false;
  bool completed_ = false;
};

}  // namespace sluice::http
