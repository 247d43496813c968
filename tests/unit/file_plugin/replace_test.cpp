#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

const std::string kReplace = R"(,"mode":"replace")";

struct ReplaceWriter : Writer {
  explicit ReplaceWriter(const Folder& folder) : Writer(folder.file("out.ndjson"), kReplace) {}
};

// The files that a walk's output goes to until it is over.
std::vector<std::string> parts(const Folder& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("")))
    if (entry.path().extension() == ".part") out.push_back(entry.path().string());
  return out;
}

}  // namespace

TEST_CASE("the old file stays until the walk is over and committed") {
  Folder folder;
  folder.write("out.ndjson", "old\n");
  ReplaceWriter writer(folder);
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  writer.flush(false);
  CHECK(folder.read("out.ndjson") == "old\n");
  REQUIRE(writer.publish("2\n").ok());
  writer.flush(true);
  CHECK(folder.read("out.ndjson") == "old\n");
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n");
  CHECK(parts(folder).empty());
}

TEST_CASE("finish before the walk's last flush renames nothing") {
  Folder folder;
  folder.write("out.ndjson", "old\n");
  ReplaceWriter writer(folder);
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  writer.flush(false);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("out.ndjson") == "old\n");
}

TEST_CASE("an interrupted walk that starts over begins its part again") {
  Folder folder;
  folder.write("out.ndjson", "old\n");
  std::string position;
  {
    ReplaceWriter writer(folder);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n2\n").ok());
    position = writer.flush(false);
  }
  ReplaceWriter again(folder);
  REQUIRE(again.resume(position).ok());
  REQUIRE(again.publisher->restart(again.cancel).ok());
  CHECK(folder.read("out.ndjson") == "old\n");
  REQUIRE(again.publish("1\n2\n3\n").ok());
  again.flush(true);
  REQUIRE(again.finish().ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n3\n");
}

TEST_CASE("an interrupted walk goes on in the part it had committed") {
  Folder folder;
  std::string position;
  {
    ReplaceWriter writer(folder);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n").ok());
    position = writer.flush(false);
    REQUIRE(writer.publish("2\n").ok());
  }
  ReplaceWriter again(folder);
  REQUIRE(again.resume(position).ok());
  REQUIRE(again.publish("2\n3\n").ok());
  again.flush(true);
  REQUIRE(again.finish().ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n3\n");
}

TEST_CASE("a crash between commit and rename is made good, once") {
  Folder folder;
  std::string position;
  {
    ReplaceWriter writer(folder);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n").ok());
    position = writer.flush(true);
  }
  CHECK_FALSE(folder.exists("out.ndjson"));
  {
    ReplaceWriter again(folder);
    REQUIRE(again.resume(position).ok());
    REQUIRE(again.finish().ok());
    CHECK(folder.read("out.ndjson") == "1\n");
  }
  ReplaceWriter third(folder);
  REQUIRE(third.resume(position).ok());
  REQUIRE(third.finish().ok());
  CHECK(folder.read("out.ndjson") == "1\n");
}

TEST_CASE("the next walk starts with an empty part and replaces the file again") {
  Folder folder;
  ReplaceWriter writer(folder);
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  std::string position = writer.flush(true);
  REQUIRE(writer.finish().ok());
  REQUIRE(writer.resume(position).ok());
  REQUIRE(writer.publish("2\n").ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("out.ndjson") == "2\n");
}

TEST_CASE("a walk without records leaves an empty file") {
  Folder folder;
  folder.write("out.ndjson", "old\n");
  ReplaceWriter writer(folder);
  REQUIRE(writer.resume().ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.exists("out.ndjson"));
  CHECK(folder.read("out.ndjson").empty());
}

TEST_CASE("a run that ends before its first position leaves no part behind") {
  Folder folder;
  folder.write("out.ndjson", "old\n");
  {
    ReplaceWriter writer(folder);
    REQUIRE(writer.resume().ok());
    CHECK(parts(folder).size() == 1);
  }
  CHECK(parts(folder).empty());
  CHECK(folder.read("out.ndjson") == "old\n");
}

TEST_CASE("a part's name is not to be guessed, so no planted link is followed") {
  Folder folder;
  folder.write("victim", "precious\n");
  std::filesystem::create_symlink(folder.file("victim"), folder.file("out.ndjson.part"));
  std::string first;
  for (int i = 0; i < 2; i++) {
    ReplaceWriter writer(folder);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n").ok());
    writer.flush(true);
    for (const std::string& part : parts(folder)) {
      if (std::filesystem::is_symlink(part)) continue;
      CHECK(part != first);
      first = part;
    }
    REQUIRE(writer.finish().ok());
  }
  CHECK(folder.read("victim") == "precious\n");
  CHECK(folder.read("out.ndjson") == "1\n");
}

TEST_CASE("a link put where the part was is not followed") {
  Folder folder;
  folder.write("victim", "1\n");
  std::string position;
  {
    ReplaceWriter writer(folder);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n").ok());
    position = writer.flush(false);
  }
  const std::string part = parts(folder).at(0);
  std::filesystem::remove(part);
  std::filesystem::create_symlink(folder.file("victim"), part);
  CHECK_FALSE(ReplaceWriter(folder).resume(position).ok());
  CHECK(folder.read("victim") == "1\n");
}

TEST_CASE("a part is not readable for others than the file it becomes") {
  namespace fs = std::filesystem;
  Folder folder;
  folder.write("out.ndjson", "old\n");
  fs::permissions(folder.file("out.ndjson"), fs::perms::owner_read | fs::perms::owner_write);
  ReplaceWriter writer(folder);
  REQUIRE(writer.resume().ok());
  CHECK(fs::status(parts(folder).at(0)).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("two writers that replace one file: the second is refused") {
  Folder folder;
  folder.write("out.ndjson", "old\n");
  ReplaceWriter first(folder), second(folder);
  REQUIRE(first.resume().ok());
  CHECK(has(second.resume().message(), "is being written by another"));
}

TEST_CASE("a part that was removed from under an open walk is refused with a way out") {
  Folder folder;
  std::string position;
  {
    ReplaceWriter writer(folder);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n").ok());
    position = writer.flush(false);
  }
  REQUIRE(parts(folder).size() == 1);
  std::filesystem::remove(parts(folder)[0]);
  auto status = ReplaceWriter(folder).resume(position);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "sluice state reset"));
}

TEST_CASE("permissions of the replaced file stay, and a link still points to it") {
  namespace fs = std::filesystem;
  Folder folder;
  folder.write("real.ndjson", "old\n");
  fs::permissions(folder.file("real.ndjson"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(folder.file("real.ndjson"), folder.file("out.ndjson"));
  ReplaceWriter writer(folder);
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(fs::is_symlink(folder.file("out.ndjson")));
  CHECK(folder.read("real.ndjson") == "1\n");
  CHECK(fs::status(folder.file("real.ndjson")).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("standard output and folders cannot be replaced") {
  HostRig rig;
  CHECK(has(rig.create<Publisher>(config("-", kReplace)).status().message(), "/mode: "));
  Folder folder;
  std::filesystem::create_directory(folder.file("out.ndjson"));
  CHECK(has(ReplaceWriter(folder).resume().message(), "not a regular file"));
}
