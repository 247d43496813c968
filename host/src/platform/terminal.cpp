#include "platform/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace sluice::platform {
namespace {

int fd_of(Stream stream) { return stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO; }

}  // namespace

bool is_terminal(Stream stream) { return ::isatty(fd_of(stream)) == 1; }

int terminal_width(Stream stream) {
  winsize size = {};
  if (::ioctl(fd_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace sluice::platform
