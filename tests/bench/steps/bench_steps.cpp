// What one more step costs a record read: W1's steps, then the lines written, with and without the
// further step, in turn on one page; the smallest time of all rounds of each. The steps are those
// of the plugin file, called through its tables as the pipeline does. SLUICE_BENCH_PAGE names the
// page ({"data": [...]} in the shape of W1); tests/bench/steps.sh makes one.
#define DOCTEST_CONFIG_IMPLEMENT
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "loader/entry.hpp"
#include "loader/library.hpp"
#include "record/batch.hpp"
#include "unit/transformers/harness.hpp"

namespace {

using sluice::slice;

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

const sluice_factory& core_factory() {
  static const auto entry = sluice::loader::read_entry(**sluice::loader::open_library(CORE_PLUGIN));
  return entry->factory;
}

class Step {
 public:
  Step(sluice::FakeHost& host, std::string_view component, std::string_view config) {
    const sluice_create args{sizeof args, slice(component), slice(config), nullptr};
    sluice_error error = {};
    error.struct_size = sizeof error;
    require(core_factory().create(host.abi(), &args, &self_, &error) == SLUICE_OK, error.message);
    table_ = static_cast<const sluice_transformer*>(
        core_factory().get_interface(self_, SLUICE_TRANSFORMER));
  }
  void run(sluice_batch* batch) const {
    sluice_error error = {};
    error.struct_size = sizeof error;
    require(table_->transform(self_, batch, nullptr, &error) == SLUICE_OK, error.message);
  }

 private:
  void* self_ = nullptr;  // lives as long as the program
  const sluice_transformer* table_;
};

std::vector<Step> w1_steps(sluice::FakeHost& host) {
  return {{host, "core.filter", R"({"where":"active"})"},
          {host, "core.map",
           R"({"move":{"id":"external_id","name":"title","sku":"identifiers.sku",
               "brand.name":"brand_name","supply_price":"pricing.cost",
               "price_excluding_tax":"pricing.net"},
               "drop":["deleted_at","source_id","image_thumbnail_url","account_code_purchase"]})"},
          {host, "core.map", R"({"set":{"pricing.margin":"pricing.net - pricing.cost"}})"}};
}

std::string read_page() {
  const char* path = std::getenv("SLUICE_BENCH_PAGE");
  std::ifstream file(path ? path : "", std::ios::binary);
  require(file.good(), "SLUICE_BENCH_PAGE does not name a page; see tests/bench/steps.sh");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Chain {
 public:
  // Nanoseconds a record for all steps and the lines; reading the page is not measured.
  double round(const std::string& page, const std::vector<Step>& steps) {
    batch_.reset();
    sluice_batch* const b = batch_.abi();
    std::copy(page.begin(), page.end(), b->json->reserve_page(b, page.size()));
    sluice_error error = {};
    error.struct_size = sizeof error;
    require(b->json->parse_page(b, page.size(), slice("data"), nullptr, &error) == SLUICE_OK,
            error.message);
    const auto start = std::chrono::steady_clock::now();
    for (const Step& step : steps) step.run(b);
    sluice_slice lines{};
    require(b->json->write_lines(b, &lines) == SLUICE_OK, "lines are not written");
    benchmark::DoNotOptimize(lines);
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
    return spent.count() / static_cast<double>(b->count);
  }

 private:
  sluice::record::Batch batch_{sluice::record::Limits{}};
};

void added(benchmark::State& state, std::string_view component, std::string_view config) {
  const std::string page = read_page();
  sluice::FakeHost host;
  const std::vector<Step> before = w1_steps(host);
  std::vector<Step> after = w1_steps(host);
  after.emplace_back(host, component, config);
  Chain chain;
  double least_before = 1e9, least_after = 1e9;
  for (auto _ : state) {
    least_before = std::min(least_before, chain.round(page, before));
    least_after = std::min(least_after, chain.round(page, after));
  }
  state.counters["ns_before"] = least_before;
  state.counters["ns_after"] = least_after;
  state.counters["ns_added"] = least_after - least_before;
}

BENCHMARK_CAPTURE(added, filter, "core.filter", R"({"where":"has_inventory"})");
BENCHMARK_CAPTURE(added, rename, "core.map", R"({"move":{"handle":"slug"}})");
BENCHMARK_CAPTURE(added, compute, "core.map",
                  R"({"set":{"pricing.margin2":"pricing.net - pricing.cost"}})");

}  // namespace

BENCHMARK_MAIN();
