// What a call of each function of the language costs: the example of its help, evaluated whole.
#define DOCTEST_CONFIG_IMPLEMENT
#include <benchmark/benchmark.h>

#include <string>

#include "sluice/expression/functions.hpp"
#include "unit/expression/fixture.hpp"

namespace {

using sluice::expression::Evaluator;
using sluice::expression::Fixture;

constexpr int kCalls = 200;  // in one batch

void call(benchmark::State& state, const std::string& example) {
  Fixture fixture;
  auto compiled = fixture.compile(example);
  if (!compiled.ok()) return state.SkipWithError(compiled.status().message().c_str());
  for (auto _ : state) {
    state.PauseTiming();
    fixture.data().reset();
    sluice_value* const record = fixture.value("{}");
    state.ResumeTiming();
    Evaluator evaluator(compiled->program(), fixture.batch());
    for (int i = 0; i < kCalls; i++)
      if (!evaluator.evaluate(record)) return state.SkipWithError("the example fails");
  }
  state.SetItemsProcessed(state.iterations() * kCalls);
}

}  // namespace

int main(int argc, char** argv) {
  for (const auto& function : sluice::expression::functions())
    benchmark::RegisterBenchmark(std::string(function.name).c_str(),
                                 [example = std::string(function.example)](
                                     benchmark::State& state) { call(state, example); });
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
