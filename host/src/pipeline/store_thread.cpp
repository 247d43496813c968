#include "pipeline/store_thread.hpp"

#include <random>
#include <string>
#include <utility>

namespace sluice::pipeline {
namespace {

constexpr int kLooks = 4;
constexpr int64_t kLookMs = 50;

std::string any_name() {
  std::random_device device;
  return std::to_string((uint64_t{device()} << 32) | device());
}

}  // namespace

StoreThread::StoreThread(const RunContext& run, int64_t sequence)
    : run_(run), sequence_(sequence), run_name_(any_name()), thread_([this] { work(); }) {}

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

Status StoreThread::commit_once(const store::CommitKey& key, const store::Delta& delta) const {
  Meter* const meter = run_.profile ? &run_.profile->store : nullptr;
  const Measured measured(meter, nullptr);
  if (meter) meter->batches++;
  return run_.store.commit(run_.plan.pipeline, key, delta);
}

// A run must not end without knowing what is stored: it would report what is there as lost.
Status StoreThread::commit(const store::Delta& delta) {
  const store::CommitKey key(sequence_, run_.plan.fence,
                             run_name_ + '-' + std::to_string(sequence_ + 1));
  Status status = commit_once(key, delta);
  return status.in_doubt() ? look_up(key, delta, std::move(status)) : status;
}

// A few times: the store may be away for a moment.
Status StoreThread::look_up(const store::CommitKey& key, const store::Delta& delta,
                            Status why) const {
  for (int look = 0; look < kLooks; look++) {
    if (look) run_.clock.wait(kLookMs << look, run_.cancel.drain);
    const Result<store::CommitMark> mark = run_.store.last_commit(run_.plan.pipeline);
    if (!mark) continue;
    if (mark->id == key.id) return {};
    if (mark->sequence != key.expected_sequence || mark->fence != key.fence) return why;
    Status status = commit_once(key, delta);
    if (!status.in_doubt()) return status;
    why = std::move(status);
  }
  return why;
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
