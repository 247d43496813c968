#pragma once
// Deliveries of webhooks: what is queued, when it is due, and its result. Sends nothing itself.
// Guarded by the simulator's lock.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "common/json_members.hpp"
#include "common/settings.hpp"
#include "common/store.hpp"

namespace sluice::simulator {

// One attempt, ready to be sent.
struct Outgoing {
  std::uint64_t number = 0;
  std::string url;
  std::string body;       // the form
  std::string signature;  // value of X-Signature
};

class WebhookHub {
 public:
  explicit WebhookHub(const Settings& settings) : settings_(settings) {}

  // Queues one delivery for every active subscription of the type.
  void fire(Store& store, const std::string& type, const std::string& payload, std::int64_t now_ms);
  // The event of a changed row, where its table has one.
  void row_changed(Store& store, const std::string& table, const Row& row, std::int64_t now_ms);

  // The delivery that is due first; it is in flight until `finish`.
  std::optional<Outgoing> take_due(std::int64_t now_ms);
  // `status` 0: no response. 2xx, 3xx and 4xx end a delivery, others are retried.
  void finish(std::uint64_t number, int status, const std::string& error);
  // When the next attempt is due; nothing when none waits.
  std::optional<std::int64_t> next_due() const;
  // Nothing in flight and nothing due.
  bool idle(std::int64_t now_ms) const;
  // {"count":n,"deliveries":[…]}
  std::string json() const;
  void clear();

 private:
  enum class State { kWaiting, kInFlight, kDelivered, kRefused, kGivenUp };
  struct Attempt {
    std::int64_t at_ms;
    int status;
    std::string error;
  };
  struct Delivery {
    Outgoing outgoing;
    std::string type;
    std::string webhook;
    std::int64_t first_ms;
    std::int64_t due_ms;
    State state = State::kWaiting;
    std::vector<Attempt> attempts = {};
  };

  void queue(const JsonMembers& webhook, const std::string& type, const std::string& payload,
             std::int64_t now_ms);
  std::string sign(const std::string& body) const;
  static void schedule_next(Delivery& delivery);
  static std::string json(const Delivery& delivery);

  const Settings& settings_;
  std::uint64_t next_number_ = 1;
  std::deque<Delivery> deliveries_;
};

}  // namespace sluice::simulator
