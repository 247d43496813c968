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

// "pipelines.p.subscriber: told to wait" -> "p".
std::string_view pipeline_of_message(std::string_view message) {
  if (!message.starts_with(kPipelines)) return {};
  message.remove_prefix(kPipelines.size());
  return message.substr(0, message.find_first_of(".:"));
}

// "clients.shop: GET …" -> "clients.shop".
std::string_view client_of_message(std::string_view message) {
  if (!message.starts_with(kClients)) return {};
  return message.substr(0, message.find_first_of(":/ ", kClients.size()));
}

// Of a step, whose lines hold what it was given: "pipelines.p.transformers[0]: {"id":1}" -> the
// part before the text. Empty: it is another one's.
std::string_view step_of_message(std::string_view message) {
  const std::string_view instance = message.substr(0, message.find(": "));
  if (instance.size() == message.size() || instance.find(' ') != instance.npos) return {};
  for (const std::string_view list : {".transformers", ".on_success", ".on_error"})
    if (instance.find(list) != instance.npos) return instance;
  return {};
}

config::Node line_node(std::string_view line, std::string_view pipeline) {
  config::Node node = config::Node::object();
  node.set("time", text_node(next_word(line)));
  node.set("level", text_node(next_word(line)));
  if (!pipeline.empty()) node.set("pipeline", text_node(pipeline));
  node.set("message", text_node(line));
  return node;
}

std::string_view message_of(std::string_view line) {
  next_word(line);
  next_word(line);
  return line;
}

// For those who may not see texts of records; empty: it has none.
std::string masked_json(std::string_view line, std::string_view pipeline) {
  const std::string_view step = step_of_message(message_of(line));
  if (step.empty()) return {};
  const size_t head = static_cast<size_t>(step.data() + step.size() - line.data());
  return config::to_json(line_node(
      std::string(line.substr(0, head)) + ": the rest is for those who may see texts of records",
      pipeline));
}

}  // namespace

LogRing::LogRing(std::string epoch, size_t most_bytes)
    : epoch_(std::move(epoch)), most_bytes_(most_bytes) {}

void LogRing::add(std::string_view line) {
  const std::string pipeline(pipeline_of_message(message_of(line)));
  config::Node node = line_node(line, pipeline);
  const std::string json = config::to_json(node);
  const std::string of(pipeline.empty() ? client_of_message(message_of(line)) : pipeline);
  const std::string masked = masked_json(line, pipeline);
  const std::lock_guard lock(mutex_);
  const uint64_t number = ++last_;
  lines_.push_back({number, of, event_of(number, json),
                    masked.empty() ? masked : event_of(number, masked), std::move(node)});
  bytes_ += lines_.back().bytes();
  readers_.send(lines_.back().event, of, lines_.back().masked);
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
  auto stream = wanted.follow ? readers_.add(wanted.pipeline, wanted.allowed, wanted.payloads)
                              : std::make_shared<listener::ResponseStream>(2 * most_bytes_);
  if (!stream) return nullptr;
  const uint64_t behind = number_behind(wanted.behind);
  std::string text;
  for (const Line& line : lines_)
    if (line.number > behind && (wanted.pipeline.empty() || wanted.pipeline == line.pipeline))
      text += wanted.payloads || line.masked.empty() ? line.event : line.masked;
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
