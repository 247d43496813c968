#include "platform/tcp_stream.hpp"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>

namespace sluice::platform {
namespace {

Moved moved(ssize_t result) {
  if (result > 0) return {static_cast<size_t>(result)};
  if (result == 0) return {0, Moved::End::closed};
  if (errno == EAGAIN || errno == EWOULDBLOCK) return {0, Moved::End::would_block};
  return {0, Moved::End::failed, errno};
}

// Repeats if interrupted by a signal.
template <class F>
ssize_t whole(F&& call) {
  ssize_t result;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

// POSIX has one structure for reading and writing, so its pointer is not const.
iovec part(std::string_view text) { return {const_cast<char*>(text.data()), text.size()}; }

}  // namespace

Moved TcpStream::send(std::string_view head, std::string_view body) {
  iovec parts[] = {part(head), part(body)};
  msghdr message{};
  message.msg_iov = head.empty() ? parts + 1 : parts;
  message.msg_iovlen = head.empty() || body.empty() ? 1 : 2;
  return moved(whole([&] { return ::sendmsg(fd_.get(), &message, MSG_NOSIGNAL); }));
}

Moved TcpStream::receive(char* into, size_t room) {
  return moved(whole([&] { return ::recv(fd_.get(), into, room, 0); }));
}

bool TcpStream::is_quiet() const {
  char byte;
  return moved(whole([&] { return ::recv(fd_.get(), &byte, 1, MSG_PEEK); })).end ==
         Moved::End::would_block;
}

void TcpStream::acknowledge_now() const {
  const int on = 1;
  ::setsockopt(fd_.get(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

std::optional<size_t> TcpStream::unacknowledged() const {
  int bytes = 0;
  if (::ioctl(fd_.get(), SIOCOUTQ, &bytes) != 0 || bytes < 0) return std::nullopt;
  return static_cast<size_t>(bytes);
}

}  // namespace sluice::platform
