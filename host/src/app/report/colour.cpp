#include "app/report/colour.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "app/report/console.hpp"
#include "platform/terminal.hpp"
#include "sluice/printable.hpp"

namespace sluice::app {
namespace {

// In the order of Colour.
constexpr std::array<const char*, 4> kCodes = {"", "\033[31m", "\033[32m", "\033[2m"};

}  // namespace

void print_in(Colour colour, std::string_view line) {
  const char* const off = std::getenv("NO_COLOR");
  if (colour == Colour::kNone || (off && *off) || !platform::is_terminal(platform::Stream::kOutput))
    return print(line);
  const std::string text = kCodes[static_cast<size_t>(colour)] + printable(line) + "\033[0m\n";
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace sluice::app
