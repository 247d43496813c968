#include "recording/recorder.hpp"

#include <doctest/doctest.h>

#include "platform/system_clock.hpp"
#include "recording/recording.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::recording;

namespace {

struct RecorderBench {
  test::TempFolder folder;
  services::Redactor redactor;
  platform::SystemClock clock;
  std::filesystem::path file = folder / "run.rec";

  void record(uint64_t limit, bool replace = false) {
    Recorder recorder({file, replace, limit}, redactor, clock);
    REQUIRE(recorder.open({"1", 5, {}}).ok());
    http::Request request{"GET", "https://h/items", {}, {}, true};
    http::Outcome outcome;
    outcome.response.status = 200;
    REQUIRE(outcome.response.body.append("0123456789", 10));
    recorder.exchange(Exchange{}, request, outcome);
    recorder.end();
    CHECK(recorder.status().ok());
  }
};

}  // namespace

TEST_CASE("a recording is whole and private") {
  RecorderBench bench;
  bench.record(10);
  const auto recording = Recording::open(bench.file);
  REQUIRE(recording.ok());
  CHECK(recording->whole());
  CHECK(recording->entries().size() == 1);
  CHECK(std::filesystem::status(bench.file).permissions() == std::filesystem::perms(0600));
}

TEST_CASE("a file that is there is replaced only if that is asked for") {
  RecorderBench bench;
  bench.folder.write("run.rec", "mine");
  Recorder recorder({bench.file, false, 10}, bench.redactor, bench.clock);
  CHECK(recorder.open({}).message().find("exists already") != std::string::npos);
  CHECK(test::read_file(bench.file) == "mine");
  bench.record(10, true);
  CHECK(Recording::open(bench.file).ok());
}

TEST_CASE("a body over the limit is cut with a mark, and not replayed") {
  RecorderBench bench;
  bench.record(9);
  const auto recording = Recording::open(bench.file);
  CHECK(recording.status().message().find("line 2: the body of GET https://h/items, 10 bytes, was "
                                          "cut") != std::string::npos);
}

TEST_CASE("a recording without its last bytes is read up to there") {
  RecorderBench bench;
  bench.record(10);
  const std::string text = test::read_file(bench.file);
  const size_t exchange = text.find('\n') + 1;
  const size_t end = text.find('\n', exchange) + 1;
  for (size_t size = 0; size < text.size(); size++) {
    bench.folder.write("cut.rec", text.substr(0, size));
    const auto recording = Recording::open(bench.folder / "cut.rec");
    CAPTURE(size);
    REQUIRE(recording.ok() == (size >= exchange));
    if (size < exchange) continue;
    CHECK_FALSE(recording->whole());
    CHECK(recording->entries().size() == (size >= end ? 1 : 0));
  }
}
