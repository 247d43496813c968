#include "app/wiring/run_watch.hpp"

#include <algorithm>

#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "platform/process_end.hpp"
#include "platform/steady_time.hpp"

namespace sluice::app {
namespace {

constexpr int64_t kWatchTickMs = 250;
constexpr int64_t kLongMs = 30'000;
// A stop that takes no longer needs no message.
constexpr int64_t kUnremarkedStopMs = 1000;

std::string whole_seconds(int64_t ms) { return std::to_string((ms + 999) / 1000) + " s"; }

std::string listed(const std::vector<platform::Call>& calls) {
  std::string text;
  for (const platform::Call& call : calls)
    text += (text.empty() ? "" : "; ") + platform::call_text(call) + " (for " +
            std::to_string(call.running_ms / 1000) + " s)";
  return text;
}

}  // namespace

std::vector<platform::Call> LongCalls::due(const std::vector<platform::Call>& calls) {
  std::vector<platform::Call> out;
  for (const platform::Call& call : calls) {
    Told& told = told_[call.thread];
    if (told.since_ms != call.since_ms) told = {call.since_ms, kLongMs};
    if (call.running_ms < told.next_ms) continue;
    while (told.next_ms <= call.running_ms) told.next_ms *= 2;
    out.push_back(call);
  }
  return out;
}

RunWatch::RunWatch(const platform::Signals& signals, platform::Wake end, int64_t grace_ms,
                   bool quiet, Say say)
    : signals_(signals),
      end_(std::move(end)),
      grace_ms_(grace_ms),
      quiet_(quiet),
      say_(std::move(say)),
      thread_([this] { run(); }) {}

RunWatch::~RunWatch() {
  end_.set();
  thread_.join();
}

void RunWatch::run() {
  while (!end_.wait(kWatchTickMs)) {
    if (signals_.received()) see_stop();
    for (const platform::Call& call : long_calls_.due(platform::calls_under_way()))
      if (!quiet_)
        say_("warning: waiting for " + platform::call_text(call) + ", for " +
             std::to_string(call.running_ms / 1000) + " s now");
  }
}

void RunWatch::see_stop() {
  const int64_t now = platform::steady_ms();
  if (!stopped_ms_) stopped_ms_ = now;
  const int64_t passed = now - stopped_ms_;
  const auto calls = platform::calls_under_way();
  if (passed >= grace_ms_) {
    say_("sluice run: stopped " + whole_seconds(grace_ms_) + " ago and still waiting" +
         (calls.empty() ? "" : " for " + listed(calls)) +
         "; the run ends here. What is committed is safe, the next run continues from there");
    platform::leave(kInterrupted);
  }
  const bool stuck = std::any_of(calls.begin(), calls.end(), [](const platform::Call& call) {
    return call.running_ms >= kUnremarkedStopMs;
  });
  if (!told_ && stuck) tell_what_is_waited_for(calls, grace_ms_ - passed);
}

void RunWatch::tell_what_is_waited_for(const std::vector<platform::Call>& calls, int64_t left_ms) {
  told_ = true;
  say_("sluice run: stopping; waiting for " + listed(calls) + ", " + whole_seconds(left_ms) +
       " at most. A second Ctrl-C or SIGTERM exits at once; what is committed is safe");
}

}  // namespace sluice::app
