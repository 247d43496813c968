// Stores arriving events durably, many in one step of the store: events that arrive during a step
// are part of the next one. Any thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "store/inbox_store.hpp"

namespace sluice::listener {

class InboxWriter {
 public:
  // `store` outlives it.
  InboxWriter(store::InboxStore& store, store::Inbox inbox, store::InboxLimits limits);
  ~InboxWriter();
  InboxWriter(const InboxWriter&) = delete;
  InboxWriter& operator=(const InboxWriter&) = delete;

  // Returns when the event is durable, or will not be.
  Result<store::KeepResult> keep(store::ArrivedEvent event);
  uint64_t steps() const;  // of the store, so far

 private:
  struct Waiting {
    store::ArrivedEvent event;
    Result<store::KeepResult>* result;
    bool* done;
  };
  void work();
  void settle(std::vector<Waiting>& batch, Result<std::vector<store::KeepResult>> taken);

  store::InboxStore& store_;
  const store::Inbox inbox_;
  const store::InboxLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Waiting> waiting_;
  uint64_t steps_ = 0;
  bool closing_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sluice::listener
