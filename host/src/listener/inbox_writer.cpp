#include "listener/inbox_writer.hpp"

#include <chrono>
#include <utility>

namespace sluice::listener {
namespace {

// After a step, to give a pipeline's commits their turn at the store in the longest burst.
constexpr std::chrono::milliseconds kPause{5};

}  // namespace

InboxWriter::InboxWriter(store::InboxStore& store, store::Inbox inbox, store::InboxLimits limits)
    : store_(store), inbox_(std::move(inbox)), limits_(limits), thread_([this] { work(); }) {}

InboxWriter::~InboxWriter() {
  {
    std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Result<store::KeepResult> InboxWriter::keep(store::ArrivedEvent event) {
  Result<store::KeepResult> result(Status(SLUICE_E_UNAVAILABLE, "the listener is being closed"));
  bool done = false;
  std::unique_lock lock(mutex_);
  if (closing_) return result;
  waiting_.push_back({std::move(event), &result, &done});
  changed_.notify_all();
  changed_.wait(lock, [&] { return done; });
  return result;
}

uint64_t InboxWriter::steps() const {
  std::lock_guard lock(mutex_);
  return steps_;
}

void InboxWriter::settle(std::vector<Waiting>& batch,
                         Result<std::vector<store::KeepResult>> taken) {
  steps_++;
  for (size_t i = 0; i < batch.size(); i++) {
    if (taken)
      *batch[i].result = (*taken)[i];
    else
      *batch[i].result = taken.status();
    *batch[i].done = true;
  }
  changed_.notify_all();
}

void InboxWriter::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    std::vector<Waiting> batch = std::exchange(waiting_, {});
    std::vector<store::ArrivedEvent> events;
    for (Waiting& one : batch) events.push_back(std::move(one.event));
    lock.unlock();
    auto taken = store_.keep(inbox_, limits_, events);
    lock.lock();
    settle(batch, std::move(taken));
    changed_.wait_for(lock, kPause, [&] { return closing_; });
  }
}

}  // namespace sluice::listener
