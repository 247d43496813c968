#include "app/api/event_hub.hpp"

#include <utility>

#include "app/api/view_json.hpp"

namespace sluice::app {
namespace {

std::string event_text(std::string_view name, const std::string& json) {
  return "event: " + std::string(name) + "\ndata: " + json + "\n\n";
}

}  // namespace

StreamReaders::Stream EventHub::open(const ServerView& view) {
  const std::lock_guard lock(mutex_);
  if (readers_.empty()) {
    // Nobody was told anything since: what is new is found against what this one gets.
    sent_.clear();
    revision_ = view.revision;
    for (const PipelineView& one : view.pipelines)
      sent_[one.name] = config::to_json(pipeline_node(one));
  }
  auto stream = readers_.add({});
  if (stream) stream->send(event_text("status", config::to_json(status_node(view))));
  return stream;
}

void EventHub::tick(const ServerView& view) {
  const std::lock_guard lock(mutex_);
  if (readers_.empty()) return;
  if (view.revision != revision_) {
    revision_ = view.revision;
    sent_.clear();
    readers_.send(event_text("status", config::to_json(status_node(view))), {});
  }
  send_changed(view);
}

void EventHub::send_changed(const ServerView& view) {
  for (const PipelineView& one : view.pipelines) {
    std::string json = config::to_json(pipeline_node(one));
    std::string& sent = sent_[one.name];
    if (sent == json) continue;
    readers_.send(event_text("pipeline", json), {});
    sent = std::move(json);
  }
}

void EventHub::beat() {
  const std::lock_guard lock(mutex_);
  readers_.beat();
}

}  // namespace sluice::app
