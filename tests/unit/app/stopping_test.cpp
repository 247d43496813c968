#include <doctest/doctest.h>

#include "app/wiring/run_watch.hpp"
#include "pipeline/stop_token.hpp"

using namespace sluice::app;
using sluice::platform::Call;
using sluice::platform::Wake;

namespace {

Call call(uint64_t thread, int64_t since_ms, int64_t running_ms) {
  Call out;
  out.thread = thread;
  out.since_ms = since_ms;
  out.running_ms = running_ms;
  return out;
}

}  // namespace

TEST_CASE("a call is told of after 30 s, then each time it took twice as long") {
  LongCalls calls;
  CHECK(calls.due({call(1, 5, 29'999)}).empty());
  CHECK(calls.due({call(1, 5, 30'000)}).size() == 1);
  CHECK(calls.due({call(1, 5, 59'000)}).empty());
  CHECK(calls.due({call(1, 5, 60'100)}).size() == 1);
  CHECK(calls.due({call(1, 5, 119'000)}).empty());
  CHECK(calls.due({call(1, 5, 121'000)}).size() == 1);
}

TEST_CASE("another call of the same thread is told of anew") {
  LongCalls calls;
  CHECK(calls.due({call(1, 5, 31'000), call(2, 5, 31'000)}).size() == 2);
  CHECK(calls.due({call(1, 40'000, 30'000)}).size() == 1);
}

TEST_CASE("a stop leaves time for what is under way, and none for a read") {
  pipeline::StopToken token(*Wake::create(), 60'000);
  for (const sluice_cancel* one : {token.stop(), token.drain(), token.abort()}) {
    CHECK_FALSE(one->requested(one));
    CHECK(one->remaining_ms(one) == INT64_MAX);
  }
  token.set();
  CHECK(token.stop()->requested(token.stop()));
  CHECK(token.stop()->remaining_ms(token.stop()) == 0);
  CHECK(token.drain()->requested(token.drain()));
  CHECK(token.drain()->remaining_ms(token.drain()) > 50'000);
  CHECK_FALSE(token.abort()->requested(token.abort()));
}

TEST_CASE("when the time of a stop is over, everything is given up") {
  pipeline::StopToken token(*Wake::create(), 0);
  token.set();
  CHECK(token.drain()->remaining_ms(token.drain()) == 0);
  CHECK(token.abort()->requested(token.abort()));
}
