#include "platform/unix_socket.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::platform;

namespace {

bool is_there(const std::filesystem::path& file) {
  return std::filesystem::exists(std::filesystem::symlink_status(file));
}

// As a process leaves it that is killed.
void leave_stale_socket(const std::filesystem::path& file) {
  const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  file.string().copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

}  // namespace

TEST_CASE("a Unix socket is its owner's alone, and goes with its listener") {
  const test::TempFolder folder;
  const auto file = folder / "control.sock";
  {
    const auto listener = UnixListener::open(file);
    INFO(listener.status().message());
    REQUIRE(listener.ok());
    struct stat found = {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    CHECK(unix_connect(file).ok());
  }
  CHECK_FALSE(is_there(file));
  CHECK(unix_connect(file).status().code() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("the socket of a process that has ended is replaced, that of a living one is not") {
  const test::TempFolder folder;
  const auto file = folder / "control.sock";
  leave_stale_socket(file);
  const auto first = UnixListener::open(file);
  REQUIRE(first.ok());
  const auto second = UnixListener::open(file);
  CHECK(second.status().code() == SLUICE_E_UNAVAILABLE);
  CHECK(second.status().message().find("another server listens at") != std::string::npos);
  CHECK(unix_connect(file).ok());
}

TEST_CASE("a file that is no socket is left alone") {
  const test::TempFolder folder;
  folder.write("control.sock", "mine");
  CHECK(UnixListener::open(folder / "control.sock").status().code() == SLUICE_E_INVALID);
  CHECK(is_there(folder / "control.sock"));
}

TEST_CASE("the path of a Unix socket may be longer than its address") {
  const test::TempFolder folder;
  const auto deep = folder / std::string(90, 'a') / std::string(90, 'b');
  std::filesystem::create_directories(deep);
  const auto listener = UnixListener::open(deep / "control.sock");
  INFO(listener.status().message());
  REQUIRE(listener.ok());
  CHECK(unix_connect(deep / "control.sock").ok());
}

TEST_CASE("a listener leaves a socket alone that another one has put in its place") {
  const test::TempFolder folder;
  const auto file = folder / "control.sock";
  {
    const auto first = UnixListener::open(file);
    REQUIRE(first.ok());
    std::filesystem::remove(file);
    leave_stale_socket(file);
  }
  CHECK(is_there(file));
}
