// One request that a transport has under way, whatever carries it, and the limits it is watched by
// while it is waited for. Driven by its transport, on the transport's thread.
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
  // Takes in what has come, where that is cheaper than asking whether anything has.
  virtual void poll_socket() {}
  // Bytes moved since the last call?
  virtual bool take_activity() = 0;
  // There was a connection, and the request has begun to leave.
  virtual bool sent() const = 0;
  // The response has begun to come.
  virtual bool receiving() const = 0;
  // The response is here whole by what it says itself, though nobody has told.
  virtual bool holds_response() const { return false; }
  // REQUIRES: holds_response(). Completes it.
  virtual void take_response() {}
  // Ends it for one of our limits; the outcome says so.
  virtual void stop(FailureKind why) = 0;
  // REQUIRES: completed(). The response moves out.
  virtual Outcome outcome() = 0;

  // Has its response, or has gone beyond a limit now; else lowers `left_ms` to when it would.
  // `looked`: limits count, as its socket was looked at.
  bool ready(int64_t now, bool looked, int64_t& left_ms);

 protected:
  virtual const Timeouts& timeouts() const = 0;

 private:
  FailureKind limit_passed(int64_t now, int64_t& left_ms);

  std::optional<int64_t> begun_;  // when it was first waited for
  int64_t moved_ = 0;
};

}  // namespace sluice::http
