#include "listener/listening_socket.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace sluice::listener {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* of) const { ::freeaddrinfo(of); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Status cannot_listen(const Endpoint& endpoint, const std::string& why) {
  return {SLUICE_E_UNAVAILABLE, "cannot listen at " + endpoint.address + ":" +
                                    std::to_string(endpoint.port) + ": " + why +
                                    "; end what uses the port, or choose another one"};
}

// After a restart the port is free at once; no other process may share it.
bool listen_on(int socket, const addrinfo& address) {
  const int yes = 1;
  return ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
         ::bind(socket, address.ai_addr, address.ai_addrlen) == 0 &&
         ::listen(socket, SOMAXCONN) == 0;
}

struct Name {
  sockaddr_storage storage = {};
  socklen_t size = sizeof storage;
  sockaddr* address() { return reinterpret_cast<sockaddr*>(&storage); }
};

}  // namespace

Result<int> listen_at(const Endpoint& endpoint) {
  addrinfo hints = {}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  const std::string port = std::to_string(endpoint.port);
  if (const int failed = ::getaddrinfo(endpoint.address.c_str(), port.c_str(), &hints, &found))
    return cannot_listen(endpoint, ::gai_strerror(failed));
  const Addresses addresses(found);
  const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket >= 0 && listen_on(socket, *found)) return socket;
  const std::string why = std::strerror(errno);
  if (socket >= 0) ::close(socket);
  return cannot_listen(endpoint, why);
}

Result<int> duplicate_of(intptr_t listening) {
  const int copy = ::fcntl(static_cast<int>(listening), F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return Status(SLUICE_E_UNAVAILABLE, std::strerror(errno));
  return copy;
}

int family_of(int socket) {
  Name name;
  ::getsockname(socket, name.address(), &name.size);
  return name.storage.ss_family;
}

uint16_t port_of(int socket) {
  Name name;
  if (::getsockname(socket, name.address(), &name.size) != 0) return 0;
  const auto* const any = name.address();
  if (any->sa_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(any)->sin_port);
  if (any->sa_family == AF_INET6)
    return ntohs(reinterpret_cast<const sockaddr_in6*>(any)->sin6_port);
  return 0;
}

std::string peer_of(int socket) {
  Name name;
  if (::getpeername(socket, name.address(), &name.size) != 0) return {};
  std::array<char, NI_MAXHOST> text;
  const bool known = ::getnameinfo(name.address(), name.size, text.data(), text.size(), nullptr, 0,
                                   NI_NUMERICHOST) == 0;
  return known ? std::string(text.data()) : std::string();
}

}  // namespace sluice::listener
