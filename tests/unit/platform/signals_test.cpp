#include "platform/signals.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

using sluice::platform::NoSignals;
using sluice::platform::Signals;
using sluice::platform::Wake;

TEST_CASE("the first signal sets the wake and the process lives") {
  auto wake = Wake::create();
  REQUIRE(wake.ok());
  const Signals signals(*wake);
  kill(getpid(), SIGTERM);
  CHECK(wake->wait(-1));
}

TEST_CASE("the second signal ends the process with 130") {
  const pid_t child = fork();
  if (child == 0) {
    auto wake = Wake::create();
    const Signals signals(*wake);
    kill(getpid(), SIGINT);
    wake->wait(-1);
    kill(getpid(), SIGINT);
    for (;;) pause();
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
}

TEST_CASE("signals are as before when the object is gone") {
  sigset_t before, after;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  {
    auto wake = Wake::create();
    const Signals signals(*wake);
  }
  pthread_sigmask(SIG_SETMASK, nullptr, &after);
  CHECK(sigismember(&before, SIGINT) == sigismember(&after, SIGINT));
}

TEST_CASE("a thread started without signals has all of them blocked, its starter has not") {
  sigset_t theirs, ours;
  {
    const NoSignals scope;
    std::thread([&] { pthread_sigmask(SIG_SETMASK, nullptr, &theirs); }).join();
  }
  pthread_sigmask(SIG_SETMASK, nullptr, &ours);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) {
    CHECK(sigismember(&theirs, signal) == 1);
    CHECK(sigismember(&ours, signal) == 0);
  }
}

TEST_CASE("SIGHUP is a signal to stop, but not under nohup") {
  for (const bool nohup : {false, true}) {
    CAPTURE(nohup);
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGHUP, nohup ? SIG_IGN : SIG_DFL);  // whoever started the test may ignore it
      auto wake = Wake::create();
      const Signals signals(*wake);
      kill(getpid(), SIGHUP);
      kill(getpid(), SIGTERM);
      while (!signals.received()) std::this_thread::yield();
      kill(getpid(), SIGHUP);
      while (!nohup) std::this_thread::yield();  // the second signal ends the process
      _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == (nohup ? 0 : 130));
  }
}
