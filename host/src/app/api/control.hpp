// Between a server's loop, which alone owns the pipelines, and those on other threads that ask
// something of it: commands go in, what the server shows comes out. Outlives both.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/api/server_view.hpp"
#include "config/node.hpp"
#include "platform/wake.hpp"
#include "store/task.hpp"

namespace sluice::app {

struct StartCommand {
  std::string pipeline;
};
struct StopCommand {
  int64_t run = 0;
};
struct ReloadCommand {
  std::string revision;  // the one that is to be replaced; "*": any
};
struct RetryCommand {
  store::TaskFilter tasks;
};
// Digests of a pipeline's values from outside, by what stands in the configuration for them.
using ValueDigests = std::map<std::string, std::set<std::string>>;
struct CompareCommand {
  std::map<std::string, ValueDigests> pipelines;
};
// What only the loop's thread may do, such as making components; see dashboard/loop.hpp. It may be
// carried out after the one who asked for it has left.
struct LoopWork {
  std::function<void()> work;
};
using ControlCommand =
    std::variant<StartCommand, StopCommand, ReloadCommand, RetryCommand, CompareCommand, LoopWork>;

// A run of the tasks of one step, that waits for its turn.
struct QueuedRetry {
  int64_t run = 0;
  std::string pipeline, step;
};

// What became of a command.
struct Outcome {
  enum class Kind {
    kDone,     // started, stopping or reloaded
    kQueued,   // it starts later
    kUnknown,  // no such pipeline, or no such run under way
    kAlways,   // the pipeline runs all the time
    kStale,    // the configuration is not the one that the command names
    kRefused,  // there are problems
    kFailed,   // the store cannot be used, see `message`
    kBusy,     // too many commands wait
    kLate,     // the loop does not reply; it may carry it out yet
    kEnding    // the server is being stopped
  };
  Kind kind = Kind::kDone;
  int64_t run = 0;  // that was started; 0: none could be noted
  std::string revision = {};
  config::Node problems = config::Node::array();  // redacted
  std::vector<QueuedRetry> retries = {};
  std::string message = {};
  std::vector<std::pair<std::string, std::string>> differ = {};  // pipelines, and what is not alike
};

class Control {
 public:
  struct Asked {
    ControlCommand command;
    std::promise<Outcome> reply;
  };

  static constexpr std::chrono::seconds kPatience{30};

  // `attention` wakes the loop, and outlives this object; `patience`: for a reply of the loop.
  explicit Control(const platform::Wake& attention, std::chrono::milliseconds patience = kPatience)
      : attention_(attention), patience_(patience) {}
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  // Waits until the loop has carried it out, or its patience ends. [any, but not the loop's]
  Outcome ask(ControlCommand command);
  // What was published last; NULL before the first time. [any]
  std::shared_ptr<const ServerView> view() const;

  // For the loop: everything that waits; each must be replied to.
  std::vector<Asked> take();
  void publish(std::shared_ptr<const ServerView> view);
  // Commands get kEnding from now on, those that wait too.
  void close();

 private:
  static constexpr size_t kMost = 64;

  const platform::Wake& attention_;
  const std::chrono::milliseconds patience_;
  mutable std::mutex mutex_;
  std::vector<Asked> waiting_;
  std::shared_ptr<const ServerView> view_;
  bool closed_ = false;
};

}  // namespace sluice::app
