#include "pipeline/store_thread.hpp"

#include <utility>

namespace sluice::pipeline {

StoreThread::StoreThread(store::Store& store, std::string pipeline, int64_t sequence)
    : store_(store),
      pipeline_(std::move(pipeline)),
      sequence_(sequence),
      thread_([this] { work(); }) {}

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

void StoreThread::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return state_ == State::submitted || state_ == State::closing; });
    if (state_ == State::closing) return;
    store::Delta delta = std::move(delta_);
    lock.unlock();
    Status status = store_.commit(pipeline_, sequence_, delta);
    lock.lock();
    if (status) sequence_++;
    result_ = std::move(status);
    state_ = State::done;
    changed_.notify_all();
  }
}

}  // namespace sluice::pipeline
