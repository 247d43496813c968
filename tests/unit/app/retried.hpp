// A retry of tasks of a pipeline "products" with fake components, over a real store.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "app/wiring/retry_mode.hpp"
#include "pipeline/runner.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"
#include "unit/pipeline/fakes.hpp"

namespace sluice::test {

using Lines = std::vector<std::string>;

inline const std::string kOne = "publishers[0] (fake)", kOther = "publishers[1] (fake)";

// A store that is gone from the first commit that settles something on, as if the process had been
// killed between delivery and commit.
class KilledStore final : public store::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override {
    dead_ = dead_ || delta.retried.has_value();
    return dead_ ? Status(SLUICE_E_CANCELLED, "dead") : inner().commit(pipeline, key, delta);
  }

 private:
  bool dead_ = false;
};

struct Retried {
  store::SqliteStore& store;
  store::SqliteTasks& tasks;
  FakeClock& clock;
};

// All parked tasks of the step, or those with `ids`; without `chosen` only what was interrupted.
// `killed`: before the first commit that settles something.
inline pipeline::RunReport retry(pipeline::Plan plan, const std::string& step, Retried of,
                                 bool chosen = true, bool killed = false,
                                 const std::vector<int64_t>& ids = {}) {
  const app::RetryWalk walk{"products", step, false};
  std::optional<store::TaskFilter> filter;
  if (chosen) filter = walk.tasks({store::TaskState::parked});
  if (filter) filter->ids = ids;
  app::RetryMode mode(of.tasks, walk, filter);
  pipeline::RunReport report;
  report.status = mode.adapt_plan(plan, of.store);
  if (!report.status) return report;
  KilledStore doomed(of.store);
  store::PipelineStore& own = killed ? mode.store(doomed) : mode.store(of.store);
  report = pipeline::Runner(&of.clock).run(plan, own, {});
  if (!killed) REQUIRE(mode.end().ok());
  return report;
}

}  // namespace sluice::test
