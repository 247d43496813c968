// Writes one line for each request that was sent: off, headers or full (with bodies). Parts are
// separated by " | ", ">" marks what was sent, "<" what was received. Secrets are removed by value
// (everything in the Redactor) and by name: all headers but harmless ones, and those parameters and
// JSON members that may be credentials. Thread-safe if the sink is.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "http/policy/sensitive.hpp"
#include "http/session_settings.hpp"
#include "http/text/message.hpp"
#include "services/redactor.hpp"

namespace sluice::http {

// Severities are SLUICE_LOG_*.
using LogSink =
    std::function<void(int severity, std::string_view instance, std::string_view message)>;

class RequestLog {
 public:
  static constexpr size_t kMaxBody = 10'000;  // characters of a body that are shown

  RequestLog(const services::Redactor& redactor, const LogSink& sink, const SessionSettings& of)
      : redactor_(redactor), sink_(sink), settings_(of) {}

  bool wanted() const { return settings_.log != LogLevel::kOff && sink_; }
  void write(const Request& request, const Outcome& outcome, int64_t elapsed_ms) const;

 private:
  IsSecret known() const;
  std::string first_line(const Request& request, const Outcome& outcome, int64_t elapsed_ms) const;
  std::string header_lines(char mark, const Headers& headers) const;
  std::string body_line(char mark, const Headers& headers, std::string_view body) const;

  const services::Redactor& redactor_;
  const LogSink& sink_;
  const SessionSettings& settings_;
};

// A line break or other control character in a value would fake further log entries.
std::string visible(std::string_view text);

}  // namespace sluice::http
