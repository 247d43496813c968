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

// One finished line, without a newline.
struct LogLine {
  std::string_view text;
  std::string_view instance;  // as it stands in the text; empty: of the host itself
  size_t own = 0;  // of the text: these first bytes are the host's words alone, see Log::write
  operator std::string_view() const { return text; }
};

class Log {
 public:
  // Called under the log's lock.
  using Sink = std::function<void(const LogLine& line)>;

  // `redactor` outlives the log.
  Log(Redactor& redactor, Sink sink, Level threshold = Level::kInfo);

  void set_threshold(Level threshold) { threshold_ = threshold; }
  bool enabled(Level level) const { return level >= threshold_.load(std::memory_order_relaxed); }

  // Drops messages below the threshold. `words` are the host's own; what a plugin or a remote
  // system says, which may quote records, goes into `quoted`, behind them: not everybody who reads
  // the log may see it. Control characters of both are written as escapes, so a remote system
  // cannot forge lines; `instance` may be empty (the host itself).
  void write(Level level, std::string_view instance, std::string_view words,
             std::string_view quoted);

  void info(std::string_view instance, std::string_view words, std::string_view quoted) {
    write(Level::kInfo, instance, words, quoted);
  }
  void warning(std::string_view instance, std::string_view words, std::string_view quoted) {
    write(Level::kWarning, instance, words, quoted);
  }
  void error(std::string_view instance, std::string_view words, std::string_view quoted) {
    write(Level::kError, instance, words, quoted);
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
