#include "app/api/event_hub.hpp"

#include <utility>

#include "app/api/view_json.hpp"
#include "app/report/run_text.hpp"

namespace sluice::app {
namespace {

std::string event_text(std::string_view name, const std::string& json) {
  return "event: " + std::string(name) + "\ndata: " + json + "\n\n";
}

std::string status_event(const ServerView& view, const Sight& sight) {
  return event_text("status", config::to_json(status_node(sight.seen(view))));
}

}  // namespace

StreamReaders::Stream EventHub::open(const ServerView& view, const Sight& sight,
                                     StreamReaders::Allowed allowed) {
  const std::lock_guard lock(mutex_);
  // Nobody was told anything since: what is new is found against what this one gets.
  if (readers_.empty()) remember(view);
  auto stream = readers_.add({}, sight, std::move(allowed));
  if (stream) stream->send(status_event(view, sight));
  return stream;
}

void EventHub::remember(const ServerView& view) {
  revision_ = view.revision;
  sent_.clear();
  for (const auto& one : view.pipelines)
    sent_[one->name] = {one, config::to_json(pipeline_node(*one))};
}

void EventHub::tick(const ServerView& view) {
  const std::lock_guard lock(mutex_);
  if (readers_.empty()) return;
  if (view.revision != revision_) {
    remember(view);
    readers_.send(status_event(view, Sight::of_all()), status_event(view, Sight::of_none()));
  }
  send_changed(view);
}

// The figures of one that runs change without a new view of it.
void EventHub::send_changed(const ServerView& view) {
  for (const auto& one : view.pipelines) {
    Sent& sent = sent_[one->name];
    if (sent.view == one && !one->running) continue;
    std::string json = config::to_json(pipeline_node(*one));
    sent.view = one;
    if (sent.json == json) continue;
    readers_.send(
        event_text("pipeline", json),
        event_text("pipeline", config::to_json(pipeline_node(Sight::of_none().seen(*one)))));
    sent.json = std::move(json);
  }
}

void EventHub::run_over(const store::LoggedRun& run) {
  const auto event = [&run](const Sight& sight) {
    return event_text("run", config::to_json(run_node(sight.seen(run))));
  };
  const std::lock_guard lock(mutex_);
  if (!readers_.empty()) readers_.send(event(Sight::of_all()), event(Sight::of_none()));
}

void EventHub::end_refused() {
  const std::lock_guard lock(mutex_);
  readers_.end_refused();
}

void EventHub::beat() {
  const std::lock_guard lock(mutex_);
  readers_.beat();
}

}  // namespace sluice::app
