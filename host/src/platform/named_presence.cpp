#include "platform/named_presence.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>

namespace sluice::platform {

Result<NamedPresence> NamedPresence::announce(const std::string& name) {
  if (name.size() > kLongestName) return Status(SLUICE_E_INVALID, "the name is too long");
  UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, kLongestName);  // behind a NUL: no file
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (!socket.valid() ||
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0)
    return Status(SLUICE_E_UNAVAILABLE, std::strerror(errno));
  return NamedPresence(std::move(socket));
}

// The kernel lists abstract names with @ in front.
std::vector<std::string> present_names(const std::string& prefix) {
  std::vector<std::string> out;
  std::ifstream list("/proc/net/unix");
  for (std::string line; std::getline(list, line);) {
    const size_t at = line.find(" @" + prefix);
    if (at != line.npos) out.push_back(line.substr(at + 2 + prefix.size()));
  }
  return out;
}

}  // namespace sluice::platform
