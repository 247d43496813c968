#include "platform/system_clock.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "platform/wake.hpp"

using namespace sluice;
using platform::SystemClock;

namespace {

// A token, with something to wait on or without.
class Token {
 public:
  explicit Token(const platform::Wake* wake = nullptr) : wake_(wake) {
    abi_ = {sizeof abi_, wake ? wake->handle() : -1,
            [](const sluice_cancel* c) -> int32_t {
              return static_cast<const Token*>(c->host_data)->requested_.load();
            },
            [](const sluice_cancel*) -> int64_t { return INT64_MAX; }, this};
  }
  void request() {
    requested_ = true;
    if (wake_) wake_->set();
  }
  const sluice_cancel* abi() const { return &abi_; }

 private:
  const platform::Wake* wake_;
  std::atomic<bool> requested_ = false;
  sluice_cancel abi_{};
};

void check_cancelled(Token& token) {
  SystemClock clock;
  std::thread canceller([&] { token.request(); });
  CHECK_FALSE(clock.wait(INT64_MAX / 2, token.abi()));
  canceller.join();
  CHECK_FALSE(clock.wait(60'000, token.abi()));
  CHECK_FALSE(clock.wait(0, token.abi()));
}

}  // namespace

TEST_CASE("the system's clock waits as long as it is told") {
  SystemClock clock;
  const int64_t before = clock.steady_ms();
  CHECK(clock.wait(30, nullptr));
  CHECK(clock.steady_ms() - before >= 30);
  CHECK(clock.wait(0, nullptr));
}

TEST_CASE("a wait ends when it is cancelled") {
  auto wake = platform::Wake::create();
  REQUIRE(wake.ok());
  Token token(&*wake);
  check_cancelled(token);
}

TEST_CASE("a wait ends when a token without a handle is cancelled") {
  Token token;
  check_cancelled(token);
}

TEST_CASE("the system's clock tells the date, and the CPU time of its thread") {
  SystemClock clock;
  CHECK(clock.unix_us() > 1'700'000'000'000'000);
  CHECK(clock.wall_s() > 1'700'000'000);
  const int64_t cpu = clock.cpu_ns();
  while (clock.cpu_ns() == cpu) {
  }
  CHECK(clock.cpu_ns() > cpu);
}
