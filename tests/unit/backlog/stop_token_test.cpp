#include "pipeline/stop_token.hpp"

#include <doctest/doctest.h>

#include "base/cancel.hpp"
#include "platform/wake.hpp"

using namespace sluice;
using pipeline::StopToken;
using platform::Wake;

TEST_CASE("a part is stopped with the whole") {
  StopToken whole(*Wake::create(), 1000);
  StopToken part(*Wake::create(), whole);
  CHECK_FALSE(part.is_set());
  whole.set();
  CHECK(part.is_set());
  CHECK(base::is_cancelled(part.stop()));
}

TEST_CASE("a part that is stopped leaves the whole and other parts running") {
  StopToken whole(*Wake::create(), 1000);
  StopToken part(*Wake::create(), whole), other(*Wake::create(), whole);
  part.set();
  CHECK_FALSE(whole.is_set());
  CHECK_FALSE(other.is_set());
}

TEST_CASE("a part of a stopped whole begins as stopped") {
  StopToken whole(*Wake::create(), 1000);
  whole.set();
  CHECK(StopToken(*Wake::create(), whole).is_set());
}

TEST_CASE("a whole is stopped after one of its parts is gone") {
  StopToken whole(*Wake::create(), 1000);
  { StopToken part(*Wake::create(), whole); }
  whole.set();
  CHECK(whole.is_set());
}
