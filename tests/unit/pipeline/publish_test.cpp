#include <doctest/doctest.h>

#include <map>
#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr const char* kSecond = "{\"id\":2}";

}  // namespace

TEST_CASE("a record that a publisher refuses parks and its neighbours are delivered") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return r == kSecond ? SLUICE_E_DATA : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
  CHECK(report.targets[0].delivered == 2);
  CHECK(report.targets[0].parked == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].step == "publishers[0] (fake.publisher)");
  CHECK(f.tasks()[0].source == kSecond);
}

TEST_CASE("a record that cannot be written as a line parks though the publisher said nothing") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  FakeStep spoil([](sluice_batch* batch, sluice_error*) -> sluice_status {
    sluice_value& root = sluice_record_at(batch, 1)->root;
    static const char kNotUtf8[] = "\xff";
    root.kind = SLUICE_KIND_STRING;
    root.flags = 0;
    root.size = 1;
    root.as.text = kNotUtf8;
    return SLUICE_OK;
  });
  f.plan.steps.push_back(spoil.step("transformers[0] (fake.spoil)"));
  std::string written;
  f.target.on_publish = [&](sluice_batch* batch, sluice_error*) -> sluice_status {
    sluice_slice lines = {};
    batch->json->write_lines(batch, &lines);
    written = view(lines);
    return SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(written == "{\"id\":1}\n{\"id\":3}\n");
  CHECK(report.targets[0].delivered == 2);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == kSecond);
  CHECK(f.tasks()[0].message.find("UTF-8") != std::string::npos);
}

TEST_CASE("a record that is unavailable once is offered again alone") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  int failures = 1;
  f.target.outcome = [&](std::string_view r) -> sluice_status {
    return r == kSecond && failures-- > 0 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.retries == 1);
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":1}", "{\"id\":3}", kSecond});
}

TEST_CASE("a record that stays unavailable parks if a later one was taken") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return r == kSecond ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
  CHECK(report.retries == f.plan.retry.attempts - 1 + 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].code == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("the last record of a batch parks if it alone stays unavailable") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return r == kSecond ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.targets[0].delivered == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == kSecond);
}

TEST_CASE("a record without neighbours that stays unavailable stops the run") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.target.outcome = [](std::string_view) -> sluice_status { return SLUICE_E_UNAVAILABLE; };
  CHECK(f.run().status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(f.tasks().empty());
}

TEST_CASE(
    "records that stay unavailable to the end stop the run before their batch and park nothing") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return r == "{\"id\":1}" ? SLUICE_OK : SLUICE_E_UNAVAILABLE;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(report.status.message().find("publishers[0]") != std::string::npos);
  CHECK(f.tasks().empty());
  CHECK(f.state().cursor.walk == store::Walk::none);
  CHECK(f.state().taken.records.size() == 1);
}

TEST_CASE("records that were not sent behind a failure use up no attempt, and none of them parks") {
  Fixture f;
  f.source.pages = numbered_pages(30, 30);
  f.plan.retry.attempts = 2;
  // Takes four a call, fails the fifth, and sends none behind it.
  int offered = 0;
  f.target.on_publish = [&](sluice_batch*, sluice_error*) { return offered = 0, SLUICE_OK; };
  f.target.outcome = [&](std::string_view) -> sluice_status {
    return ++offered == 5 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  f.target.not_sent = [&](std::string_view) { return offered > 5; };
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.tasks().empty());
  CHECK(f.target.lines.size() == 30);
}

TEST_CASE("one failure behind which nothing is sent is the target's, not the record's") {
  Fixture f;
  f.source.pages = numbered_pages(5, 5);
  bool failed = false;
  f.target.on_publish = [&](sluice_batch*, sluice_error*) { return failed = false, SLUICE_OK; };
  f.target.outcome = [&](std::string_view r) -> sluice_status {
    return r == kSecond ? failed = true, SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  f.target.not_sent = [&](std::string_view r) { return failed && r != kSecond; };
  CHECK(f.run().status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(f.tasks().empty());
}

TEST_CASE("a publisher that never sends anything is not asked for ever") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.target.not_sent = [](std::string_view) { return true; };
  CHECK(f.run().status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(f.target.publishes == static_cast<int>(f.plan.retry.attempts));
  CHECK(f.tasks().empty());
}

TEST_CASE("rate limited records never park, they stop the run") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return r == kSecond ? SLUICE_E_RATE_LIMITED : SLUICE_OK;
  };
  CHECK(f.run().status.code() == SLUICE_E_RATE_LIMITED);
  CHECK(f.tasks().empty());
}

TEST_CASE("a refused credential stops at once, uncommitted, and nothing parks") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.target.on_publish = [](sluice_batch*, sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_AUTH, "client shop: the token was refused (401)");
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_AUTH);
  CHECK(report.status.message() ==
        "pipeline products, publishers[0] (fake.publisher): client shop: the token was refused "
        "(401)");
  CHECK(f.target.publishes == 1);
  CHECK(f.clock.slept() == 0);
  CHECK(f.nothing_settled());
  CHECK(f.tasks().empty());
}

TEST_CASE("a publisher that is down is called again with back-off and then the run stops") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  f.target.on_publish = [](sluice_batch*, sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_UNAVAILABLE, "HTTP 503");
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(report.status.message().find("after 5 attempts") != std::string::npos);
  CHECK(f.target.publishes == 5);
  CHECK(f.tasks().empty());
}

TEST_CASE("a failing call waits as long as its error asks for") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  int failures = 1;
  f.target.on_publish = [&](sluice_batch*, sluice_error* e) -> sluice_status {
    if (failures-- <= 0) return SLUICE_OK;
    e->retry_after_ms = 90000;
    return SLUICE_E_RATE_LIMITED;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.clock.slept() == 90000);
}

TEST_CASE("each of two publishers gets every record, whatever the other refuses") {
  Fixture f;
  FakeTarget second;
  f.source.pages = numbered_pages(4, 2);
  f.plan.targets.push_back(second.target("publishers[1] (fake.publisher)"));
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return r == kSecond ? SLUICE_E_DATA : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.target.lines.size() == 3);
  CHECK(second.lines.size() == 4);
  CHECK(report.parked == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.state().positions.size() == 2);
}

TEST_CASE("after a batch that only one of two publishers took, no position is committed") {
  Fixture f;
  FakeTarget second;
  f.source.pages = numbered_pages(4, 2);
  f.plan.commit.max_batches = 1;
  f.plan.targets.push_back(second.target("publishers[1] (fake.publisher)"));
  int calls = 0;
  second.on_publish = [&](sluice_batch*, sluice_error* e) -> sluice_status {
    return ++calls == 2 ? fail(e, SLUICE_E_AUTH, "no") : SLUICE_OK;
  };
  CHECK(f.run().status.code() == SLUICE_E_AUTH);
  REQUIRE(f.state().positions.size() == 2);
  CHECK(f.state().positions[0].text == "2");
  CHECK(f.state().cursor.text == "1");
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 4);
  CHECK(second.lines.size() == 4);
}

TEST_CASE("a publisher sees neither filtered nor failed records") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    sluice_record_at(batch, 0)->state = SLUICE_RECORD_FILTERED;
    batch->records_api->fail_record(batch, 1, SLUICE_E_DATA, slice("no"));
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines == std::vector<std::string>{"{\"id\":3}"});
}

TEST_CASE("a publisher with nothing to take is not called") {
  Fixture f;
  f.source.pages = numbered_pages(3, 3);
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.filtered == 3);
  CHECK(f.target.publishes == 0);
}

TEST_CASE("a publisher that cannot go on now is asked again, and the run stops if it stays so") {
  Fixture f;
  f.source.pages = {{"{\"id\":1}"}};
  int refusals = 2;
  f.target.on_resume = [&](sluice_error* e) -> sluice_status {
    return refusals-- > 0 ? fail(e, SLUICE_E_UNAVAILABLE, "not now") : SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.target.resumes.size() == 1);
  CHECK(f.target.lines.size() == 1);
  refusals = 100;
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(report.status.message().find("not now") != std::string::npos);
}
