#include "platform/signals.hpp"

#include <pthread.h>

#include "platform/process_end.hpp"

namespace sluice::platform {
namespace {

constexpr int kInterrupted = 130;

// Sent by the destructor to its own thread only.
constexpr int kQuit = SIGUSR2;

// nohup ignores it, to keep the process running when the terminal is closed.
bool is_ignored(int signal) {
  struct sigaction action = {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t handled() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  if (!is_ignored(SIGHUP)) sigaddset(&set, SIGHUP);
  sigaddset(&set, kQuit);
  return set;
}

}  // namespace

Signals::Signals(const Wake& stop, Hangup hangup) : handled_(handled()), hangup_(hangup) {
  std::signal(SIGPIPE, SIG_IGN);
  pthread_sigmask(SIG_BLOCK, &handled_, &before_);
  thread_ = std::thread([this, &stop] { run(stop); });
}

Signals::~Signals() {
  pthread_kill(thread_.native_handle(), kQuit);
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Signals::run(const Wake& stop) {
  for (;;) {
    int signal = 0;
    if (sigwait(&handled_, &signal) != 0) continue;
    if (signal == kQuit) return;
    if (signal == SIGHUP && hangup_ == Hangup::kReloads)
      reload_ = true;
    else if (received_.exchange(true))
      leave(kInterrupted);
    stop.set();
  }
}

NoSignals::NoSignals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before_);
}

NoSignals::~NoSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace sluice::platform
