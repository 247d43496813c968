// Ctrl-C, SIGTERM and SIGHUP as something to wait for. The signals are blocked in every thread and
// received by one thread of this object, so no code of ours runs in a signal handler. Make it on
// the main thread before any other thread starts that signals may be sent to; one at a time.
#pragma once

#include <atomic>
#include <csignal>
#include <thread>

#include "platform/wake.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class Signals {
 public:
  // The first SIGINT, SIGTERM or SIGHUP (but under nohup) sets `stop`; the second ends the process
  // at once with status 130 (what is committed is safe). SIGPIPE is ignored from now on: a closed
  // pipe is an error of a write. `stop` outlives this object.
  explicit Signals(const Wake& stop) : Signals(stop, Hangup::kStops) {}

  // What a SIGHUP does: a server reloads its configuration then.
  enum class Hangup { kStops, kReloads };
  Signals(const Wake& attention, Hangup hangup);
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  bool received() const { return received_; }  // [any]
  // A SIGHUP came since the last call, with Hangup::kReloads. [any]
  bool take_reload() { return reload_.exchange(false); }

 private:
  void run(const Wake& stop);

  sigset_t handled_;
  sigset_t before_;
  const Hangup hangup_;
  std::atomic<bool> received_{false};
  std::atomic<bool> reload_{false};
  std::thread thread_;
};

// Threads that are started in its scope get no signals; the calling one gets them after it.
class NoSignals {
 public:
  NoSignals();
  ~NoSignals();
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;

 private:
  sigset_t before_;
};

}  // namespace sluice::platform
