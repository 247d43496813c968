#include "app/report/summary_text.hpp"

#include <algorithm>

#include "app/report/console.hpp"
#include "app/report/profile_text.hpp"
#include "app/report/remark_text.hpp"
#include "app/report/waiting_text.hpp"

namespace sluice::app {
namespace {

using Lines = std::vector<std::string>;
using Pipeline = RunSummary::Pipeline;
using pipeline::RunReport;

// Columns as a person sees them: code points.
size_t width(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, size_t columns) {
  const size_t have = width(text);
  return have < columns ? text + std::string(columns - have, ' ') : text;
}

// "4,840 delivered · 160 filtered · 0 parked".
std::string counts(const RunReport& report) {
  return grouped(report.delivered()) + " delivered · " + grouped(report.filtered) + " filtered · " +
         grouped(report.parked) + " parked";
}

// Where targets have not got the same, each of them on a line.
void add_targets(const RunReport& report, const SummaryStyle& style, Lines& lines) {
  const auto& all = report.targets;
  const bool differ = std::any_of(all.begin(), all.end(), [&](const auto& target) {
    return target.filtered || target.delivered != all.front().delivered;
  });
  if (all.size() < 2 || (!differ && !style.verbose)) return;
  for (const pipeline::TargetFigures& target : all)
    lines.push_back("  " + target.name + ": " + grouped(target.delivered) + " delivered · " +
                    grouped(target.filtered) + " filtered · " + grouped(target.parked) + " parked");
}

std::string outputs(const config::PipelineConfig& config) {
  std::string out;
  for (const config::ComponentConfig& publisher : config.publishers)
    out += (out.empty() ? "→ " : ", ") + place_of(publisher);
  return out;
}

std::string requests(const Pipeline& one) {
  if (one.requests == 0) return {};
  std::string out = grouped(one.requests) + (one.requests == 1 ? " request" : " requests");
  if (!one.limit_left) return out;
  return out + " (" + grouped(static_cast<uint64_t>(std::max<int64_t>(*one.limit_left, 0))) +
         " of " + grouped(static_cast<uint64_t>(one.limit_allowed)) + " left)";
}

// The row begins with the pipeline's name: "pipeline p, subscriber (x): why" would repeat it.
std::string without_name(const std::string& message, const std::string& name) {
  const std::string prefix = "pipeline " + name;
  if (message.compare(0, prefix.size(), prefix) != 0) return message;
  const size_t rest = message.find_first_not_of(",: ", prefix.size());
  return rest == std::string::npos ? message : message.substr(rest);
}

std::string why(const Pipeline& one) {
  const RunReport& report = *one.report;
  std::string out = without_name(report.status.message(), one.config->name);
  const bool some = report.delivered() || report.parked;
  return some ? out + " (before it " + counts(report) + ")" : out;
}

bool failed(const RunReport& report) { return !report.status && !report.cancelled(); }

std::string row(const Pipeline& one, size_t names, size_t figures) {
  const std::string start =
      padded(one.config->name, names) + "   " + padded(outcome_word(*one.report), 7) + "   ";
  if (failed(*one.report)) return start + why(one);
  std::string out =
      start + padded(counts(*one.report), figures) + "   " + seconds_text(one.report->elapsed_ms);
  for (const std::string& part : {outputs(*one.config), requests(one)})
    if (!part.empty()) out += "   " + part;
  return out;
}

// Nothing: none is parked.
Lines parked_lines(const Pipeline& one, const std::string& config) {
  if (one.report->parked == 0) return {};
  return {grouped(one.report->parked) +
          (one.report->parked == 1 ? " record is parked: " : " records are parked: ") +
          "sluice tasks list " + config + " " + one.config->name};
}

void add_bounds(const RunReport& report, Lines& lines) {
  lines.push_back("  memory: batches take at most " + bytes_text(report.memory_like_bytes) +
                  " while they are like these, " + bytes_text(report.memory_bound_bytes) +
                  " whatever comes");
  lines.push_back("  a kill repeats at most " + grouped(report.repeat_bound_batches) +
                  " batches, " + grouped(report.repeat_bound_records) + " records");
  lines.push_back("  " + figures_line(report) + ", pages " + grouped(report.pages) + ", commits " +
                  grouped(report.commits) + ", retries " + grouped(report.retries) + ", lanes " +
                  std::to_string(report.lanes));
}

void add_pipeline(const Pipeline& one, const std::string& first, const SummaryStyle& style,
                  Lines& lines) {
  lines.push_back(first);
  if (!failed(*one.report)) add_targets(*one.report, style, lines);
  for (const std::string& line : parked_lines(one, style.config)) lines.push_back("  " + line);
  for (const std::string& line : waiting_lines(*one.report)) lines.push_back("  " + line);
  for (std::string& line : remark_lines(*one.report)) lines.push_back(std::move(line));
  if (style.verbose) add_bounds(*one.report, lines);
  if (!one.report->profile) return;
  for (std::string& line : profile_lines(*one.report->profile, one.report->read))
    lines.push_back(std::move(line));
}

// "2 pipelines: 1 done, 1 failed · exit 1".
std::string last_line(const RunSummary& summary) {
  std::string out;
  for (const char* word : {"done", "paused", "stopped", "FAILED"}) {
    const auto same =
        std::count_if(summary.pipelines.begin(), summary.pipelines.end(),
                      [&](const Pipeline& one) { return outcome_word(*one.report) == word; });
    if (same == 0) continue;
    const std::string shown = word == std::string("FAILED") ? "failed" : word;
    out += (out.empty() ? "" : ", ") + std::to_string(same) + " " + shown;
  }
  const size_t all = summary.pipelines.size();
  return std::to_string(all) + (all == 1 ? " pipeline: " : " pipelines: ") + out + " · exit " +
         std::to_string(summary.exit_code);
}

void add_totals(const RunSummary& summary, Lines& lines) {
  lines.push_back("total: " + figures_line(total_of(summary)) + ", requests " +
                  grouped(summary.usage.requests) + ", elapsed " +
                  seconds_text(summary.elapsed_ms) + ", peak memory " +
                  bytes_text(summary.peak_memory));
  for (const auto& [name, value] : summary.counters)
    lines.push_back("  " + name + " " + std::to_string(value));
}

}  // namespace

std::string outcome_word(const RunReport& report) {
  if (report.status) return report.paused ? "paused" : "done";
  return report.cancelled() ? "stopped" : "FAILED";
}

std::vector<std::string> attention_lines(const RunSummary& summary, const std::string& config) {
  Lines out;
  for (const Pipeline& one : summary.pipelines) {
    Lines own = parked_lines(one, config);
    for (std::string& line : waiting_lines(*one.report)) own.push_back(std::move(line));
    for (const std::string& line : own) out.push_back("pipeline " + one.config->name + ": " + line);
  }
  return out;
}

std::string figures_line(const RunReport& report) {
  return "read " + grouped(report.read) + ", filtered " + grouped(report.filtered) +
         ", delivered " + grouped(report.delivered()) + ", parked " + grouped(report.parked);
}

Lines summary_lines(const RunSummary& summary, const SummaryStyle& style) {
  size_t names = 0, figures = 0;
  for (const Pipeline& one : summary.pipelines) {
    names = std::max(names, one.config->name.size());
    if (!failed(*one.report)) figures = std::max(figures, width(counts(*one.report)));
  }
  Lines lines;
  for (const Pipeline& one : summary.pipelines)
    add_pipeline(one, row(one, names, figures), style, lines);
  if (style.verbose) add_totals(summary, lines);
  lines.push_back(last_line(summary));
  return lines;
}

}  // namespace sluice::app
