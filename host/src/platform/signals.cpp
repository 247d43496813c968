#include "platform/signals.hpp"

#include <pthread.h>
#include <unistd.h>

namespace sluice::platform {
namespace {

constexpr int kInterrupted = 130;

// Sent by the destructor to its own thread only.
constexpr int kQuit = SIGUSR2;

sigset_t handled() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, kQuit);
  return set;
}

}  // namespace

Signals::Signals(const Wake& stop) {
  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t set = handled();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
  thread_ = std::thread([this, &stop] { run(stop); });
}

Signals::~Signals() {
  pthread_kill(thread_.native_handle(), kQuit);
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Signals::run(const Wake& stop) {
  const sigset_t set = handled();
  for (int received = 0;;) {
    int signal = 0;
    if (sigwait(&set, &signal) != 0) continue;
    if (signal == kQuit) return;
    if (received++) ::_exit(kInterrupted);
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
