// A process that waits before each call by which it leaves something behind.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/stepped_child.hpp"
#include "support/temp_folder.hpp"

using sluice::platform::SteppedChild;
using sluice::test::read_file;
using sluice::test::TempFolder;
using Stop = SteppedChild::Stop;

namespace {

// Appends "ab" in two writes, and syncs the file.
int write_two(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const bool done = ::write(fd, "a", 1) == 1 && ::write(fd, "b", 1) == 1 && ::fsync(fd) == 0;
  return done ? 7 : 8;
}

SteppedChild started(const std::function<int()>& body) {
  auto child = SteppedChild::start(body);
  REQUIRE_MESSAGE(child.ok(), child.status().message());
  return *std::move(child);
}

std::vector<Stop> stops_of(SteppedChild& child) {
  std::vector<Stop> out;
  do out.push_back(child.go_on());
  while (out.back() != Stop::kEnd);
  return out;
}

}  // namespace

TEST_CASE("a child stops before it makes a file, before each write and before the sync") {
  const TempFolder folder;
  SteppedChild child = started([&] { return write_two(folder / "x"); });
  CHECK(stops_of(child) ==
        std::vector{Stop::kChange, Stop::kChange, Stop::kChange, Stop::kSync, Stop::kEnd});
  CHECK(child.end() == 7);
  CHECK(read_file(folder / "x") == "ab");
}

TEST_CASE("a child that is killed at a stop has not made that call") {
  const TempFolder folder;
  SteppedChild child = started([&] { return write_two(folder / "x"); });
  for (int i = 0; i < 3; i++) REQUIRE(child.go_on() == Stop::kChange);
  child.kill();
  CHECK(child.end() == 128 + SIGKILL);
  CHECK(read_file(folder / "x") == "a");
}

TEST_CASE("a rename and a removal are stops, reading is none") {
  const TempFolder folder;
  folder.write("x", "x");
  SteppedChild child = started([&] {
    // Not with a stream: UBSan's check of its type writes to a pipe.
    char seen = 0;
    const int fd = ::open((folder / "x").c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_read = ::read(fd, &seen, 1) == 1;
    ::rename((folder / "x").c_str(), (folder / "y").c_str());
    ::unlink((folder / "y").c_str());
    return is_read && seen == 'x' ? 0 : 1;
  });
  CHECK(stops_of(child) == std::vector{Stop::kChange, Stop::kChange, Stop::kEnd});
  CHECK(child.end() == 0);
}

TEST_CASE("what a child prints is no stop") {
  SteppedChild child = started([] {
    const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(null, STDERR_FILENO);
    return ::write(STDERR_FILENO, "x", 1) == 1 ? 0 : 1;
  });
  CHECK(child.go_on() == Stop::kEnd);
  CHECK(child.end() == 0);
}

TEST_CASE("waiting for a child's next stop ends when the time is up") {
  SteppedChild child = started([] { return ::pause(); });
  CHECK(child.go_on(1000) == Stop::kTime);
}

TEST_CASE("a child is killed with the object that stands for it") {
  const TempFolder folder;
  {
    SteppedChild child = started([&] { return write_two(folder / "x"); });
    REQUIRE(child.go_on() == Stop::kChange);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "x"));
}
