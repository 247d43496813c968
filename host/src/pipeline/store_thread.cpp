#include "pipeline/store_thread.hpp"

#include <utility>

namespace sluice::pipeline {

StoreThread::StoreThread(const RunContext& run, int64_t sequence)
    : run_(run), sequence_(sequence), thread_([this] { work(); }) {}

StoreThread::~StoreThread() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return state_ != State::submitted; });
    state_ = State::closing;
    changed_.notify_all();
  }
  thread_.join();
}

void StoreThread::submit(store::Delta delta) {
  std::lock_guard lock(mutex_);
  delta_ = std::move(delta);
  state_ = State::submitted;
  changed_.notify_all();
}

std::optional<Status> StoreThread::collect() {
  std::lock_guard lock(mutex_);
  if (state_ != State::done) return std::nullopt;
  state_ = State::idle;
  return std::move(result_);
}

Status StoreThread::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return state_ == State::done; });
  state_ = State::idle;
  return std::move(result_);
}

Status StoreThread::commit(const store::Delta& delta) const {
  Meter* const meter = run_.profile ? &run_.profile->store : nullptr;
  const Measured measured(meter, nullptr);
  if (meter) meter->batches++;
  return run_.store.commit(run_.plan.pipeline, sequence_, delta);
}

void StoreThread::work() {
  const measure::Ledger ledger(run_.profile ? &run_.clock : nullptr);
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return state_ == State::submitted || state_ == State::closing; });
    if (state_ == State::closing) return;
    store::Delta delta = std::move(delta_);
    lock.unlock();
    Status status = commit(delta);
    lock.lock();
    if (status) sequence_++;
    result_ = std::move(status);
    state_ = State::done;
    changed_.notify_all();
  }
}

}  // namespace sluice::pipeline
