// Time a record for each part of the record model. Reads the page named by SLUICE_BENCH_PAGE
// ({"data": [...]}) or makes one of 200 products.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace {

using sluice::slice;
using sluice::record::Batch;

std::string made_page() {
  std::string page = R"({"data":[)";
  for (int i = 0; i < 200; i++) {
    page += i ? "," : "";
    page += R"({"id":")" + std::to_string(1000000000 + i) + R"(","name":"Caf\u00e9 Jacket )";
    page += std::to_string(i) +
            R"(","active":true,"deleted_at":null,"brand":{"id":"b1","name":"Überleicht"})";
    for (int k = 0; k < 18; k++)
      page += ",\"field_" + std::to_string(k) + "\":\"some text of a product, number " +
              std::to_string(i * k) + "\"";
    page +=
        R"(,"prices":[{"outlet":"main","price":19.90},{"outlet":"north","price":21}],"supply_price":12.5})";
  }
  return page + R"(],"version":{"min":1,"max":200}})";
}

std::string read_page() {
  const char* path = std::getenv("SLUICE_BENCH_PAGE");
  if (!path) return made_page();
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct Page {
  Page() : text(read_page()), batch({}) {}

  // As if it had just come from the socket.
  void receive() {
    batch.reset();
    sluice_batch* b = batch.abi();
    std::memcpy(b->json->reserve_page(b, text.size()), text.data(), text.size());
  }
  bool parse() {
    sluice_batch* b = batch.abi();
    return b->json->parse_page(b, text.size(), slice("data"), nullptr, nullptr) == SLUICE_OK;
  }

  std::string text;
  Batch batch;
};

void per_record(benchmark::State& state, Page& page) {
  const auto records = static_cast<double>(page.batch.abi()->count);
  state.counters["ns/record"] = benchmark::Counter(
      records * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(page.text.size()));
}

void receive_only(benchmark::State& state) {
  Page page;
  page.receive();
  if (!page.parse()) return state.SkipWithError("page is not good");
  for (auto _ : state) {
    page.batch.abi()->count = 0;
    page.batch.clear_records();
    std::memcpy(page.batch.page().data(), page.text.data(), page.text.size());
    benchmark::ClobberMemory();
  }
  page.receive();
  page.parse();
  per_record(state, page);
}
BENCHMARK(receive_only);

void receive_and_parse(benchmark::State& state) {
  Page page;
  for (auto _ : state) {
    page.receive();
    if (!page.parse()) return state.SkipWithError("page is not good");
  }
  per_record(state, page);
}
BENCHMARK(receive_and_parse);

void parse_and_write(benchmark::State& state) {
  Page page;
  for (auto _ : state) {
    page.receive();
    sluice_slice out{};
    if (!page.parse() || page.batch.abi()->json->write_lines(page.batch.abi(), &out))
      return state.SkipWithError("page is not good");
    benchmark::DoNotOptimize(out);
  }
  per_record(state, page);
}
BENCHMARK(parse_and_write);

void write_untouched(benchmark::State& state) {
  Page page;
  page.receive();
  page.parse();
  for (auto _ : state) {
    sluice_slice out{};
    page.batch.abi()->json->write_lines(page.batch.abi(), &out);
    benchmark::DoNotOptimize(out);
  }
  per_record(state, page);
}
BENCHMARK(write_untouched);

// Every second member gone: the runs are as short as they get.
void write_every_second(benchmark::State& state) {
  Page page;
  page.receive();
  page.parse();
  for (size_t i = 0; i < page.batch.abi()->count; i++) {
    sluice_value& root = sluice_record_at(page.batch.abi(), i)->root;
    for (uint32_t k = 0; k < root.size / 2; k++) root.as.members[k] = root.as.members[2 * k];
    root.size /= 2;
  }
  for (auto _ : state) {
    sluice_slice out{};
    page.batch.abi()->json->write_lines(page.batch.abi(), &out);
    benchmark::DoNotOptimize(out);
  }
  per_record(state, page);
}
BENCHMARK(write_every_second);

// All containers of a record's own level opened.
void parse_and_expand(benchmark::State& state) {
  Page page;
  for (auto _ : state) {
    page.receive();
    if (!page.parse()) return state.SkipWithError("page is not good");
    sluice_batch* b = page.batch.abi();
    for (size_t i = 0; i < b->count; i++) {
      const sluice_value& root = sluice_record_at(b, i)->root;
      for (uint32_t k = 0; k < root.size; k++) b->json->expand(b, &root.as.members[k].value);
    }
  }
  per_record(state, page);
}
BENCHMARK(parse_and_expand);

// Two fixed points to compare with, for machines differ and have their moods.
void reference_utf8(benchmark::State& state) {
  Page page;
  page.receive();
  page.parse();
  for (auto _ : state)
    benchmark::DoNotOptimize(simdjson::validate_utf8(page.text.data(), page.text.size()));
  per_record(state, page);
}
BENCHMARK(reference_utf8);

void reference_simdjson_dom(benchmark::State& state) {
  Page page;
  page.receive();
  page.parse();
  simdjson::dom::parser parser;
  const simdjson::padded_string text(page.text);
  for (auto _ : state) benchmark::DoNotOptimize(parser.parse(text).error());
  per_record(state, page);
}
BENCHMARK(reference_simdjson_dom);

}  // namespace

BENCHMARK_MAIN();
