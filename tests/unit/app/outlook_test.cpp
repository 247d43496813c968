#include "app/report/outlook.hpp"

#include <doctest/doctest.h>

using namespace sluice::app;
using Basis = ExpectedRequests::Basis;

namespace {

CredentialOutlook outlook(uint64_t requests, KnownLimit limit) {
  CredentialOutlook out;
  out.pipelines = {{"p", 1, Basis::kCounted, requests}};
  out.limit = limit;
  return out;
}

}  // namespace

TEST_CASE("what fits the window that is left does not wait") {
  CHECK(outlook(100, {350, 100, 1200, 300, 0}).seconds_at_limit(1000) == 0);
  CHECK(outlook(350, {350, 0, 900, 300, 0}).seconds_at_limit(1000) == 0);  // that window is over
}

TEST_CASE("the rest waits for the window's end, then a window each") {
  CHECK(outlook(101, {350, 100, 1200, 300, 0}).seconds_at_limit(1000) == 200);
  CHECK(outlook(450, {350, 100, 1200, 300, 0}).seconds_at_limit(1000) == 200);
  CHECK(outlook(451, {350, 100, 1200, 300, 0}).seconds_at_limit(1000) == 500);
  CHECK(outlook(351, {350, 0, 900, 300, 0}).seconds_at_limit(1000) == 300);
}

TEST_CASE("a reserve is not counted on") {
  CHECK(outlook(80, {350, 100, 1200, 300, 20}).seconds_at_limit(1000) == 0);
  CHECK(outlook(81, {350, 100, 1200, 300, 20}).seconds_at_limit(1000) == 200);
  CHECK(outlook(2, {10, 10, 900, 300, 10}).seconds_at_limit(1000) == 300);  // one a window
}

TEST_CASE("what is not known is not guessed") {
  CredentialOutlook out = outlook(5, {});
  out.limit.reset();
  out.pipelines.push_back({"new", 1, Basis::kUnknown, 0});
  CHECK_FALSE(out.seconds_at_limit(0));
  CHECK(out.requests() == 5);
  CHECK(out.unknown() == std::vector<std::string>{"new"});
}
