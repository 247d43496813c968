#include "services/log.hpp"

#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include <array>
#include <cstdio>

#include "services/redactor.hpp"
#include "sluice/printable.hpp"

namespace sluice::services {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"debug", "info", "warning", "error"};

std::string format(Level level, std::string_view instance, std::string_view message) {
  std::string line = Poco::DateTimeFormatter::format(Poco::Timestamp(), "%Y-%m-%dT%H:%M:%S.%iZ");
  line += ' ';
  line += kWords[static_cast<size_t>(level)];
  line += ' ';
  if (!instance.empty()) {
    line += printable(instance) + ": ";
  }
  return line + printable(message);
}

}  // namespace

std::optional<Level> parse_level(std::string_view word) {
  for (size_t i = 0; i < kWords.size(); i++)
    if (kWords[i] == word) return static_cast<Level>(i);
  return std::nullopt;
}

Log::Log(Redactor& redactor, Sink sink, Level threshold)
    : redactor_(redactor), threshold_(threshold), sink_(std::move(sink)) {}

void Log::write(Level level, std::string_view instance, std::string_view message) {
  if (!enabled(level)) return;
  // Redacted before escaping: a secret with a control character in it is still recognised.
  const std::string line = format(level, instance, redactor_.redact(message));
  const std::lock_guard lock(mutex_);
  sink_(line);
}

Log::Sink stderr_sink() {
  return [](std::string_view line) {
    std::string text(line);
    text += '\n';
    // One call per line, so lines of two processes on one terminal do not mix either.
    std::fwrite(text.data(), 1, text.size(), stderr);
  };
}

}  // namespace sluice::services
