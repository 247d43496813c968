#include "platform/terminal.hpp"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace sluice::platform {
namespace {

int fd_of(Stream stream) { return stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO; }

}  // namespace

bool is_terminal(Stream stream) { return ::isatty(fd_of(stream)) == 1; }

bool are_one() {
  struct stat output = {}, error = {};
  if (::fstat(STDOUT_FILENO, &output) != 0 || ::fstat(STDERR_FILENO, &error) != 0) return false;
  return output.st_dev == error.st_dev && output.st_ino == error.st_ino;
}

bool input_is_terminal() { return ::isatty(STDIN_FILENO) == 1; }

std::string read_hidden_line(const std::string& prompt) {
  termios shown = {};
  const bool known = ::tcgetattr(STDIN_FILENO, &shown) == 0;
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  if (known) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  std::cerr << prompt << std::flush;
  std::string line;
  std::getline(std::cin, line);
  if (known) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  std::cerr << std::endl;
  return line;
}

int terminal_width(Stream stream) {
  winsize size = {};
  if (::ioctl(fd_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

int terminal_height(Stream stream) {
  winsize size = {};
  if (::ioctl(fd_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return 24;
  return size.ws_row;
}

}  // namespace sluice::platform
