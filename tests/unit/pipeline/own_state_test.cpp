// State of a target's own steps, and what a run leaves of them that ends in the middle of a batch.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Texts = std::vector<std::string>;

std::string id_text(int id) { return "{\"id\":" + std::to_string(id) + "}"; }

// Drops what it has seen; within a batch the first one stands for its repeats.
sluice_status drop_repeats(services::StateAccess& state, sluice_batch* batch) {
  std::map<std::string, size_t> here;
  for (size_t i = 0; i < batch->count; i++) {
    if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
    const std::string key = text_of(batch, i);
    if (const auto first = here.find(key); first != here.end()) {
      batch->records_api->filter_for(batch, i, first->second);
      continue;
    }
    auto seen = state.get(batch, key);
    if (!seen) return seen.status().code();
    if (*seen)
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
    else if (Status s = state.put_for(batch, i, key, "1"); !s)
      return s.code();
    here.emplace(key, i);
  }
  return SLUICE_OK;
}

// "shop" gets each record once, the other target all of them.
struct Distinct : Fixture {
  FakeTarget shop;
  FakeStep step{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    return drop_repeats(*step.state, batch);
  }};

  Distinct() {
    pipeline::Target own = shop.target("shop (fake.publisher)");
    own.steps = {step.step("outgoing.shop.transformers[0] (fake.distinct)")};
    plan.targets = {own, target.target("publishers[0] (fake.publisher)")};
    source.forgets_at_end = true;  // each run reads all of it
    source.pages = {{id_text(1), id_text(2)}};
  }
  void run_well() {
    const pipeline::RunReport report = run();
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  }
};

std::function<sluice_status(std::string_view)> refuse(int id) {
  return [id](std::string_view text) -> sluice_status {
    return text == id_text(id) ? SLUICE_E_DATA : SLUICE_OK;
  };
}

}  // namespace

TEST_CASE("the state of own steps is kept between runs") {
  Distinct f;
  f.run_well();
  f.run_well();
  CHECK(f.shop.lines == Texts{id_text(1), id_text(2)});
  CHECK(f.target.lines.size() == 4);
}

TEST_CASE("the state of own steps does not care what another target refuses") {
  Distinct f;
  f.target.outcome = refuse(1);
  f.run_well();
  f.run_well();
  CHECK(f.shop.lines == Texts{id_text(1), id_text(2)});
}

TEST_CASE("the state of own steps forgets a record that their target refuses") {
  Distinct f;
  f.shop.outcome = refuse(1);
  f.run_well();
  f.shop.outcome = nullptr;
  f.run_well();
  CHECK(f.shop.lines == Texts{id_text(2), id_text(1)});
}

TEST_CASE("a repeat takes the place of the record that its target refused") {
  Distinct f;
  f.source.pages = {{id_text(1), id_text(1), id_text(2)}};
  int refusals = 1;
  f.shop.outcome = [&](std::string_view text) -> sluice_status {
    return text == id_text(1) && refusals-- > 0 ? SLUICE_E_DATA : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.shop.lines == Texts{id_text(2), id_text(1)});
  CHECK(report.targets[0].delivered == 2);
  CHECK(report.targets[0].filtered == 0);
  CHECK(f.target.lines.size() == 3);
  CHECK(f.tasks().size() == 1);
  f.run_well();
  CHECK(f.shop.lines.size() == 2);
}

TEST_CASE("own steps of a target that has finished keep their state when the batch runs again") {
  Distinct f;
  f.target.on_publish = [](sluice_batch* batch, sluice_error* error) -> sluice_status {
    return batch->count > 1 ? fail(error, SLUICE_E_NO_MEMORY, "too much") : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  CHECK(report.isolated == 1);
  CHECK(f.shop.publishes == 1);
  f.run_well();
  CHECK(f.shop.lines == Texts{id_text(1), id_text(2)});
}

TEST_CASE("what a target with own steps took of a batch that fails it does not get again") {
  Distinct f;
  bool refused = true;
  f.target.outcome = [&](std::string_view) -> sluice_status {
    return refused ? SLUICE_E_AUTH : SLUICE_OK;
  };
  f.source.pages = {{id_text(1), id_text(2), id_text(1)}};
  CHECK(f.run().status.code() == SLUICE_E_AUTH);
  CHECK(f.shop.lines == Texts{id_text(1), id_text(2)});
  CHECK(f.state().taken.records.size() == 2);
  refused = false;
  f.run_well();
  CHECK(f.shop.lines == Texts{id_text(1), id_text(2)});
  CHECK(f.target.lines.size() == 3);
  CHECK(f.state().taken.records.empty());
}

TEST_CASE("what failed at own steps of a batch that fails parks once") {
  Distinct f;
  FakeStep choosy([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (has_id(batch, i, 2))
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("no price"));
    return SLUICE_OK;
  });
  f.plan.targets[0].steps = {choosy.step("outgoing.shop.transformers[0] (fake.choosy)")};
  bool refused = true;
  f.target.outcome = [&](std::string_view) -> sluice_status {
    return refused ? SLUICE_E_AUTH : SLUICE_OK;
  };
  const pipeline::RunReport first = f.run();
  CHECK(first.parked == 1);
  CHECK(f.tasks().size() == 1);
  refused = false;
  const pipeline::RunReport second = f.run();
  REQUIRE_MESSAGE(second.status.ok(), second.status.message());
  CHECK(second.parked == 0);
  CHECK(f.tasks().size() == 1);
  CHECK(f.shop.lines == Texts{id_text(1)});
}
