// The latest lines of the log, bounded, for those who read it through the API, and who go on
// reading. Any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "app/api/sight.hpp"
#include "app/api/stream_readers.hpp"
#include "config/node.hpp"

namespace sluice::app {

struct LogWanted {
  // Lines of this pipeline only, or of a client ("clients.shop"); empty: all.
  std::string pipeline = {};
  std::string behind = {};  // an event's id (Last-Event-ID): only what came behind it
  bool follow = true;       // else what is there now
  Sight sight = Sight::of_all();
  StreamReaders::Allowed allowed = {};  // who follows
};

class LogRing {
 public:
  // `epoch` tells this process's ids from another's.
  LogRing(std::string epoch, size_t most_bytes = size_t{1} << 20);

  void add(const services::LogLine& line);
  // Server-sent events: what is kept, then what comes. NULL: too many readers.
  StreamReaders::Stream open(const LogWanted& wanted);
  // The latest lines of what LogWanted::pipeline names, the oldest first.
  std::vector<config::Node> latest(const std::string& of, size_t most);
  void beat();
  // Ends the streams of those who may not read any more.
  void end_refused();

 private:
  struct Line {
    uint64_t number;
    std::string pipeline;  // or client, as LogWanted has it
    std::string event;     // as it is sent
    std::string masked;    // for those who see no records; empty: the same
    config::Node node;

    const std::string& seen(const Sight& sight) const {
      return sight.records() || masked.empty() ? event : masked;
    }
    size_t bytes() const { return event.size() + masked.size(); }
  };
  std::string event_of(uint64_t number, const std::string& json) const;
  uint64_t number_behind(const std::string& id) const;

  const std::string epoch_;
  const size_t most_bytes_;
  std::mutex mutex_;
  std::deque<Line> lines_;
  size_t bytes_ = 0;  // of the events
  uint64_t last_ = 0;
  StreamReaders readers_;
};

}  // namespace sluice::app
