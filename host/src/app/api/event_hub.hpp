// Sends what changes of a server to those who watch it, about once a second: the whole status
// first, and after a reload; then each pipeline that is not as it was. And each run that is over,
// at once. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "app/api/server_view.hpp"
#include "app/api/stream_readers.hpp"

namespace sluice::app {

class EventHub {
 public:
  // NULL: too many readers.
  StreamReaders::Stream open(const ServerView& view, const Sight& sight,
                             StreamReaders::Allowed allowed = {});
  // Costs nothing while nobody reads.
  void tick(const ServerView& view);
  // It is over, and stored. Its pipeline may be gone.
  void run_over(const store::LoggedRun& run);
  void beat();
  // Ends the streams of those who may not read any more.
  void end_refused();

 private:
  struct Sent {
    std::shared_ptr<const PipelineView> view;
    std::string json;
  };
  void remember(const ServerView& view);
  void send_changed(const ServerView& view);

  std::mutex mutex_;
  StreamReaders readers_;
  std::string revision_;
  std::map<std::string, Sent> sent_;  // of each pipeline
};

}  // namespace sluice::app
