// Folders with more files than a cursor can name.
#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

// Reads a folder as runs do: what it remembers beside the cursor is in `work`.
class FolderReader {
 public:
  explicit FolderReader(const Folder& folder) : folder_(folder) {
    std::filesystem::create_directories(folder.file("in"));
  }
  // The walk's records; its cursor counts from now on, unless the run is `killed` behind the commit
  // of its first `batches`.
  std::vector<std::string> run(size_t batches = SIZE_MAX) {
    Reader reader(folder_.file("in/"), {}, cursor);
    reader.rig.environment.work_folder = folder_.file("work");
    std::vector<std::string> out;
    for (size_t i = 0;; i++) {
      const auto page = sluice::test::poll(*reader.subscriber);
      status = page.status;
      if (i < batches) {
        out.insert(out.end(), page.records.begin(), page.records.end());
        if (!page.cursor.empty()) cursor = page.cursor;
      }
      if (!page.status.ok()) return out;
    }
  }
  void write(const std::string& name, std::string_view text) const {
    folder_.write("in/" + name, text);
  }
  void remove(const std::string& name) const {
    std::filesystem::remove(folder_.file("in/" + name));
  }
  std::vector<std::filesystem::path> lists() const {
    std::vector<std::filesystem::path> out;
    for (const auto& one : std::filesystem::recursive_directory_iterator(folder_.file("work")))
      if (one.is_regular_file()) out.push_back(one.path());
    return out;
  }

  std::string cursor;
  Status status;

 private:
  const Folder& folder_;
};

std::string name_of(int i) { return std::to_string(100000 + i) + ".ndjson"; }

void write_files(const FolderReader& reader, int from, int to) {
  for (int i = from; i < to; i++) reader.write(name_of(i), std::to_string(i) + "\n");
}

constexpr size_t kFiles = 2000;

}  // namespace

TEST_CASE("files of a large folder are read once each, and none that comes late is missed") {
  const Folder folder;
  FolderReader reader(folder);
  write_files(reader, 0, kFiles);
  CHECK(reader.run().size() == kFiles);
  CHECK(reader.cursor.size() < 20'000);
  CHECK(reader.run().empty());
  // In front of all others by name, between them, and behind; older than all by its time.
  reader.write("000000.ndjson", "\"first\"\n");
  reader.write("100500x.ndjson", "\"between\"\n");
  reader.write("zzz.ndjson", "\"last\"\n");
  std::filesystem::last_write_time(folder.file("in/zzz.ndjson"),
                                   std::filesystem::file_time_type::min());
  CHECK(reader.run() == std::vector<std::string>{"\"first\"", "\"between\"", "\"last\""});
  CHECK(reader.run().empty());
}

TEST_CASE("what is added to a file of the list is read from its place, and only that") {
  const Folder folder;
  FolderReader reader(folder);
  write_files(reader, 0, kFiles);
  reader.run();
  reader.write(name_of(3), "3\n\"more\"\n");
  std::filesystem::permissions(folder.file("in/" + name_of(4)), std::filesystem::perms::owner_all);
  CHECK(reader.run() == std::vector<std::string>{"\"more\""});
  reader.write(name_of(3), "3\n\"more\"\n\"and more\"\n");
  CHECK(reader.run() == std::vector<std::string>{"\"and more\""});
  reader.write(name_of(5), "another\n");
  reader.run();
  CHECK(has(reader.status.message(), name_of(5)));
}

TEST_CASE("a run that is killed anywhere loses no file and reads none twice") {
  const Folder folder;
  FolderReader reader(folder);
  write_files(reader, 0, 400);
  std::multiset<std::string> all;
  for (size_t batches : {0, 1, 90, 130, 7, 150, 1000}) {
    const auto records = reader.run(batches);
    all.insert(records.begin(), records.end());
  }
  CHECK(all.size() == 400);
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == 400);
  CHECK(reader.run().empty());
}

TEST_CASE("files that are gone leave the list, which does not grow for ever") {
  const Folder folder;
  FolderReader reader(folder);
  write_files(reader, 0, kFiles);
  reader.run();
  REQUIRE(reader.lists().size() == 1);
  const auto before = std::filesystem::file_size(reader.lists().front());
  for (size_t i = 100; i < kFiles; i++) reader.remove(name_of(static_cast<int>(i)));
  CHECK(reader.run().empty());
  CHECK(reader.run().empty());
  REQUIRE(reader.lists().size() == 1);
  CHECK(std::filesystem::file_size(reader.lists().front()) < before / 10);
  write_files(reader, 150, 151);
  CHECK(reader.run() == std::vector<std::string>{"150"});
}

TEST_CASE("a list that is gone or was changed stops the run, with what to do") {
  const Folder folder;
  FolderReader reader(folder);
  write_files(reader, 0, 400);
  reader.run();
  REQUIRE(reader.lists().size() == 1);
  const std::string list = reader.lists().front().string();
  std::stringstream kept;
  kept << std::ifstream(list, std::ios::binary).rdbuf();
  const std::string text = kept.str();
  std::ofstream(list, std::ios::binary) << text.substr(0, 10) << '7' << text.substr(11);
  CHECK(reader.run().empty());
  CHECK(has(reader.status.message(), "is not there as it was"));
  std::filesystem::remove(list);
  CHECK(reader.run().empty());
  CHECK(has(reader.status.message(), "sluice state reset"));
  std::ofstream(list, std::ios::binary) << text << "what a killed run added\n";
  CHECK(reader.run().empty());
  CHECK(reader.status.code() == SLUICE_END);
}
