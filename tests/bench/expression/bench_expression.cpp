// What a step costs a record: a batch of 200 small products, whole `transform` calls. Loading the
// batch is outside of the measured time.
#define DOCTEST_CONFIG_IMPLEMENT
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "branch.hpp"
#include "cast.hpp"
#include "filter.hpp"
#include "map.hpp"
#include "unit/transformers/harness.hpp"

namespace {

constexpr int kRecords = 200;

std::string product(int i) {
  std::string n = std::to_string(i);
  return R"({"id":"0af7b240-ab)" + n + R"(","active":true,"name":"Product )" + n +
         R"(","sku":"10)" + n +
         R"(","deleted_at":null,"source_id":null,"supply_price":12.35,)"
         R"("price_excluding_tax":19.90,"brand":{"id":"b1","name":"Brand"},"version":99)" +
         n + "}";
}

template <class Component>
std::unique_ptr<Component> make(sluice::FakeHost& host, std::string_view config) {
  sluice_create args{sizeof args, sluice::slice(Component::kId), sluice::slice(config), nullptr};
  sluice::Context context(host.abi(), &args);
  return *Component::create(context);
}

void load(sluice::record::Batch& batch) {
  batch.reset();
  for (int i = 0; i < kRecords; i++) {
    std::string text = product(i);
    size_t index = 0;
    if (batch.abi()->records_api->add_source(batch.abi(), sluice::slice(text), &index)) abort();
  }
}

template <class Component>
void step(benchmark::State& state, const char* config) {
  sluice::FakeHost host;
  auto component = make<Component>(host, config);
  sluice::record::Batch batch{sluice::record::Limits{}};
  for (auto _ : state) {
    state.PauseTiming();
    load(batch);
    state.ResumeTiming();
    if (!component->transform_batch(sluice::Batch(batch.abi()), sluice::Cancel(nullptr)).ok())
      abort();
  }
  state.SetItemsProcessed(state.iterations() * kRecords);
}

void filter(benchmark::State& state, const char* config) {
  step<sluice::core::Filter>(state, config);
}
void map(benchmark::State& state, const char* config) { step<sluice::core::Map>(state, config); }
void cast(benchmark::State& state, const char* config) { step<sluice::core::Cast>(state, config); }

BENCHMARK_CAPTURE(filter, filter_one, R"({"where":"active"})");
BENCHMARK_CAPTURE(filter, filter_two, R"({"where":"active && !deleted_at"})");
BENCHMARK_CAPTURE(filter, filter_compare, R"({"where":"price_excluding_tax > supply_price"})");
BENCHMARK_CAPTURE(map, rename_one, R"({"move":{"name":"title"}})");
BENCHMARK_CAPTURE(map, rename_six_drop_two,
                  R"({"move":{"id":"external_id","name":"title","sku":"identifiers.sku",
      "brand.name":"brand_name","supply_price":"pricing.cost","price_excluding_tax":"pricing.net"},
      "drop":["deleted_at","source_id"]})");
BENCHMARK_CAPTURE(map, subtract, R"({"set":{"margin":"price_excluding_tax - supply_price"}})");
BENCHMARK_CAPTURE(map, template_two, R"j({"template":{"label":"{{name}} ({{sku}})"}})j");
BENCHMARK_CAPTURE(map, round_half_up,
                  R"j({"set":{"n":"round(price_excluding_tax * supply_price, `2`, 'half_up')"}})j");
BENCHMARK_CAPTURE(map, upper, R"j({"set":{"n":"upper(name)"}})j");
BENCHMARK_CAPTURE(map, regex_replace, R"j({"set":{"n":"regex_replace(sku, '[0-9]+', '<$0>')"}})j");
BENCHMARK_CAPTURE(
    map, parse_date,
    R"j({"set":{"d":"parse_date('15-7-2026 17:00', '%d-%m-%Y %H:%M', 'Europe/Amsterdam')"}})j");
BENCHMARK_CAPTURE(
    map, format_date,
    R"j({"set":{"d":"format_date('2026-07-15T15:00:00Z', '%d-%m-%Y', 'Europe/Amsterdam')"}})j");
BENCHMARK_CAPTURE(map, sha256, R"j({"set":{"h":"sha256(id)"}})j");
BENCHMARK_CAPTURE(cast, cast_one, R"({"fields":{"supply_price":"string"}})");

}  // namespace

BENCHMARK_MAIN();
