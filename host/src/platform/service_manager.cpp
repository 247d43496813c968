#include "platform/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>

#include "platform/unique_fd.hpp"

namespace sluice::platform {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

std::optional<int64_t> number(const std::string& text) {
  int64_t out = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out);
  if (text.empty() || read.ec != std::errc() || read.ptr != end || out <= 0) return std::nullopt;
  return out;
}

}  // namespace

ServiceManager ServiceManager::from_environment() {
  ServiceManager out;
  out.socket_ = variable("NOTIFY_SOCKET");
  const std::optional<int64_t> watchdog_us = number(variable("WATCHDOG_USEC"));
  const std::optional<int64_t> watched = number(variable("WATCHDOG_PID"));
  if (watchdog_us && (!watched || *watched == ::getpid()))
    out.period_ms_ = std::max<int64_t>(*watchdog_us / 2000, 1);
  return out;
}

void ServiceManager::alive(int64_t now_ms) {
  if (socket_.empty()) return;
  if (!last_ms_) {
    send("READY=1");
  } else if (!period_ms_ || now_ms - *last_ms_ < *period_ms_) {
    return;
  }
  last_ms_ = now_ms;
  if (period_ms_) send("WATCHDOG=1");
}

// A lost message is not worth an error: the next one follows, or the manager acts.
void ServiceManager::send(std::string_view message) const {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::copy(socket_.begin(), socket_.end(), address.sun_path);
  if (socket_.front() == '@') address.sun_path[0] = '\0';  // a name that is in no folder, unix(7)
  const UniqueFd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!fd.valid()) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  (void)::sendto(fd.get(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr*>(&address), size);
}

}  // namespace sluice::platform
