// What a run keeps of delivered records.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

struct Keeping : Fixture {
  Keeping() {
    source.pages = numbered_pages(3, 3);
    plan.keep = base::KeepSettings{1 << 20, 1000};
  }
  std::vector<store::Task> in_state(store::TaskState state) {
    std::vector<store::Task> out;
    for (const store::Task& task : tasks())
      if (task.state == state) out.push_back(task);
    return out;
  }
};

}  // namespace

TEST_CASE("with keep every delivered record leaves a done task with its text") {
  Keeping f;
  REQUIRE(f.run().status.ok());
  const auto done = f.in_state(store::TaskState::done);
  REQUIRE(done.size() == 3);
  CHECK(done[0].is_kept());
  CHECK(done[0].step == f.plan.targets[0].name);
  CHECK(done[0].source == "{\"id\":1}");
  CHECK(done[0].message == "delivered");
  CHECK(f.in_state(store::TaskState::parked).empty());
}

TEST_CASE("with keep a refused record is parked as ever") {
  Keeping f;
  f.target.outcome = [](std::string_view record) -> sluice_status {
    return record == "{\"id\":2}" ? SLUICE_E_DATA : SLUICE_OK;
  };
  const auto report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
  CHECK(f.in_state(store::TaskState::done).size() == 2);
  REQUIRE(f.in_state(store::TaskState::parked).size() == 1);
  CHECK(f.in_state(store::TaskState::parked)[0].source == "{\"id\":2}");
}

TEST_CASE("what was delivered of a batch that fails is kept, too, and once") {
  Keeping f;
  bool down = true;
  f.target.outcome = [&](std::string_view record) -> sluice_status {
    return down && record == "{\"id\":2}" ? SLUICE_E_AUTH : SLUICE_OK;
  };
  CHECK_FALSE(f.run().status.ok());
  CHECK(f.in_state(store::TaskState::done).size() == 2);
  down = false;
  REQUIRE(f.run().status.ok());
  CHECK(f.in_state(store::TaskState::done).size() == 3);
}

TEST_CASE("without keep nothing is kept of what was delivered") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  REQUIRE(f.run().status.ok());
  CHECK(f.tasks().empty());
}
