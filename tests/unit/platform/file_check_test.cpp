#include "platform/file_check.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/file_lock.hpp"
#include "support/temp_folder.hpp"
#include "support/text.hpp"

namespace fs = std::filesystem;
using sluice::platform::FileLock;
using sluice::platform::open_trusted_file;
using sluice::test::has;
using sluice::test::TempFolder;

namespace {

std::string file_refusal(const fs::path& file) {
  const auto read = open_trusted_file(file, 100);
  REQUIRE_FALSE(read.ok());
  return read.status().message();
}

}  // namespace

TEST_CASE("a file of ours that others cannot write is opened") {
  const TempFolder folder;
  const auto file = folder.write("a", "hello");
  const auto read = open_trusted_file(file, 100);
  REQUIRE(read.ok());
  char text[5];
  REQUIRE(read->read_at(0, text, sizeof text));
  CHECK(std::string_view(text, sizeof text) == "hello");
  CHECK(read->path == file);
}

TEST_CASE(
    "a file that its group or everybody may write is refused with the command that mends it") {
  const TempFolder folder;
  const auto file = folder.write("a", "hello");
  fs::permissions(file, fs::perms(0666));
  CHECK(file_refusal(file) == "the file is writable by everyone; run: chmod go-w " + file.string());
  fs::permissions(file, fs::perms(0664));
  CHECK(has(file_refusal(file), "writable by its group"));
}

TEST_CASE("a file in a folder that others may write is refused") {
  const TempFolder folder;
  const auto file = folder.write("sub/a", "hello");
  fs::permissions(folder / "sub", fs::perms(0777));
  CHECK(has(file_refusal(file),
            "its folder " + (folder / "sub").string() + " is writable by everyone"));
}

TEST_CASE("a file is refused if others may write any folder above it, but for a sticky one") {
  const TempFolder folder;
  const auto file = folder.write("a/b/c/file", "hello");
  for (const char* above : {"a/b", "a"}) {
    fs::permissions(folder / above, fs::perms(0775));
    CHECK(has(file_refusal(file), "the folder " + (folder / above).string() +
                                      " above it is writable by its group; run: chmod go-w"));
    fs::permissions(folder / above, fs::perms(01777));
    CHECK(open_trusted_file(file, 100).ok());
    fs::permissions(folder / above, fs::perms(0755));
  }
  CHECK(open_trusted_file(file, 100).ok());
}

TEST_CASE("a link is followed first and where it leads is checked") {
  const TempFolder folder;
  const auto file = folder.write("open/a", "hello");
  fs::create_symlink(file, folder / "link");
  const auto read = open_trusted_file(folder / "link", 100);
  REQUIRE(read.ok());
  CHECK(read->path == file);
  CHECK(read->identity == open_trusted_file(file, 100)->identity);
  fs::permissions(folder / "open", fs::perms(0777));
  CHECK(has(file_refusal(folder / "link"), "writable by everyone"));
}

TEST_CASE("what is missing, no regular file or too large is refused") {
  const TempFolder folder;
  CHECK(has(file_refusal(folder / "none"), "cannot find it"));
  REQUIRE(mkfifo((folder / "fifo").c_str(), 0600) == 0);
  CHECK(has(file_refusal(folder / "fifo"), "not a regular file"));
  CHECK(has(file_refusal(folder.write("big", std::string(101, 'x'))),
            "has 101 bytes; the limit is 100"));
}

TEST_CASE("a file written again is another state of the same file") {
  const TempFolder folder;
  const auto file = folder.write("a", "hello");
  const auto before = open_trusted_file(file, 100)->identity;
  folder.write("a", "hello again");
  const auto after = open_trusted_file(file, 100)->identity;
  CHECK(after.same_file(before));
  CHECK_FALSE(after == before);
}

TEST_CASE("a piece of a file is read from where it lies, and not beyond its end") {
  const TempFolder folder;
  const auto file = open_trusted_file(folder.write("a", "hello"), 100);
  REQUIRE(file.ok());
  char two[2] = {};
  CHECK(file->read_at(3, two, 2));
  CHECK(std::string_view(two, 2) == "lo");
  CHECK_FALSE(file->read_at(4, two, 2));
}

TEST_CASE("a lock is taken once, the second is told by which process") {
  const TempFolder folder;
  auto first = FileLock::acquire(folder / "a", "it");
  REQUIRE(first.ok());
  const auto second = FileLock::acquire(folder / "a", "pipeline a");
  REQUIRE_FALSE(second.ok());
  CHECK(second.status().code() == SLUICE_E_UNAVAILABLE);
  CHECK(second.status().message() == "pipeline a is in use by process " + std::to_string(getpid()));
}

TEST_CASE("a lock ends with its object") {
  const TempFolder folder;
  { REQUIRE(FileLock::acquire(folder / "a", "it").ok()); }
  CHECK(FileLock::acquire(folder / "a", "it").ok());
}

TEST_CASE("a lock in a folder that does not exist cannot be taken") {
  const TempFolder folder;
  const auto lock = FileLock::acquire(folder / "none" / "a", "it");
  REQUIRE_FALSE(lock.ok());
  CHECK(lock.status().code() == SLUICE_E_INVALID);
}
