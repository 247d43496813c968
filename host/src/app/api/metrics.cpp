#include "app/api/metrics.hpp"

#include <initializer_list>
#include <limits>
#include <utility>

namespace sluice::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

// One family of metrics, under construction.
class Family {
 public:
  Family(std::string name, std::string help, MetricType type) {
    family_.name = std::move(name);
    family_.help = std::move(help);
    family_.type = type;
  }

  Family& add(Labels labels, double value) {
    ClientMetric& one = make(std::move(labels));
    (family_.type == MetricType::Counter ? one.counter.value : one.gauge.value) = value;
    return *this;
  }
  Family& add(Labels labels, uint64_t value) {
    return add(std::move(labels), static_cast<double>(value));
  }
  void add(Labels labels, const RunMeter& meter) {
    ClientMetric::Histogram& out = make(std::move(labels)).histogram;
    out.sample_count = meter.count();
    out.sample_sum = meter.seconds;
    for (size_t i = 0; i < RunMeter::kBounds.size(); i++)
      out.bucket.push_back({meter.within[i], RunMeter::kBounds[i]});
    out.bucket.push_back({out.sample_count, std::numeric_limits<double>::infinity()});
  }
  MetricFamily take() { return std::move(family_); }

 private:
  ClientMetric& make(Labels labels) {
    ClientMetric& out = family_.metric.emplace_back();
    out.label = std::move(labels);
    return out;
  }
  MetricFamily family_;
};

Family counter(std::string name, std::string help) {
  return {std::move(name), std::move(help), MetricType::Counter};
}

Family gauge(std::string name, std::string help) {
  return {std::move(name), std::move(help), MetricType::Gauge};
}

Labels of_pipeline(const std::string& name) { return {{"pipeline", name}}; }

double seconds_of(int64_t ms) { return static_cast<double>(ms) / 1000; }

using Families = std::vector<MetricFamily>;

void add_runs(const MetricSources& from, Families& out) {
  Family runs = counter("sluice_runs_total", "Runs that ended, by result.");
  Family durations{"sluice_run_duration_seconds", "How long runs took.", MetricType::Histogram};
  Family success = gauge("sluice_pipeline_last_success_timestamp_seconds",
                         "When a run came to its end last, with records parked or not.");
  for (const auto& [pipeline, meter] : from.runs) {
    for (const auto& [outcome, count] : meter.runs)
      runs.add({{"pipeline", pipeline}, {"result", std::string(store::outcome_name(outcome))}},
               count);
    if (meter.count()) durations.add(of_pipeline(pipeline), meter);
    // A pipeline that was taken out must not look as if it failed for ever.
    const bool known = from.view && from.view->find(pipeline);
    if (known && meter.last_success_ms)
      success.add(of_pipeline(pipeline), seconds_of(meter.last_success_ms));
  }
  for (Family* one : {&runs, &durations, &success}) out.push_back(one->take());
}

// Of runs that ended, and of the one under way unless it is among those already: what is published
// may be older.
std::map<std::string, LiveFigures> records_of(const MetricSources& from) {
  std::map<std::string, LiveFigures> out;
  for (const auto& [pipeline, meter] : from.runs) out[pipeline] = meter.records;
  if (!from.view) return out;
  for (const auto& one : from.view->pipelines) {
    if (!one->running || !one->live) continue;
    const auto meter = from.runs.find(one->name);
    if (meter != from.runs.end() && meter->second.last_run >= one->running->id) continue;
    const LiveFigures live = one->live->figures();
    LiveFigures& all = out[one->name];
    all.read += live.read;
    all.filtered += live.filtered;
    all.delivered += live.delivered;
    all.parked += live.parked;
  }
  return out;
}

void add_records(const MetricSources& from, Families& out) {
  Family read = counter("sluice_records_read_total", "Records read.");
  Family filtered = counter("sluice_records_filtered_total", "Records filtered out.");
  Family delivered = counter("sluice_records_delivered_total", "Records delivered, by any target.");
  Family parked = counter("sluice_records_parked_total", "Records parked as tasks.");
  for (const auto& [pipeline, figures] : records_of(from)) {
    read.add(of_pipeline(pipeline), figures.read);
    filtered.add(of_pipeline(pipeline), figures.filtered);
    delivered.add(of_pipeline(pipeline), figures.delivered);
    parked.add(of_pipeline(pipeline), figures.parked);
  }
  for (Family* one : {&read, &filtered, &delivered, &parked}) out.push_back(one->take());
}

void add_pipelines(const MetricSources& from, Families& out) {
  Family running = gauge("sluice_pipeline_running", "1 while it runs.");
  Family refused =
      gauge("sluice_pipeline_refused",
            "1 while it cannot run, as a variable is not set, or its settings are wrong.");
  Family next =
      gauge("sluice_pipeline_next_run_timestamp_seconds", "Its next start by its schedule.");
  Family lag = gauge("sluice_pipeline_lag_seconds", "How long a start that is due has waited.");
  if (from.view)
    for (const auto& one : from.view->pipelines) {
      running.add(of_pipeline(one->name), one->running ? 1.0 : 0.0);
      refused.add(of_pipeline(one->name), one->refused ? 1.0 : 0.0);
      if (one->next_ms) next.add(of_pipeline(one->name), seconds_of(*one->next_ms));
      lag.add(of_pipeline(one->name), one->due_ms ? seconds_of(from.now_ms - *one->due_ms) : 0.0);
    }
  for (Family* one : {&running, &refused, &next, &lag}) out.push_back(one->take());
}

void add_stored(const MetricSources& from, Families& out) {
  Family tasks = gauge("sluice_tasks", "Tasks in the store, by state.");
  for (const store::TaskCount& one : from.tasks)
    tasks.add({{"pipeline", one.pipeline}, {"state", std::string(task_state_name(one.state))}},
              one.count);
  Family records = gauge("sluice_backlog_records", "Records that wait for a target that is down.");
  Family bytes = gauge("sluice_backlog_bytes", "Their size.");
  Family oldest =
      gauge("sluice_backlog_oldest_timestamp_seconds", "When the first of them was added.");
  for (const store::Backlog& one : from.backlogs) {
    const Labels labels = {{"pipeline", one.pipeline}, {"publisher", one.publisher}};
    records.add(labels, one.records);
    bytes.add(labels, one.bytes);
    if (one.oldest_us) oldest.add(labels, seconds_of(one.oldest_us / 1000));
  }
  for (Family* one : {&tasks, &records, &bytes, &oldest}) out.push_back(one->take());
  out.push_back(gauge("sluice_store_bytes", "The store's file and its log.")
                    .add({}, from.store_bytes)
                    .take());
}

void add_clients(const MetricSources& from, Families& out) {
  Family requests = counter("sluice_http_requests_total",
                            "Requests sent, by class of the response; none: there was none.");
  Family retries = counter("sluice_http_retries_total", "Of these, those that repeat another one.");
  Family budget =
      gauge("sluice_rate_budget_remaining", "Requests that the rate limit still allows.");
  Family limit = gauge("sluice_rate_budget_limit",
                       "Requests that the rate limit allows in a window, as the vendor says.");
  for (const ClientFigures& one : from.clients) {
    for (size_t i = 0; i < one.answers.size(); i++)
      if (one.answers[i])
        requests.add({{"client", one.client}, {"class", i ? std::to_string(i) + "xx" : "none"}},
                     one.answers[i]);
    retries.add({{"client", one.client}}, one.retries);
    if (one.budget_left)
      budget.add({{"client", one.client}}, static_cast<double>(*one.budget_left));
    if (one.budget_limit)
      limit.add({{"client", one.client}}, static_cast<double>(*one.budget_limit));
  }
  for (Family* one : {&requests, &retries, &budget, &limit}) out.push_back(one->take());
}

void add_process(const MetricSources& from, Families& out) {
  const platform::ProcessFigures& process = from.process;
  const auto add = [&](Family family, double value) {
    out.push_back(family.add({}, value).take());
  };
  add(counter("process_cpu_seconds_total", "Time of all cores."),
      static_cast<double>(from.cpu_us) / 1e6);
  add(gauge("process_resident_memory_bytes", "Memory in use."),
      static_cast<double>(process.resident_bytes));
  add(gauge("process_virtual_memory_bytes", "Addresses in use."),
      static_cast<double>(process.virtual_bytes));
  add(gauge("process_open_fds", "Open file descriptors."),
      static_cast<double>(process.descriptors));
  add(gauge("process_max_fds", "File descriptors that may be open."),
      static_cast<double>(process.descriptor_limit));
  add(gauge("process_start_time_seconds", "When the process began."),
      static_cast<double>(process.started_s));
}

void add_server(const MetricSources& from, Families& out) {
  out.push_back(
      gauge("sluice_build_info", "The program.").add({{"version", SLUICE_VERSION}}, 1.0).take());
  if (!from.view) return;
  out.push_back(gauge("sluice_state_writable",
                      "0 while starts and ends of runs cannot be noted in the state.")
                    .add({}, from.view->state_problem.empty() ? 1.0 : 0.0)
                    .take());
  out.push_back(gauge("sluice_workers", "Runs at a time.").add({}, from.view->workers).take());
  out.push_back(gauge("sluice_workers_busy", "Runs under way.").add({}, from.view->busy).take());
}

}  // namespace

std::vector<MetricFamily> metric_families(const MetricSources& from) {
  Families out;
  add_server(from, out);
  add_pipelines(from, out);
  add_runs(from, out);
  add_records(from, out);
  add_stored(from, out);
  add_clients(from, out);
  add_process(from, out);
  std::erase_if(out, [](const MetricFamily& family) { return family.metric.empty(); });
  return out;
}

}  // namespace sluice::app
