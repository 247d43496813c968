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

std::string head_of(Level level, std::string_view instance) {
  std::string line = Poco::DateTimeFormatter::format(Poco::Timestamp(), "%Y-%m-%dT%H:%M:%S.%iZ");
  line += ' ';
  line += kWords[static_cast<size_t>(level)];
  line += ' ';
  return instance.empty() ? line : line.append(instance).append(": ");
}

}  // namespace

std::optional<Level> parse_level(std::string_view word) {
  for (size_t i = 0; i < kWords.size(); i++)
    if (kWords[i] == word) return static_cast<Level>(i);
  return std::nullopt;
}

Log::Log(Redactor& redactor, Sink sink, Level threshold)
    : redactor_(redactor), threshold_(threshold), sink_(std::move(sink)) {}

void Log::write(Level level, std::string_view instance, std::string_view words,
                std::string_view quoted) {
  if (!enabled(level)) return;
  const std::string from = printable(instance);
  // Redacted before escaping: a secret with a control character in it is still recognised.
  std::string line = head_of(level, from) + printable(redactor_.redact(words));
  const size_t own = line.size();
  line += printable(redactor_.redact(quoted));
  const std::lock_guard lock(mutex_);
  sink_({line, from, own});
}

Log::Sink stderr_sink() {
  return [](const LogLine& line) {
    std::string text(line.text);
    text += '\n';
    // One call per line, so lines of two processes on one terminal do not mix either.
    std::fwrite(text.data(), 1, text.size(), stderr);
  };
}

}  // namespace sluice::services
