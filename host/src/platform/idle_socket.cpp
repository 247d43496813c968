#include "platform/idle_socket.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

namespace sluice::platform {

bool leaves_from(intptr_t socket, int local_port) {
  sockaddr_storage from{};
  socklen_t size = sizeof from;
  if (getsockname(static_cast<int>(socket), reinterpret_cast<sockaddr*>(&from), &size) != 0)
    return false;
  if (from.ss_family != AF_INET && from.ss_family != AF_INET6) return false;
  sockaddr_in with_port;  // the port is at the same place in both (ip(7), ipv6(7))
  std::memcpy(&with_port, &from, sizeof with_port);
  return ntohs(with_port.sin_port) == local_port;
}

bool has_unread(intptr_t socket) {
  char byte = 0;
  return recv(static_cast<int>(socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

void end_sending(intptr_t socket) { shutdown(static_cast<int>(socket), SHUT_WR); }

}  // namespace sluice::platform
