#include "app/report/screen.hpp"

#include <cstdio>

#include "platform/terminal.hpp"
#include "sluice/printable.hpp"

namespace sluice::app {
namespace {

// Cuts on a code point; columns are counted as code points.
std::string cut(const std::string& text, int columns) {
  int width = 0;
  for (size_t i = 0; i < text.size(); i++) {
    const bool starts = (text[i] & 0xC0) != 0x80;
    if (starts && width++ == columns) return text.substr(0, i);
  }
  return text;
}

}  // namespace

void Screen::line(std::string_view text) {
  const std::lock_guard lock(mutex_);
  wipe();
  const std::string shown = printable(text) + '\n';
  std::fwrite(shown.data(), 1, shown.size(), stderr);
  draw();
}

void Screen::status(std::string_view text) {
  if (!terminal_) return;
  const std::lock_guard lock(mutex_);
  wipe();
  status_ = printable(text);
  draw();
}

void Screen::wipe() {
  if (!status_.empty()) std::fputs("\r\033[K", stderr);
}

void Screen::draw() {
  if (status_.empty()) return;
  const int width = platform::terminal_width(platform::Stream::kError);
  std::fputs(cut(status_, width - 1).c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace sluice::app
