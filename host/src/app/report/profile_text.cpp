#include "app/report/profile_text.hpp"

#include <Poco/Format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "app/report/console.hpp"
#include "pipeline/bound.hpp"

namespace sluice::app {
namespace {

using measure::HostWork;
using measure::Wait;
using pipeline::Meter;
using pipeline::Profile;

std::string milliseconds(int64_t ns) {
  return Poco::format("%.1f ms", static_cast<double>(ns) / 1e6);
}

std::string each(int64_t ns, uint64_t records) {
  if (records == 0) return "-";
  return std::to_string(static_cast<uint64_t>(std::max<int64_t>(ns, 0)) / records) + " ns";
}

std::string count_text(bool known, uint64_t count) { return known ? grouped(count) : "-"; }

std::string line(const std::string& name, const std::vector<std::string>& cells) {
  std::string out = "  " + name;
  out.resize(std::max<size_t>(out.size(), 40), ' ');
  for (const std::string& cell : cells)
    out += std::string(12 - std::min<size_t>(cell.size(), 11), ' ') + cell;
  return out;
}

std::map<std::string, int64_t> cpu_by_plugin(const Profile& profile) {
  std::map<std::string, int64_t> out;
  const auto add = [&](const Meter& meter) {
    if (!meter.plugin.empty()) out[meter.plugin] += meter.own_cpu_ns();
  };
  for (const Meter* meter : profile.components()) add(*meter);
  for (const Meter& meter : profile.flushes) add(meter);
  return out;
}

struct HostCpu {
  const char* words;
  const char* key;
  int64_t ns;
};

// CPU time that is not a plugin's own.
std::array<HostCpu, 5> cpu_of_host(const Profile& profile) {
  measure::Work all = profile.source_lane.work;
  all += profile.sink_lane.work;
  return {{{"parsing", "parse", all.host_cpu(HostWork::parse)},
           {"writing", "write", all.host_cpu(HostWork::write)},
           {"HTTP", "http", all.host_cpu(HostWork::http)},
           {"pipeline", "pipeline", profile.engine_cpu_ns()},
           {"store", "store", profile.store.cpu_ns}}};
}

std::vector<std::string> work_table(const Profile& profile, uint64_t records) {
  std::vector<std::string> lines = {
      line("work", {"records in", "out", "bytes in", "out", "own CPU", "a record", "CPU of host",
                    "allocations", "memory"})};
  for (const Meter* m : profile.components())
    lines.push_back(line(
        m->name,
        {grouped(m->records_in), grouped(m->records_out), bytes_text(m->bytes_in),
         bytes_text(m->bytes_out), milliseconds(m->own_cpu_ns()), each(m->own_cpu_ns(), records),
         milliseconds(m->work.host_cpu()),
         count_text(profile.allocations_counted, m->work.allocations), bytes_text(m->memory)}));
  return lines;
}

std::vector<std::string> wait_table(const Profile& profile) {
  std::vector<std::string> lines = {
      line("waiting", {"first byte", "transfer", "rate budget", "to retry", "elsewhere"})};
  for (const Meter* m : profile.components())
    lines.push_back(line(
        m->name,
        {milliseconds(m->work.waited(Wait::first_byte)),
         milliseconds(m->work.waited(Wait::transfer)), milliseconds(m->work.waited(Wait::budget)),
         milliseconds(m->work.waited(Wait::retry)), milliseconds(m->elsewhere_ns())}));
  return lines;
}

int64_t flush_ns(const Profile& profile) {
  int64_t out = 0;
  for (const Meter& meter : profile.flushes) out += meter.wall_ns;
  return out;
}

std::string lanes_line(const Profile& profile) {
  std::string out = profile.lanes == 2
                        ? "  two lanes: the sink waited " +
                              milliseconds(profile.waited(Wait::page)) + " for pages, the source " +
                              milliseconds(profile.waited(Wait::room)) + " for room"
                        : "  one lane";
  if (const int64_t idle = profile.waited(Wait::nothing_new); idle > 0)
    out += "; nothing new to read for " + milliseconds(idle);
  return out;
}

std::string store_line(const Profile& profile) {
  return "  store: " + grouped(profile.store.batches) + " commits took " +
         milliseconds(profile.store.wall_ns) + ", of it waited for " +
         milliseconds(profile.waited(Wait::commit)) + "; flushing publishers before them " +
         milliseconds(flush_ns(profile));
}

std::string cpu_line(const Profile& profile) {
  std::string plugins, host;
  const auto add = [](std::string& to, const std::string& name, int64_t ns) {
    to += (to.empty() ? " " : ", ") + name + " " + milliseconds(ns);
  };
  for (const auto& [name, cpu] : cpu_by_plugin(profile)) add(plugins, name, cpu);
  for (const HostCpu& one : cpu_of_host(profile)) add(host, one.words, one.ns);
  return "  CPU by plugin:" + plugins + "; of the host:" + host;
}

config::Node work_node(const Meter& meter, bool allocations_counted) {
  config::Node node = config::Node::object();
  node.set("component", text_node(meter.name));
  node.set("batches", unsigned_node(meter.batches));
  node.set("records_in", unsigned_node(meter.records_in));
  node.set("records_out", unsigned_node(meter.records_out));
  node.set("bytes_in", unsigned_node(meter.bytes_in));
  node.set("bytes_out", unsigned_node(meter.bytes_out));
  node.set("allocations",
           allocations_counted ? unsigned_node(meter.work.allocations) : config::Node());
  node.set("blocks", unsigned_node(meter.work.blocks));
  node.set("memory_bytes", unsigned_node(meter.memory));
  node.set("cpu_own_ns", number_node(meter.own_cpu_ns()));
  node.set("cpu_parse_ns", number_node(meter.work.host_cpu(HostWork::parse)));
  node.set("cpu_write_ns", number_node(meter.work.host_cpu(HostWork::write)));
  node.set("cpu_http_ns", number_node(meter.work.host_cpu(HostWork::http)));
  node.set("wall_ns", number_node(meter.wall_ns));
  node.set("wait_first_byte_ns", number_node(meter.work.waited(Wait::first_byte)));
  node.set("wait_transfer_ns", number_node(meter.work.waited(Wait::transfer)));
  node.set("wait_budget_ns", number_node(meter.work.waited(Wait::budget)));
  node.set("wait_retry_ns", number_node(meter.work.waited(Wait::retry)));
  node.set("wait_elsewhere_ns", number_node(meter.elsewhere_ns()));
  return node;
}

config::Node store_node(const Profile& profile) {
  config::Node node = config::Node::object();
  node.set("commits", unsigned_node(profile.store.batches));
  node.set("commit_ns", number_node(profile.store.wall_ns));
  node.set("wait_commit_ns", number_node(profile.waited(Wait::commit)));
  node.set("flush_ns", number_node(flush_ns(profile)));
  return node;
}

// Of a profile as a document.
int64_t ns_in(const config::Node& node, std::string_view key) {
  const config::Node* const value = node.find(key);
  return value ? std::strtoll(value->text.c_str(), nullptr, 10) : 0;
}

std::string kept_line(const config::Node& component) {
  const auto ns = [&](std::string_view key) { return ns_in(component, key); };
  const config::Node* const name = component.find("component");
  const int64_t cpu =
      ns("cpu_own_ns") + ns("cpu_parse_ns") + ns("cpu_write_ns") + ns("cpu_http_ns");
  return line(name ? name->text : std::string(),
              {milliseconds(ns("wall_ns")), milliseconds(cpu),
               milliseconds(ns("wait_first_byte_ns") + ns("wait_transfer_ns")),
               milliseconds(ns("wait_budget_ns")), milliseconds(ns("wait_retry_ns")),
               milliseconds(ns("wait_elsewhere_ns"))});
}

}  // namespace

std::vector<std::string> kept_profile_lines(const config::Node& profile) {
  std::vector<std::string> lines = {
      line("time", {"all", "computing", "responses", "rate budget", "to retry", "elsewhere"})};
  if (const config::Node* const components = profile.find("components"))
    for (const config::Node& one : components->items) lines.push_back(kept_line(one));
  if (const config::Node* const store = profile.find("store"))
    lines.push_back("  store: " + grouped(static_cast<uint64_t>(ns_in(*store, "commits"))) +
                    " commits took " + milliseconds(ns_in(*store, "commit_ns")) +
                    ", of it waited for " + milliseconds(ns_in(*store, "wait_commit_ns")) +
                    "; flushing publishers before them " + milliseconds(ns_in(*store, "flush_ns")));
  if (const config::Node* const bound = profile.find("bound")) lines.push_back("  " + bound->text);
  return lines;
}

std::vector<std::string> profile_lines(const Profile& profile, uint64_t records) {
  std::vector<std::string> lines = work_table(profile, records);
  for (std::string& row : wait_table(profile)) lines.push_back(std::move(row));
  lines.push_back(cpu_line(profile));
  lines.push_back(store_line(profile));
  lines.push_back(lanes_line(profile));
  lines.push_back("  " + pipeline::bound_of(profile));
  return lines;
}

config::Node profile_node(const Profile& profile) {
  config::Node node = config::Node::object();
  config::Node components = config::Node::array();
  for (const Meter* meter : profile.components())
    components.items.push_back(work_node(*meter, profile.allocations_counted));
  node.set("components", std::move(components));
  config::Node plugins = config::Node::object();
  for (const auto& [name, cpu] : cpu_by_plugin(profile)) plugins.set(name, number_node(cpu));
  node.set("cpu_ns_by_plugin", std::move(plugins));
  config::Node host = config::Node::object();
  for (const HostCpu& one : cpu_of_host(profile)) host.set(one.key, number_node(one.ns));
  node.set("cpu_ns_of_host", std::move(host));
  node.set("store", store_node(profile));
  node.set("sink_waited_for_pages_ns", number_node(profile.waited(Wait::page)));
  node.set("source_waited_for_room_ns", number_node(profile.waited(Wait::room)));
  node.set("nothing_new_ns", number_node(profile.waited(Wait::nothing_new)));
  node.set("elapsed_ns", number_node(profile.elapsed_ns));
  node.set("bound", text_node(pipeline::bound_of(profile)));
  return node;
}

}  // namespace sluice::app
