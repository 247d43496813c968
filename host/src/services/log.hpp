// The host's log: one line per message, with time, level and the instance it comes from, secrets
// removed. From any thread; lines never mix.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::services {

class Redactor;

// The values are those of SLUICE_LOG_*.
enum class Level { kDebug, kInfo, kWarning, kError };

// "debug", "info", "warning", "error"; nothing for another word.
std::optional<Level> parse_level(std::string_view word);

class Log {
 public:
  // Takes one finished line, without a newline. Called under the log's lock.
  using Sink = std::function<void(std::string_view line)>;

  // `redactor` outlives the log.
  Log(Redactor& redactor, Sink sink, Level threshold = Level::kInfo);

  void set_threshold(Level threshold) { threshold_ = threshold; }
  bool enabled(Level level) const { return level >= threshold_.load(std::memory_order_relaxed); }

  // Drops messages below the threshold. Control characters of `message` are written as escapes, so
  // a remote system cannot forge lines; `instance` may be empty (the host itself).
  void write(Level level, std::string_view instance, std::string_view message);

  void debug(std::string_view instance, std::string_view message) {
    write(Level::kDebug, instance, message);
  }
  void info(std::string_view instance, std::string_view message) {
    write(Level::kInfo, instance, message);
  }
  void warning(std::string_view instance, std::string_view message) {
    write(Level::kWarning, instance, message);
  }
  void error(std::string_view instance, std::string_view message) {
    write(Level::kError, instance, message);
  }

 private:
  Redactor& redactor_;
  std::atomic<Level> threshold_;
  std::mutex mutex_;
  Sink sink_;
};

// Writes lines to standard error.
Log::Sink stderr_sink();

}  // namespace sluice::services
