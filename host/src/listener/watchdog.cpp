#include "listener/watchdog.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace sluice::listener {
namespace {

// Below TLS, whose own end would wait for the other side; a thread that reads comes back at once.
void end(Watched& watched) { ::shutdown(watched.socket.impl()->sockfd(), SHUT_RDWR); }

}  // namespace

Watchdog::Watchdog(std::chrono::milliseconds patience)
    : patience_(patience), thread_([this] { work(); }) {}

Watchdog::~Watchdog() {
  end_all();
  thread_.join();
}

std::list<Watched>::iterator Watchdog::add(const Poco::Net::StreamSocket& socket) {
  std::lock_guard lock(mutex_);
  watched_.push_back({socket, Clock::now() + patience_});
  if (ending_) end(watched_.back());
  changed_.notify_all();
  return std::prev(watched_.end());
}

void Watchdog::remove(std::list<Watched>::iterator at) {
  std::lock_guard lock(mutex_);
  watched_.erase(at);
}

void Watchdog::end_all() {
  std::lock_guard lock(mutex_);
  ending_ = true;
  for (Watched& watched : watched_) end(watched);
  changed_.notify_all();
}

// They go behind all others: one whose thread is slow to notice keeps no other one alive.
void Watchdog::end_late() {
  const Clock::time_point now = Clock::now();
  while (watched_.front().until <= now) {
    end(watched_.front());
    watched_.front().until = now + patience_;
    watched_.splice(watched_.end(), watched_, watched_.begin());
  }
}

void Watchdog::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    if (watched_.empty()) {
      changed_.wait(lock);
      continue;
    }
    end_late();
    // A copy: the connection may be gone before the wait is over.
    const Clock::time_point next = watched_.front().until;
    changed_.wait_until(lock, next);
  }
}

}  // namespace sluice::listener
