#include "app/report/summary.hpp"

#include <algorithm>
#include <filesystem>

#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/profile_text.hpp"
#include "app/report/remark_text.hpp"
#include "app/report/waiting_text.hpp"

namespace sluice::app {
namespace {

using pipeline::RunReport;

void figures(const RunReport& report, config::Node& node) {
  node.set("read", unsigned_node(report.read));
  node.set("filtered", unsigned_node(report.filtered));
  node.set("delivered", unsigned_node(report.delivered()));
  node.set("parked", unsigned_node(report.parked));
  node.set("pages", unsigned_node(report.pages));
  node.set("commits", unsigned_node(report.commits));
  node.set("retries", unsigned_node(report.retries));
}

config::Node targets_node(const RunReport& report) {
  config::Node list = config::Node::array();
  for (const pipeline::TargetFigures& target : report.targets) {
    if (target.name.empty()) continue;  // a server tells their sum
    config::Node& node = list.items.emplace_back(config::Node::object());
    node.set("name", text_node(target.name));
    node.set("delivered", unsigned_node(target.delivered));
    node.set("filtered", unsigned_node(target.filtered));
    node.set("parked", unsigned_node(target.parked));
    node.set("added_to_backlog", unsigned_node(target.waiting));
    node.set("backlog", unsigned_node(target.left));
    if (!target.down.empty()) node.set("down", text_node(target.down));
  }
  return list;
}

config::Node pipeline_node(const RunSummary::Pipeline& one) {
  const RunReport& report = *one.report;
  config::Node node = config::Node::object();
  node.set("pipeline", text_node(one.config->name));
  node.set("outcome", text_node(report.paused && report.status ? "paused"
                                : report.status                ? "done"
                                : report.cancelled()           ? "interrupted"
                                                               : "failed"));
  node.set("message", text_node(report.status.message()));
  figures(report, node);
  node.set("elapsed_ms", number_node(report.elapsed_ms));
  node.set("requests", unsigned_node(one.requests));
  node.set("lanes", unsigned_node(report.lanes));
  node.set("memory_bound_bytes", unsigned_node(report.memory_bound_bytes));
  node.set("memory_like_bytes", unsigned_node(report.memory_like_bytes));
  node.set("repeat_bound_batches", unsigned_node(report.repeat_bound_batches));
  node.set("repeat_bound_records", unsigned_node(report.repeat_bound_records));
  node.set("remarks", remarks_node(report));
  if (report.profile) node.set("profile", profile_node(*report.profile));
  config::Node outputs = config::Node::array();
  for (const config::ComponentConfig& publisher : one.config->publishers) {
    outputs.items.push_back(text_node(place_of(publisher)));
  }
  node.set("outputs", std::move(outputs));
  node.set("targets", targets_node(report));
  return node;
}

}  // namespace

namespace {

// As somebody here would call it.
std::string shown_file(const config::Node& path) {
  if (path.path.empty()) return path.text;
  std::error_code error;
  const std::filesystem::path there = std::filesystem::path(path.path).lexically_normal();
  const auto from_here = there.lexically_relative(std::filesystem::current_path(error));
  const bool below = !error && !from_here.empty() && *from_here.begin() != "..";
  return below ? from_here.string() : there.string();
}

}  // namespace

std::string place_of(const config::ComponentConfig& publisher) {
  const config::Node* path = publisher.node.find("path");
  if (path && path->is(config::Kind::kString)) {
    return path->text == "-" ? "standard output" : shown_file(*path);
  }
  const config::Node* entity = publisher.node.find("entity");
  std::string place = entity && entity->is(config::Kind::kString) ? entity->text : publisher.use;
  if (!publisher.client.empty()) place += " at client " + publisher.client;
  return place;
}

void add_requests(const http::Service& service, RunSummary& summary) {
  const std::vector<http::BudgetSnapshot> budgets = service.budgets();
  const auto budget_of = [&](const std::string& identity) {
    return std::find_if(budgets.begin(), budgets.end(),
                        [&](const auto& budget) { return budget.identity == identity; });
  };
  for (const http::PipelineRequests& sent : service.pipeline_requests()) {
    for (RunSummary::Pipeline& one : summary.pipelines) {
      if (one.config->name != sent.pipeline) continue;
      one.requests += sent.requests;
      const auto budget = budget_of(sent.identity);
      if (budget == budgets.end() || (one.limit_left && *one.limit_left <= budget->left)) continue;
      one.limit_left = budget->left;
      one.limit_allowed = budget->limit;
    }
  }
}

RunReport total_of(const RunSummary& summary) {
  RunReport total;
  pipeline::TargetFigures all;
  for (const RunSummary::Pipeline& one : summary.pipelines) {
    total.read += one.report->read;
    total.filtered += one.report->filtered;
    total.parked += one.report->parked;
    total.pages += one.report->pages;
    total.commits += one.report->commits;
    total.retries += one.report->retries;
    all.delivered += one.report->delivered();
  }
  total.targets.push_back(all);
  return total;
}

config::Node summary_node(const RunSummary& summary) {
  config::Node node = config::Node::object();
  config::Node pipelines = config::Node::array();
  for (const RunSummary::Pipeline& one : summary.pipelines) {
    pipelines.items.push_back(pipeline_node(one));
  }
  node.set("pipelines", std::move(pipelines));
  config::Node total = config::Node::object();
  figures(total_of(summary), total);
  total.set("requests", unsigned_node(summary.usage.requests));
  total.set("rate_budget_left",
            summary.usage.budget_left ? number_node(*summary.usage.budget_left) : config::Node());
  total.set("elapsed_ms", number_node(summary.elapsed_ms));
  total.set("peak_memory_bytes", unsigned_node(summary.peak_memory));
  total.set("cpu_us", unsigned_node(summary.cpu_us));
  node.set("total", std::move(total));
  config::Node counters = config::Node::object();
  for (const auto& [name, value] : summary.counters) counters.set(name, number_node(value));
  node.set("counters", std::move(counters));
  node.set("interrupted", flag_node(summary.interrupted));
  return node;
}

int exit_code_of(const RunSummary& summary) {
  if (summary.interrupted) return kInterrupted;
  bool parked = false;
  for (const RunSummary::Pipeline& one : summary.pipelines) {
    if (!one.report->status) return kFailed;
    parked = parked || one.report->parked > 0 || left_waiting(*one.report) > 0;
  }
  return parked ? kParked : kDone;
}

}  // namespace sluice::app
