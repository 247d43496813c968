// Records of one order at a target, and how often what failed in which way is tried.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

const std::string kOne = "{\"id\":1}", kTwo = "{\"id\":2}", kThree = "{\"id\":3}";

// Records 1 and 2 have one order, record 3 has another.
sluice_status set_orders(sluice_batch* batch, sluice_error*) {
  for (size_t i = 0; i < batch->count; i++)
    sluice_record_at(batch, i)->order = view(sluice_record_at(batch, i)->source) == kThree ? 2 : 1;
  return SLUICE_OK;
}

struct Ordered : Fixture {
  explicit Ordered(size_t a_page = 3) : step(set_orders) {
    source.pages = numbered_pages(3, a_page);
    plan.steps = {step.step("order_by (core.order)")};
    target.outcome = [this](std::string_view record) {
      offers[std::string(record)]++;
      return outcome ? outcome(std::string(record)) : SLUICE_OK;
    };
  }

  FakeStep step;
  std::map<std::string, int> offers;
  std::function<sluice_status(const std::string& record)> outcome;
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what waits behind a record that is offered again arrives behind it") {
  Ordered f;
  f.outcome = [&](const std::string& record) -> sluice_status {
    return record == kOne && f.offers[kOne] < 3 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const auto report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.target.lines == Lines{kThree, kOne, kTwo});
  CHECK(f.offers[kTwo] == 1);
}

TEST_CASE("a record that parks lets the one behind it pass, with attempts of its own") {
  Ordered f;
  f.outcome = [&](const std::string& record) -> sluice_status {
    if (record == kTwo) return f.offers[kTwo] < 3 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
    return record == kOne ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const auto report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.target.lines == Lines{kThree, kTwo});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == kOne);
  CHECK(f.offers[kOne] == f.plan.retry.attempts);
  CHECK(f.offers[kTwo] == 3);
}

TEST_CASE("a later page waits for a record of its order in an earlier one") {
  Ordered f(1);
  f.outcome = [&](const std::string& record) -> sluice_status {
    return record == kOne && f.offers[kOne] < 3 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == Lines{kOne, kTwo, kThree});
}

TEST_CASE("each class of failure is tried as often as its rule says") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.plan.retry.attempts = 2;
  base::RetryRules own{{3, 1, 1}, {}, {}};
  own.by_code[SLUICE_E_TIMEOUT] = {6, 1, 1};
  f.plan.targets[0].retry = own;
  std::map<std::string, int> offers;
  f.target.outcome = [&](std::string_view record) -> sluice_status {
    offers[std::string(record)]++;
    return record == kOne ? SLUICE_E_UNAVAILABLE : record == kTwo ? SLUICE_E_TIMEOUT : SLUICE_OK;
  };
  const auto report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(report.parked == 2);
  CHECK(offers[kOne] == 3);
  CHECK(offers[kTwo] == 6);
}

TEST_CASE("when the time of a failure's class is over, no attempt follows") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  f.plan.retry = {{100, 100, 100, 1000}, {}, {}};
  f.target.outcome = [](std::string_view record) -> sluice_status {
    return record == kOne ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const auto report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(report.parked == 1);
  CHECK(report.retries > 5);
  CHECK(f.clock.slept() <= 1000);
}

TEST_CASE("what a later record of its order overtook parks when park_limit stops the run") {
  Ordered f;
  f.plan.park_limit = 1;
  bool wrong = true;
  f.outcome = [&](const std::string& record) -> sluice_status {
    return wrong && record == kOne ? SLUICE_E_DATA : SLUICE_OK;
  };
  CHECK_FALSE(f.run().status.ok());
  wrong = false;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == Lines{kTwo, kThree});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == kOne);
}

TEST_CASE("what nothing of its order overtook is offered again when park_limit stopped the run") {
  Ordered f;
  f.plan.park_limit = 1;
  bool wrong = true;
  f.outcome = [&](const std::string& record) -> sluice_status {
    return wrong && record != kThree ? SLUICE_E_DATA : SLUICE_OK;
  };
  CHECK_FALSE(f.run().status.ok());
  wrong = false;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == Lines{kThree, kOne, kTwo});
  CHECK(f.tasks().empty());
}

// The first page holds record 1 in doubt, the second has record 2 taken and record 3 refused.
TEST_CASE("a record in doubt parks when a later one was taken in the batch that stops the run") {
  Ordered f;
  f.source.pages = {{kOne}, {kTwo, kThree}};
  f.plan.park_limit = 1;
  bool wrong = true;
  f.target.in_doubt = [&](std::string_view record) { return wrong && record == kOne; };
  f.outcome = [&](const std::string& record) -> sluice_status {
    return wrong && record == kThree ? SLUICE_E_DATA : SLUICE_OK;
  };
  CHECK_FALSE(f.run().status.ok());
  wrong = false;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == Lines{kTwo, kThree});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == kOne);
}

TEST_CASE("what a publisher may repeat by itself is what its class of failures has left") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.plan.retry.attempts = 9;
  f.plan.targets[0].retry = base::RetryRules{{4, 1, 1}, {}, {}};
  std::vector<bool> allowed;
  f.target.on_publish = [&](sluice_batch*, sluice_error* error) -> sluice_status {
    const base::RepeatLimit* limit = base::RepeatLimit::mine();
    REQUIRE(limit);
    for (const int64_t made : {1, 2, 3})
      allowed.push_back(limit->allows(SLUICE_E_UNAVAILABLE, 503, {made, 0}, 0));
    const sluice_status status = fail(error, SLUICE_E_UNAVAILABLE, "busy");
    error->attempts = 2;
    return status;
  };
  CHECK_FALSE(f.run().status.ok());
  CHECK(allowed == std::vector<bool>{true, true, true, true, false, false});
  CHECK_FALSE(base::RepeatLimit::mine());
}
