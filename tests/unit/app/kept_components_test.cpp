// What is stored of a pipeline's components follows a configuration that is right only.
#include "app/wiring/kept_components.hpp"

#include <doctest/doctest.h>

#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;

TEST_CASE("of a pipeline that is refused no component is gone") {
  const sluice::test::TempFolder folder;
  store::SqliteStore store((folder / "sluice.db").string());
  const std::vector<store::Component> before = {
      {"transformers[0] (core.map)", {}, "transformers", "core.map", "s", {}, "f"}};
  REQUIRE(store.put_components("p", 0, {before, {}}, "!").ok());
  config::PipelineConfig pipeline;
  pipeline.name = "p";
  pipeline.refused = "a step is broken";
  const auto followed = app::follow_components(pipeline, loader::Registry::scan({}), store, 0);
  CHECK(followed->renamed.empty());
  CHECK(*store.components("p") == before);
}
