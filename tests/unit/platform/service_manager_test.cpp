#include "platform/service_manager.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "platform/unique_fd.hpp"
#include "support/temp_folder.hpp"

using sluice::platform::ServiceManager;
using sluice::platform::UniqueFd;
using sluice::test::TempFolder;

namespace {

// systemd's end: the socket of NOTIFY_SOCKET.
class Manager {
 public:
  explicit Manager(const char* watchdog_us = nullptr) {
    const std::string path = (folder_ / "notify").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    if (watchdog_us) ::setenv("WATCHDOG_USEC", watchdog_us, 1);
  }
  ~Manager() {
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) ::unsetenv(name);
  }

  // The next message; "" if there is none. A datagram is there when sendto(2) has returned.
  std::string next() const {
    char text[100];
    const ssize_t size = ::recv(fd_.get(), text, sizeof text, MSG_DONTWAIT);
    return size < 0 ? "" : std::string(text, static_cast<size_t>(size));
  }

 private:
  TempFolder folder_;
  UniqueFd fd_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

}  // namespace

TEST_CASE("a service manager hears once that the service is ready") {
  const Manager manager;
  ServiceManager service = ServiceManager::from_environment();
  service.alive(1000);
  service.alive(900'000);
  CHECK(manager.next() == "READY=1");
  CHECK(manager.next().empty());
  service.stopping();
  CHECK(manager.next() == "STOPPING=1");
}

TEST_CASE("a service manager that watches hears twice in its time that the service is alive") {
  const Manager manager("2000000");
  ServiceManager service = ServiceManager::from_environment();
  service.alive(0);
  CHECK(manager.next() == "READY=1");
  CHECK(manager.next() == "WATCHDOG=1");
  service.alive(999);
  CHECK(manager.next().empty());
  service.alive(1000);
  CHECK(manager.next() == "WATCHDOG=1");
}

TEST_CASE("a watchdog of another process is not answered") {
  const Manager manager("2000000");
  ::setenv("WATCHDOG_PID", "1", 1);
  ServiceManager service = ServiceManager::from_environment();
  service.alive(0);
  service.alive(5000);
  CHECK(manager.next() == "READY=1");
  CHECK(manager.next().empty());
}
