#include "platform/file_key.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "platform/private_file.hpp"
#include "platform/unique_fd.hpp"
#include "support/temp_folder.hpp"

namespace fs = std::filesystem;
using namespace sluice::platform;
using sluice::test::TempFolder;

TEST_CASE("one file has one key, whatever leads to it") {
  const TempFolder folder;
  const auto file = folder.write("a", "x");
  fs::create_symlink("a", folder / "link");
  fs::create_hard_link(file, folder / "hard");
  fs::create_directory_symlink(".", folder / "links");
  const UniqueFd open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  const auto key = file_key(file);
  REQUIRE(key);
  for (const char* name : {"link", "hard", "links/a", "links/link", "./a"})
    CHECK_MESSAGE(file_key(folder / name) == key, name);
  CHECK(file_key(open.get()) == key);
  CHECK(file_key("/proc/self/fd/" + std::to_string(open.get())) == key);
  CHECK(file_key(folder.write("b", "x")) != key);
}

TEST_CASE("a file that is not there yet has the key of the path it would get") {
  const TempFolder folder;
  fs::create_directory_symlink(".", folder / "links");
  fs::create_symlink("b", folder / "to-come");
  fs::create_symlink("loop", folder / "loop");
  const auto key = file_key(folder / "b");
  REQUIRE(key);
  CHECK(file_key(folder / "links/b") == key);
  CHECK(file_key(folder / "to-come") == key);
  CHECK(file_key(folder / "links/to-come") == key);
  CHECK(file_key(folder / "c") != key);
  CHECK(file_key(folder / "loop") != key);
}

TEST_CASE("what is no file has no key") {
  const TempFolder folder;
  REQUIRE(mkfifo((folder / "fifo").c_str(), 0600) == 0);
  CHECK_FALSE(file_key(folder.path()));
  CHECK_FALSE(file_key(folder / "fifo"));
  CHECK_FALSE(file_key("/dev/null"));
}

TEST_CASE("a whole file gets its name once, and never over another one") {
  const TempFolder folder;
  const auto first = folder.write("new-1", "1"), second = folder.write("new-2", "2");
  CHECK(publish_file(first, folder / "store").ok());
  CHECK(publish_file(second, folder / "store").ok());
  CHECK(sluice::test::read_file(folder / "store") == "1");
  CHECK_FALSE(fs::exists(first));
  CHECK_FALSE(fs::exists(second));
}

TEST_CASE("a file is taken from others, a link's target is not") {
  const TempFolder folder;
  const auto file = folder.write("a", "x");  // 0644
  const auto victim = folder.write("victim", "x");
  fs::create_symlink(victim, folder / "link");
  CHECK(is_open_to_others(file));
  keep_private(file);
  keep_private(folder / "link");
  keep_private(folder / "none");
  CHECK(fs::status(file).permissions() == fs::perms(0600));
  CHECK(fs::status(victim).permissions() == fs::perms(0644));
  CHECK_FALSE(is_open_to_others(file));
}

TEST_CASE("a private folder is its owner's alone from the start; one that is there stays") {
  const TempFolder folder;
  const mode_t before = umask(0);
  CHECK(make_private_folder(folder / "a/b").ok());
  umask(before);
  CHECK(fs::status(folder / "a/b").permissions() == fs::perms(0700));
  fs::permissions(folder / "a/b", fs::perms(0755));
  CHECK(make_private_folder(folder / "a/b").ok());
  CHECK(fs::status(folder / "a/b").permissions() == fs::perms(0755));
  folder.write("file", "x");
  const auto status = make_private_folder(folder / "file");
  CHECK(status.message().find((folder / "file").string() + " cannot be made") == 0);
}

TEST_CASE("random names differ") { CHECK(random_name() != random_name()); }
