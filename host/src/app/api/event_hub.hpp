// Sends what changes of a server to those who watch it, about once a second: the whole status
// first, and after a reload; then each pipeline that is not as it was. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "app/api/server_view.hpp"
#include "app/api/stream_readers.hpp"

namespace sluice::app {

class EventHub {
 public:
  // NULL: too many readers.
  StreamReaders::Stream open(const ServerView& view);
  // Costs nothing while nobody reads.
  void tick(const ServerView& view);
  void beat();

 private:
  void send_changed(const ServerView& view);

  std::mutex mutex_;
  StreamReaders readers_;
  std::string revision_;
  std::map<std::string, std::string> sent_;  // the JSON of each pipeline
};

}  // namespace sluice::app
