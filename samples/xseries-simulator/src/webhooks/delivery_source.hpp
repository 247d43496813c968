#pragma once
// Where the courier gets its deliveries. Implemented by the simulator.

#include <cstdint>
#include <optional>
#include <string>

#include "webhooks/webhook_hub.hpp"

namespace sluice::simulator {

// A webhook to be sent, and the world it comes from: a reset drops those under way.
struct DeliveryTicket {
  std::uint64_t generation = 0;
  Outgoing outgoing;
};

struct DeliveryOutcome {
  int status = 0;  // 0: no response
  std::string error;
};

class DeliverySource {
 public:
  // For the one thread that sends webhooks. Blocks until one is due; nothing after
  // `stop_deliveries`.
  virtual std::optional<DeliveryTicket> wait_for_delivery() = 0;
  virtual void finish_delivery(const DeliveryTicket& ticket, const DeliveryOutcome& outcome) = 0;
  // Any thread.
  virtual void stop_deliveries() = 0;

 protected:
  ~DeliverySource() = default;
};

}  // namespace sluice::simulator
