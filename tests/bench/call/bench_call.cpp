// What one call over the boundary costs. In: `transform` of a real plugin file, through its own
// table, through the loader's guard and through the pipeline's; with an empty batch, so that the
// call is all there is. Out: host functions called from a plugin, 1,000 a transform; `find` is the
// header's inline lookup, which calls nobody, to compare with.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "calls.h"
#include "loader/registry.hpp"
#include "pipeline/call.hpp"
#include "record/batch.hpp"
#include "support/environment.hpp"

namespace {

using sluice::slice;
using sluice::Status;

// One component of one plugin file, made as the host makes it, and a batch for it.
class Rig {
 public:
  Rig(const char* plugin, const char* component, const char* config)
      : registry_(sluice::loader::Registry::scan({plugin})),
        made_(registry_.create(component, instance_, config, nullptr)) {
    test_.log.set_threshold(sluice::services::Level::kInfo);
  }

  // Whether it could be made and `record`, if any, taken; says in the benchmark why not.
  bool ready(benchmark::State& state, const char* record = nullptr) {
    const auto& refused = registry_.refusals();
    const std::string why = !refused.empty() ? refused[0].reason : made_.status().message();
    size_t index = 0;
    if (!made_.ok()) return state.SkipWithError(why.c_str()), false;
    if (record && abi()->records_api->add_source(abi(), slice(record), &index))
      return state.SkipWithError("the record is not good"), false;
    return true;
  }

  const sluice::loader::Component& component() const { return **made_; }
  const sluice_transformer& table() const {
    return *component().interface<sluice_transformer>(SLUICE_TRANSFORMER);
  }
  sluice_batch* abi() { return batch_.abi(); }

 private:
  sluice::test::TestEnvironment test_;
  sluice::services::Instance instance_{"pipelines.p.transformers[0]", test_.environment};
  sluice::loader::Registry registry_;
  sluice::Result<std::unique_ptr<sluice::loader::Component>> made_;
  sluice::record::Batch batch_{sluice::record::Limits{}};
};

void into_by_table(benchmark::State& state, const char* plugin, const char* component,
                   const char* config) {
  Rig rig(plugin, component, config);
  if (!rig.ready(state)) return;
  sluice_error error = sluice::loader::empty_error();
  for (auto _ : state)
    benchmark::DoNotOptimize(
        rig.table().transform(rig.component().self(), rig.abi(), nullptr, &error));
}
BENCHMARK_CAPTURE(into_by_table, c, CALLS_PLUGIN, "calls.nothing", "{}");
BENCHMARK_CAPTURE(into_by_table, sdk, CORE_PLUGIN, "core.filter", R"({"where":"active"})");

void into_by_loader(benchmark::State& state) {
  Rig rig(CALLS_PLUGIN, "calls.nothing", "{}");
  if (!rig.ready(state)) return;
  for (auto _ : state) {
    const Status status = rig.component().call(&sluice_transformer::transform, rig.abi(), nullptr);
    benchmark::DoNotOptimize(status.ok());
  }
}
BENCHMARK(into_by_loader);

void into_by_pipeline(benchmark::State& state) {
  Rig rig(CALLS_PLUGIN, "calls.nothing", "{}");
  if (!rig.ready(state)) return;
  for (auto _ : state) {
    const Status status = sluice::pipeline::call_component([&](sluice_error* error) {
      return rig.table().transform(rig.component().self(), rig.abi(), nullptr, error);
    });
    benchmark::DoNotOptimize(status.ok());
  }
}
BENCHMARK(into_by_pipeline);

void out(benchmark::State& state, const char* component) {
  Rig rig(CALLS_PLUGIN, component, "{}");
  if (!rig.ready(state, R"({"name":"Jacket"})")) return;
  for (auto _ : state) {
    const Status status = rig.component().call(&sluice_transformer::transform, rig.abi(), nullptr);
    if (!status) return state.SkipWithError(status.message().c_str());
  }
  state.SetItemsProcessed(state.iterations() * CALLS_A_TRANSFORM);
}
BENCHMARK_CAPTURE(out, find, "calls.find");
BENCHMARK_CAPTURE(out, expand, "calls.expand");
BENCHMARK_CAPTURE(out, decode, "calls.decode");
BENCHMARK_CAPTURE(out, intern, "calls.intern");
BENCHMARK_CAPTURE(out, get_extension, "calls.extension");
BENCHMARK_CAPTURE(out, clock, "calls.clock");
BENCHMARK_CAPTURE(out, metric, "calls.metric");
BENCHMARK_CAPTURE(out, log_below_threshold, "calls.log");

}  // namespace

BENCHMARK_MAIN();
