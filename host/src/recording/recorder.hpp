// Writes a run's traffic to a file, whole lines at once, so a killed run leaves a recording
// up to its end. A failure to write does not stop the run: nothing more is written, and status()
// says so. Thread-safe after open().
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/clock.hpp"
#include "http/carrier/transport.hpp"
#include "platform/private_file.hpp"
#include "recording/lines.hpp"
#include "recording/scrubber.hpp"

namespace sluice::recording {

class Recorder {
 public:
  struct Options {
    std::filesystem::path file;
    bool replace = false;     // an existing file
    uint64_t body_limit = 0;  // of a body; a longer one is cut, with a mark
  };

  // Both outlive it.
  Recorder(Options options, const services::Redactor& redactor, const base::Clock& clock)
      : options_(std::move(options)), scrubber_(redactor), clock_(clock) {}

  // Makes the file and writes the header; `header.started_us` is now. Before any traffic.
  Status open(Header header);

  // In the order of sending, from 1.
  uint64_t next_number() { return ++sent_; }
  int64_t now_ms() const { return clock_.steady_ms() - started_ms_; }
  // A finished exchange. `exchange` has number, names and times; the rest is filled in here.
  void exchange(Exchange exchange, const http::Request& request, const http::Outcome& outcome);
  // At most one line for each key or identity.
  void state(const StateValue& value);
  void credential(const std::string& identity, const std::string& text);
  // The run is over: the recording is complete.
  void end();

  Status status();

 private:
  Payload payload(std::string bytes) const;
  void write(const std::string& line);

  const Options options_;
  Scrubber scrubber_;
  const base::Clock& clock_;
  int64_t started_ms_ = 0;
  std::atomic<uint64_t> sent_{0};
  std::mutex mutex_;  // of all below
  std::optional<platform::PrivateFile> file_;
  Status status_;
  uint64_t written_ = 0;
  std::set<std::string> credentials_;
};

}  // namespace sluice::recording
