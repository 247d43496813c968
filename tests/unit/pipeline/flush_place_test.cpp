// Where a pipeline can be put back to while a step holds records until the walk's end.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "holding_step.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("a pipeline that holds records goes back to a walk's end, not into its middle") {
  TempFolder folder;
  store::SqliteStore store((folder / "sluice.db").string());
  Fixture f;
  HoldingStep holds(3);
  f.plan.steps = {holds.step("transformers[0] (fake.holds)")};
  f.source.pages = numbered_pages(6, 2);
  f.source.pages_a_run = 1;
  REQUIRE(pipeline::Runner(&f.clock, 1).run(f.plan, store, {}).status.ok());
  CHECK(store.load("products")->cursor.walk == store::Walk::running);
  CHECK(store.checkpoints("products")->empty());
  f.source.pages_a_run = 0;
  REQUIRE(pipeline::Runner(&f.clock, 1).run(f.plan, store, {}).status.ok());
  const auto points = store.checkpoints("products");
  REQUIRE_FALSE(points->empty());
  for (const store::Checkpoint& point : *points) CHECK(point.cursor.walk != store::Walk::running);
}
