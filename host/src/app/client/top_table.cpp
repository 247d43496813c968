#include "app/client/top_table.hpp"

#include <algorithm>

#include "app/api/view_json.hpp"
#include "app/report/console.hpp"
#include "app/report/run_text.hpp"

namespace sluice::app {
namespace {

constexpr size_t kNameColumns = 24, kWordColumns = 10, kFigureColumns = 12;

std::string left(const std::string& text, size_t columns) {
  return text.size() < columns ? text + std::string(columns - text.size(), ' ') : text + " ";
}

std::string right(const std::string& text, size_t columns) {
  return text.size() < columns ? std::string(columns - text.size(), ' ') + text : " " + text;
}

// "3 d 4 h", "4 h 5 min", "5 min 6 s".
std::string span_text(int64_t ms) {
  const int64_t s = std::max<int64_t>(ms, 0) / 1000;
  const auto two = [](int64_t a, const char* unit, int64_t b, const char* smaller) {
    return std::to_string(a) + unit + std::to_string(b) + smaller;
  };
  if (s >= 86'400) return two(s / 86'400, " d ", s % 86'400 / 3600, " h");
  if (s >= 3600) return two(s / 3600, " h ", s % 3600 / 60, " min");
  if (s >= 60) return two(s / 60, " min ", s % 60, " s");
  return std::to_string(s) + " s";
}

std::string rate_text(const store::LoggedRun& run, int64_t now_ms) {
  const int64_t ms = std::max<int64_t>(now_ms - run.started_ms, 1);
  return grouped(run.read * 1000 / static_cast<uint64_t>(ms)) + "/s";
}

std::string figures(const store::LoggedRun& run) {
  std::string out;
  for (const uint64_t one : {run.read, run.delivered, run.parked})
    out += right(grouped(one), kFigureColumns);
  return out;
}

std::string when(const PipelineView& one, int64_t now_ms) {
  if (one.running) return rate_text(*one.running, now_ms);
  std::string out = one.last ? std::string(store::outcome_name(one.last->outcome)) + " " +
                                   span_text(now_ms - one.last->started_ms) + " ago"
                             : std::string("never ran");
  if (one.next_ms) out += ", next in " + span_text(*one.next_ms - now_ms);
  return out;
}

std::string row(const PipelineView& one, int64_t now_ms) {
  const auto& run = one.running ? one.running : one.last;
  return left(one.name, kNameColumns) + left(std::string(state_word(one)), kWordColumns) +
         figures(run.value_or(store::LoggedRun())) + "  " + when(one, now_ms);
}

std::string titles() {
  std::string out = left("PIPELINE", kNameColumns) + left("STATE", kWordColumns);
  for (const char* title : {"READ", "DELIVERED", "PARKED"}) out += right(title, kFigureColumns);
  return out + "  RATE, OR LAST AND NEXT RUN";
}

int rank(const PipelineView& one) { return one.running ? 0 : one.queued ? 1 : 2; }

std::string text_at(const config::Node& node, std::string_view pointer) {
  const config::Node* const found = node.at_pointer(pointer);
  return found ? found->text : std::string();
}

}  // namespace

void TopTable::take(const ServerEvent& event) {
  ControlAnswer data;
  data.body = event.data;
  const config::Node node = data.json();
  if (event.name == "status") return take_status(node);
  if (event.name != "pipeline") return;
  PipelineView one = pipeline_of(node);
  pipelines_.insert_or_assign(one.name, std::move(one));
}

void TopTable::take_status(const config::Node& status) {
  version_ = text_at(status, "/server/version");
  config_ = text_at(status, "/server/config");
  workers_ = text_at(status, "/server/workers");
  started_ms_ = ms_of_time(text_at(status, "/server/started"));
  pipelines_.clear();
  if (const config::Node* all = status.find("pipelines"))
    for (const config::Node& node : all->items) {
      PipelineView one = pipeline_of(node);
      pipelines_.insert_or_assign(one.name, std::move(one));
    }
}

std::string TopTable::head(int64_t now_ms) const {
  const auto running = std::count_if(pipelines_.begin(), pipelines_.end(), [](const auto& one) {
    return one.second.running && !one.second.always;
  });
  return "sluice " + version_ + "  " + config_ + "  up " + span_text(now_ms - started_ms_) + "  " +
         std::to_string(running) + " of " + workers_ + " workers busy";
}

std::vector<std::string> TopTable::lines(int64_t now_ms, size_t rows, size_t columns) const {
  std::vector<const PipelineView*> order;
  for (const auto& [name, one] : pipelines_) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
  std::vector<std::string> out = {head(now_ms), titles()};
  for (const PipelineView* one : order) {
    if (out.size() >= rows) break;
    out.push_back(row(*one, now_ms));
  }
  for (std::string& line : out) line.resize(std::min(line.size(), columns));
  return out;
}

}  // namespace sluice::app
