// Carries single requests: no retry, no redirect, no budget. The interface for recording and
// replaying traffic and for tests; NetworkTransport is the real one. A transport belongs to one
// thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "http/session_settings.hpp"
#include "http/text/message.hpp"
#include "sluice/abi.h"

namespace sluice::http {

// One request under way. Destroying it aborts it.
class Transfer {
 public:
  virtual ~Transfer() = default;
};

class Transport {
 public:
  virtual ~Transport() = default;
  // Sends without waiting. `request` and `settings` live until the transfer is destroyed. Never
  // NULL: errors here are returned by wait().
  virtual std::unique_ptr<Transfer> begin(const Request& request,
                                          const SessionSettings& settings) = 0;
  // Waits until the response is complete; once per transfer. `cancel` may be NULL.
  virtual Outcome wait(Transfer& transfer, const sluice_cancel* cancel) = 0;
  // Waits until wait() for one of them would not wait, and says which; OK, cancelled or timed out.
  // REQUIRES: at least one transfer. By default the first one counts.
  virtual Status wait_any(std::span<Transfer* const>, const sluice_cancel*, size_t& ready) {
    ready = 0;
    return {};
  }
};

// Which carrier handles requests without TLS and proxy.
enum class PlainHttp { kByUs, kByCurl };

using TransportFactory = std::function<std::unique_ptr<Transport>()>;

}  // namespace sluice::http
