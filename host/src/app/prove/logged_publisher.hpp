// A target's publisher, each call of which is passed on and logged: what it was offered, what it
// took. Its lane.
#pragma once

#include <deque>

#include "app/prove/delivery_log.hpp"
#include "pipeline/plan.hpp"

namespace sluice::app {

class LoggedPublisher {
 public:
  // Puts itself between the engine and the publisher of `target`. It outlives the run, `log` it.
  // `starts_over`: as of TargetTraits.
  LoggedPublisher(pipeline::Target& target, const std::string& pipeline, bool starts_over,
                  DeliveryLog& log);
  LoggedPublisher(const LoggedPublisher&) = delete;
  LoggedPublisher& operator=(const LoggedPublisher&) = delete;

 private:
  struct Offer {
    sluice_outcome* outcomes;
    std::vector<size_t> records;  // those that were live
  };

  template <auto function, class... Arguments>
  static sluice_status pass(void* self, Arguments... arguments) {
    const auto* me = static_cast<LoggedPublisher*>(self);
    return (me->real_->*function)(me->real_self_, arguments...);
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel* cancel, sluice_error* error);
  static sluice_status begin(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                             const sluice_cancel* cancel, sluice_error* error);
  static sluice_status settle(void* self, sluice_batch* batch, const sluice_cancel* cancel,
                              sluice_error* error);
  static sluice_status recover(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel* cancel, sluice_error* error);

  void put_between();
  Offer offer(sluice_batch* batch, sluice_outcome* outcomes);
  void outcome(sluice_batch* batch, const Offer& offer, sluice_status status);

  const sluice_publisher* const real_;
  void* const real_self_;
  DeliveryLog& log_;
  const int number_;
  sluice_publisher table_ = {};
  std::deque<Offer> begun_;
};

}  // namespace sluice::app
