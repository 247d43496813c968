// Files by names that are replaced at the end of each walk.
#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

constexpr const char* kByNames = R"(,"mode":"replace")";
constexpr int64_t kLateEvening = 1'783'036'799'000'000;  // 2026-07-02T23:59:59Z

std::string sale(const std::string& outlet, int number) {
  return "{\"outlet\":\"" + outlet + "\",\"n\":" + std::to_string(number) + "}\n";
}

size_t files_in(const Folder& folder) {
  size_t out = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.file("")))
    out += file.is_regular_file();
  return out;
}

struct SetReplacer : Writer {
  explicit SetReplacer(const Folder& folder, const std::string& name = "{outlet}.ndjson")
      : Writer(folder.file(name), kByNames, "") {
    rig.environment.unix_us = [this] { return now_us; };
  }
  int64_t now_us = kLateEvening;
};

}  // namespace

TEST_CASE("each walk replaces the files that it has records for, and leaves the others") {
  const Folder folder;
  folder.write("a.ndjson", "old\n");
  folder.write("c.ndjson", "old\n");
  SetReplacer writer(folder);
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish(sale("a", 1) + sale("b", 2) + sale("a", 3)).ok());
  writer.flush();
  CHECK(folder.read("a.ndjson") == "old\n");
  CHECK_FALSE(folder.exists("b.ndjson"));
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("a.ndjson") == sale("a", 1) + sale("a", 3));
  CHECK(folder.read("b.ndjson") == sale("b", 2));
  CHECK(folder.read("c.ndjson") == "old\n");
  REQUIRE(writer.publish(sale("b", 4)).ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("a.ndjson") == sale("a", 1) + sale("a", 3));
  CHECK(folder.read("b.ndjson") == sale("b", 4));
  CHECK(files_in(folder) == 3);
}

TEST_CASE("a walk over midnight is in the file of the day that it began, also after a kill") {
  const Folder folder;
  std::string position;
  {
    SetReplacer writer(folder, "sales-{date}.ndjson");
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish(numbers(0, 2)).ok());
    position = writer.flush();
    REQUIRE(writer.publish(numbers(7, 9)).ok());  // not committed
  }
  SetReplacer again(folder, "sales-{date}.ndjson");
  again.now_us += 5'000'000;
  REQUIRE(again.resume(position).ok());
  REQUIRE(again.publish(numbers(2, 4)).ok());
  again.flush(true);
  REQUIRE(again.finish().ok());
  CHECK(folder.read("sales-2026-07-02.ndjson") == numbers(0, 4));
  REQUIRE(again.publish(numbers(4, 5)).ok());
  again.flush(true);
  REQUIRE(again.finish().ok());
  CHECK(folder.read("sales-2026-07-03.ndjson") == numbers(4, 5));
  CHECK(files_in(folder) == 2);
}

TEST_CASE("a kill between the commit and the renaming of several files is made good") {
  const Folder folder;
  std::string position;
  {
    SetReplacer writer(folder);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish(sale("a", 1) + sale("b", 2)).ok());
    position = writer.flush(true);
  }
  CHECK_FALSE(folder.exists("a.ndjson"));
  for (int i = 0; i < 2; i++) {
    SetReplacer again(folder);
    REQUIRE(again.resume(position).ok());
    CHECK(folder.read("a.ndjson") == sale("a", 1));
    CHECK(folder.read("b.ndjson") == sale("b", 2));
  }
  CHECK(files_in(folder) == 2);
}

TEST_CASE(
    "a walk that starts over has its records once, and a name that does not come again stays") {
  const Folder folder;
  folder.write("a.ndjson", "old\n");
  SetReplacer writer(folder);
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish(sale("a", 1) + sale("b", 2)).ok());
  writer.flush();
  REQUIRE(writer.publisher->restart(writer.cancel).ok());
  REQUIRE(writer.publish(sale("b", 3)).ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("a.ndjson") == "old\n");
  CHECK(folder.read("b.ndjson") == sale("b", 3));
  CHECK(files_in(folder) == 2);
}

TEST_CASE("a walk without records empties a file that only the time names") {
  const Folder folder;
  folder.write("sales-2026-07-02.csv", "old\n");
  Writer writer(folder.file("sales-{date}.csv"), R"(,"mode":"replace","columns":["n"])", "");
  writer.rig.environment.unix_us = [] { return kLateEvening; };
  REQUIRE(writer.resume().ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("sales-2026-07-02.csv") == "n\n");
  SetReplacer members(folder);
  REQUIRE(members.resume().ok());
  members.flush(true);
  REQUIRE(members.finish().ok());
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a walk with more files than can be kept open is refused, with what to do") {
  const Folder folder;
  SetReplacer writer(folder);
  REQUIRE(writer.resume().ok());
  std::string lines;
  for (int i = 0; i < 101; i++) lines += sale("n" + std::to_string(i), i);
  const Status status = writer.publish(lines);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "more than 100 files"));
}

TEST_CASE("rotation is for files that are appended to") {
  HostRig rig;
  const auto made =
      rig.create<Publisher>(config("a.json", R"(,"mode":"replace","rotate":{"age":1})"));
  CHECK(has(made.status().message(), "/rotate: cannot be with mode: replace"));
}
