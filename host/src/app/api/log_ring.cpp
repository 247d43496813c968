#include "app/api/log_ring.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "app/report/console.hpp"

namespace sluice::app {
namespace {

constexpr std::string_view kPipelines = "pipelines.", kClients = "clients.";

// Takes the first word off.
std::string_view next_word(std::string_view& text) {
  const size_t end = std::min(text.find(' '), text.size());
  const std::string_view out = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return out;
}

// "pipelines.p.subscriber" -> "p".
std::string_view pipeline_of_instance(std::string_view instance) {
  if (!instance.starts_with(kPipelines)) return {};
  instance.remove_prefix(kPipelines.size());
  return instance.substr(0, instance.find('.'));
}

// "clients.shop" -> "clients.shop".
std::string_view client_of_instance(std::string_view instance) {
  if (!instance.starts_with(kClients)) return {};
  return instance.substr(0, instance.find_first_of("/ ", kClients.size()));
}

config::Node line_node(std::string_view line, std::string_view pipeline) {
  config::Node node = config::Node::object();
  node.set("time", text_node(next_word(line)));
  node.set("level", text_node(next_word(line)));
  if (!pipeline.empty()) node.set("pipeline", text_node(pipeline));
  node.set("message", text_node(line));
  return node;
}

}  // namespace

LogRing::LogRing(std::string epoch, size_t most_bytes)
    : epoch_(std::move(epoch)), most_bytes_(most_bytes) {}

void LogRing::add(const services::LogLine& line) {
  const std::string_view pipeline = pipeline_of_instance(line.instance);
  config::Node node = line_node(line.text, pipeline);
  const std::string json = config::to_json(node);
  const std::string masked = config::to_json(line_node(Sight::of_none().seen(line), pipeline));
  const std::string of(pipeline.empty() ? client_of_instance(line.instance) : pipeline);
  const std::lock_guard lock(mutex_);
  const uint64_t number = ++last_;
  lines_.push_back({number, of, event_of(number, json),
                    masked == json ? std::string() : event_of(number, masked), std::move(node)});
  const Line& added = lines_.back();
  bytes_ += added.bytes();
  readers_.send(added.event, added.seen(Sight::of_none()), of);
  while (bytes_ > most_bytes_ && lines_.size() > 1) {
    bytes_ -= lines_.front().bytes();
    lines_.pop_front();
  }
}

std::string LogRing::event_of(uint64_t number, const std::string& json) const {
  return "id: " + epoch_ + "-" + std::to_string(number) + "\ndata: " + json + "\n\n";
}

// An id of another process, or none: from the first line that is kept.
uint64_t LogRing::number_behind(const std::string& id) const {
  const std::string prefix = epoch_ + "-";
  uint64_t number = 0;
  if (id.starts_with(prefix))
    std::from_chars(id.data() + prefix.size(), id.data() + id.size(), number);
  return number;
}

StreamReaders::Stream LogRing::open(const LogWanted& wanted) {
  const std::lock_guard lock(mutex_);
  auto stream = wanted.follow ? readers_.add(wanted.pipeline, wanted.sight, wanted.allowed)
                              : std::make_shared<listener::ResponseStream>(2 * most_bytes_);
  if (!stream) return nullptr;
  const uint64_t behind = number_behind(wanted.behind);
  std::string text;
  for (const Line& line : lines_)
    if (line.number > behind && (wanted.pipeline.empty() || wanted.pipeline == line.pipeline))
      text += line.seen(wanted.sight);
  stream->send(text);
  if (!wanted.follow) stream->end();
  return stream;
}

std::vector<config::Node> LogRing::latest(const std::string& of, size_t most) {
  std::vector<config::Node> out;
  const std::lock_guard lock(mutex_);
  for (auto line = lines_.rbegin(); line != lines_.rend() && out.size() < most; ++line)
    if (line->pipeline == of) out.push_back(line->node);
  std::reverse(out.begin(), out.end());
  return out;
}

void LogRing::end_refused() {
  const std::lock_guard lock(mutex_);
  readers_.end_refused();
}

void LogRing::beat() {
  const std::lock_guard lock(mutex_);
  readers_.beat();
}

}  // namespace sluice::app
