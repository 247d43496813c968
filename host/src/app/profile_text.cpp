#include "app/profile_text.hpp"

#include <Poco/Format.h>

#include <map>

#include "app/console.hpp"

namespace sluice::app {
namespace {

using pipeline::Meter;
using pipeline::Profile;

std::string milliseconds(int64_t ns) {
  return Poco::format("%.1f ms", static_cast<double>(ns) / 1e6);
}

std::vector<const Meter*> meters_of(const Profile& profile) {
  std::vector<const Meter*> out = {&profile.source};
  for (const Meter& meter : profile.steps) out.push_back(&meter);
  for (const Meter& meter : profile.targets) out.push_back(&meter);
  out.push_back(&profile.commits);
  return out;
}

// "core" of "transformers[1] (core.map)"; empty: no component.
std::string plugin_of(const Meter& meter) {
  const size_t open = meter.name.find('('), dot = meter.name.find('.', open);
  if (open == meter.name.npos || dot == meter.name.npos) return {};
  return meter.name.substr(open + 1, dot - open - 1);
}

std::map<std::string, int64_t> cpu_by_plugin(const Profile& profile) {
  std::map<std::string, int64_t> out;
  for (const Meter* meter : meters_of(profile))
    if (const std::string plugin = plugin_of(*meter); !plugin.empty()) out[plugin] += meter->cpu_ns;
  return out;
}

std::string row(const Meter& meter, uint64_t records) {
  const uint64_t each = records ? static_cast<uint64_t>(meter.cpu_ns) / records : 0;
  return Poco::format("  %-36s %12s %7s ns %12s %12s %10s %10s", meter.name,
                      milliseconds(meter.cpu_ns), std::to_string(each),
                      milliseconds(meter.wait_ns()), milliseconds(meter.budget_ns),
                      bytes_text(meter.bytes), bytes_text(meter.memory));
}

config::Node meter_node(const Meter& meter) {
  config::Node node = config::Node::object();
  node.set("component", text_node(meter.name));
  node.set("calls", unsigned_node(meter.calls));
  node.set("bytes", unsigned_node(meter.bytes));
  node.set("memory_bytes", unsigned_node(meter.memory));
  node.set("cpu_ns", number_node(meter.cpu_ns));
  node.set("wait_ns", number_node(meter.wait_ns()));
  node.set("budget_ns", number_node(meter.budget_ns));
  return node;
}

}  // namespace

std::vector<std::string> profile_lines(const Profile& profile, uint64_t records) {
  std::vector<std::string> lines;
  lines.push_back(Poco::format("  %-36s %12s %10s %12s %12s %10s %10s", std::string("profile"),
                               std::string("CPU"), std::string("a record"), std::string("waiting"),
                               std::string("rate budget"), std::string("pages"),
                               std::string("memory")));
  for (const Meter* meter : meters_of(profile)) lines.push_back(row(*meter, records));
  std::string plugins = "  CPU by plugin:";
  for (const auto& [name, cpu] : cpu_by_plugin(profile))
    plugins += " " + name + " " + milliseconds(cpu);
  lines.push_back(std::move(plugins));
  if (profile.lanes == 2)
    lines.push_back("  the sink waited " + milliseconds(profile.for_page_ns) +
                    " for pages, the source " + milliseconds(profile.for_room_ns) + " for room");
  lines.push_back("  " + profile.bound());
  return lines;
}

config::Node profile_node(const Profile& profile) {
  config::Node node = config::Node::object();
  config::Node components = config::Node::array();
  for (const Meter* meter : meters_of(profile)) components.items.push_back(meter_node(*meter));
  node.set("components", std::move(components));
  config::Node plugins = config::Node::object();
  for (const auto& [name, cpu] : cpu_by_plugin(profile)) plugins.set(name, number_node(cpu));
  node.set("cpu_ns_by_plugin", std::move(plugins));
  node.set("sink_waited_for_pages_ns", number_node(profile.for_page_ns));
  node.set("source_waited_for_room_ns", number_node(profile.for_room_ns));
  node.set("elapsed_ns", number_node(profile.elapsed_ns));
  node.set("bound", text_node(profile.bound()));
  return node;
}

}  // namespace sluice::app
