// What waits for a target as the source of a run: numbered lines, oldest first. Made on one thread;
// then its table on the source's lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/plan.hpp"
#include "store/backlog_store.hpp"

namespace sluice::backlog {

class DrainSource {
 public:
  // How many records a walk gives at most, and each of its pages.
  struct Portion {
    size_t records = SIZE_MAX;
    size_t page = 2000;
  };
  // The store outlives it. `keyed`: the target asks for keys.
  DrainSource(store::BacklogStore& store, std::string pipeline, std::string publisher,
              const Portion& portion, bool keyed)
      : store_(store),
        pipeline_(std::move(pipeline)),
        publisher_(std::move(publisher)),
        keyed_(keyed),
        left_(portion.records),
        page_(portion.page) {}
  DrainSource(const DrainSource&) = delete;
  DrainSource& operator=(const DrainSource&) = delete;

  // Before the walk's store is loaded, which makes notes of those that may have been sent: later
  // ones are for the next walk.
  Status note_doubts();
  // The name in the engine of the source and of the step behind it.
  static constexpr const char* kName = "backlog";
  pipeline::Source source();
  static pipeline::Step step();
  // The record's line, by which the engine knows it.
  static std::string line_of(const store::WaitingRecord& record, bool keyed);

 private:
  // PAUSED if it may give no more: what an earlier walk was done with behind that is not forgotten.
  sluice_status poll(sluice_batch* into, sluice_error* error);
  void end_before_new_doubt(std::vector<store::WaitingRecord>& page);

  store::BacklogStore& store_;
  const std::string pipeline_, publisher_;
  const bool keyed_;
  size_t left_;
  const size_t page_;
  int64_t after_ = 0;  // the number of the last record given
  int64_t known_ = 0;  // the last that may have been sent when the walk began
};

}  // namespace sluice::backlog
