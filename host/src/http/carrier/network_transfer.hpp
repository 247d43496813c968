// One request of a transport under way, over any carrier, and the limits that are checked
// while waiting for it. Driven by its transport, on the transport's thread.
#pragma once

#include <cstdint>
#include <optional>

#include "http/carrier/transport.hpp"
#include "http/carrier/transport_failure.hpp"

namespace sluice::http {

class NetworkTransfer : public Transfer {
 public:
  // It has its response, or has failed.
  virtual bool completed() const = 0;
  // Reads what has arrived, where that is cheaper than polling the socket.
  virtual void poll_socket() {}
  // Bytes moved since the last call?
  virtual bool take_activity() = 0;
  // A connection existed, and sending of the request has begun.
  virtual bool sent() const = 0;
  // The response has begun to arrive.
  virtual bool receiving() const = 0;
  // By its own framing the response is complete, though the carrier has not reported it.
  virtual bool holds_response() const { return false; }
  // REQUIRES: holds_response(). Completes it.
  virtual void take_response() {}
  // Ends it because of one of our limits; the outcome says so.
  virtual void stop(FailureKind why) = 0;
  // REQUIRES: completed(). The response moves out.
  virtual Outcome outcome() = 0;

  // Has its response, or has exceeded a limit now; else lowers `left_ms` to when it would.
  // `looked`: limits count, since its socket was read.
  bool ready(int64_t now, bool looked, int64_t& left_ms);

 protected:
  virtual const Timeouts& timeouts() const = 0;

 private:
  FailureKind limit_passed(int64_t now, int64_t& left_ms);

  std::optional<int64_t> begun_;  // when it was first waited for
  int64_t moved_ = 0;
};

}  // namespace sluice::http
