#include "platform/tcp_connect.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

namespace sluice::platform {
namespace {

// As in curl: an idle connection is probed often enough for NATs and firewalls to keep it.
constexpr int kProbeSeconds = 60;

union Address {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
};

// The family; AF_UNSPEC if it is not an address.
int parse(const std::string& text, Address& out) {
  out = {};
  if (::inet_pton(AF_INET, text.c_str(), &out.v4.sin_addr) == 1) return AF_INET;
  if (::inet_pton(AF_INET6, text.c_str(), &out.v6.sin6_addr) == 1) return AF_INET6;
  return AF_UNSPEC;
}

Status failed(int error) { return {SLUICE_E_UNAVAILABLE, std::generic_category().message(error)}; }

void set(int socket, int level, int option, int value) {
  // If the system has no such option, the connection still works.
  (void)::setsockopt(socket, level, option, &value, sizeof value);
}

void set_up(int socket) {
  set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
  set(socket, IPPROTO_TCP, TCP_KEEPIDLE, kProbeSeconds);
  set(socket, IPPROTO_TCP, TCP_KEEPINTVL, kProbeSeconds);
}

}  // namespace

std::string numeric_address(const std::string& text) {
  Address address;
  const int family = parse(text, address);
  if (family == AF_UNSPEC || text.find('\0') != text.npos) return {};
  char out[INET6_ADDRSTRLEN];
  const void* const bytes = family == AF_INET ? static_cast<const void*>(&address.v4.sin_addr)
                                              : static_cast<const void*>(&address.v6.sin6_addr);
  return ::inet_ntop(family, bytes, out, sizeof out) ? out : std::string();
}

Result<TcpStream> tcp_connect(const std::string& text, uint16_t port) {
  Address address;
  const bool is_v4 = parse(text, address) == AF_INET;
  address.any.sa_family = is_v4 ? AF_INET : AF_INET6;
  (is_v4 ? address.v4.sin_port : address.v6.sin6_port) = htons(port);
  const int socket = ::socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket < 0) return failed(errno);
  TcpStream stream(socket);
  set_up(socket);
  const socklen_t size = is_v4 ? sizeof address.v4 : sizeof address.v6;
  // After an interruption by a signal it continues as usual.
  if (::connect(socket, &address.any, size) && errno != EINPROGRESS && errno != EINTR)
    return failed(errno);
  return stream;
}

intptr_t open_socket(int family, int type, int protocol) {
  return ::socket(family, type | SOCK_CLOEXEC, protocol);
}

Status tcp_connected(const TcpStream& stream) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(static_cast<int>(stream.handle()), SOL_SOCKET, SO_ERROR, &error, &size))
    error = errno;
  return error ? failed(error) : Status();
}

}  // namespace sluice::platform
