#include "pipeline/bound.hpp"

#include <algorithm>
#include <vector>

namespace sluice::pipeline {
namespace {

using measure::HostWork;
using measure::Wait;

// A shorter run mostly measures startup, not the pipeline.
constexpr int64_t kTooShortNs = 20'000'000;

struct TimeShare {
  int64_t ns;
  std::string what;
  std::string advice;
};
using Shares = std::vector<TimeShare>;

int64_t percent(int64_t part, int64_t whole) {
  return whole > 0 ? std::clamp<int64_t>(part * 100 / whole, 0, 100) : 0;
}

std::string percent_text(int64_t part, int64_t whole) {
  return std::to_string(percent(part, whole)) + " %";
}

// "(parsing 60 %, HTTP 10 %, its own 20 %)", of the run; zero shares are left out.
std::string cpu_detail(const Meter& meter, int64_t run_ns) {
  std::string out;
  const auto add = [&](const char* what, int64_t ns) {
    if (percent(ns, run_ns) > 0)
      out += (out.empty() ? " (" : ", ") + std::string(what) + " " + percent_text(ns, run_ns);
  };
  add("parsing", meter.work.host_cpu(HostWork::parse));
  add("writing", meter.work.host_cpu(HostWork::write));
  add("HTTP", meter.work.host_cpu(HostWork::http));
  if (!out.empty()) add("its own", meter.own_cpu_ns());
  return out.empty() ? out : out + ")";
}

// What may delay any component.
void add_common(const Meter& meter, Shares& out) {
  out.push_back({meter.work.waited(Wait::budget), "the rate budget of " + meter.name,
                 "a higher limit, or fewer others that use these credentials, would help; a faster "
                 "machine would not"});
  out.push_back({meter.work.waited(Wait::retry), "waits of " + meter.name + " before trying again",
                 "its remote system refused or was not there; the log says why"});
  out.push_back({meter.elsewhere_ns(), meter.name + " waiting for a disk, a lock or a busy core",
                 "neither its remote system nor a rate budget is what takes the time"});
}

void add_source(const Profile& profile, Shares& out) {
  const Meter& source = profile.source;
  const int64_t first = source.work.waited(Wait::first_byte);
  const bool late = first >= source.work.waited(Wait::transfer);
  out.push_back({source.responses_ns(), "responses of " + source.name,
                 std::string(late ? "most of it until they began: larger pages, or a system that "
                                    "is nearer or faster, would help"
                                  : "most of it for bytes in transit: fewer or compressed bytes "
                                    "would help") +
                     "; more rate budget would not"});
  out.push_back({source.cpu_ns,
                 "the CPU time of " + source.name + cpu_detail(source, profile.elapsed_ns),
                 profile.lanes == 1 ? "a second core would take over steps and publishers"
                                    : "fewer bytes per record, or the walk split over several "
                                      "pipelines, would help; faster responses would not"});
  out.push_back({source.work.waited(Wait::nothing_new),
                 "nothing: " + source.name + " had nothing new", "the pipeline keeps up"});
  add_common(source, out);
}

void add_steps(const Profile& profile, Shares& out) {
  for (const Meter& step : profile.steps) {
    out.push_back({step.cpu_ns, "the CPU time of " + step.name,
                   "a filter before it, or a cheaper step, would help; a faster source would not"});
    out.push_back({step.responses_ns(), "responses that " + step.name + " waits for",
                   "a faster source would not help"});
    add_common(step, out);
  }
}

void add_target(const Profile& profile, const Meter& target, Shares& out) {
  out.push_back({target.responses_ns(), "responses of " + target.name,
                 "larger batches, or more requests in flight, would help; a faster source would "
                 "not"});
  out.push_back({target.cpu_ns,
                 "the CPU time of " + target.name + cpu_detail(target, profile.elapsed_ns),
                 "fewer or smaller records would help; a faster source would not"});
  add_common(target, out);
}

void add_sink(const Profile& profile, Shares& out) {
  add_steps(profile, out);
  for (const Meter& target : profile.targets) add_target(profile, target, out);
  for (const Meter& flush : profile.flushes)
    out.push_back({flush.wall_ns, "flushing " + flush.name,
                   "rarer commits (host.commit) or a faster disk would help"});
  out.push_back({profile.waited(Wait::commit), "the store: waiting for commits",
                 "rarer commits (host.commit) or a faster disk under the state folder would help"});
}

// Two lanes are as fast as the busier one.
bool source_holds(const Profile& profile) {
  return profile.source_lane.busy_ns() >= profile.sink_lane.busy_ns();
}

Shares shares_of(const Profile& profile) {
  Shares out;
  const bool one = profile.lanes == 1;
  if (one || source_holds(profile)) add_source(profile, out);
  if (one || !source_holds(profile)) add_sink(profile, out);
  for (const Meter& step : profile.request_steps)
    out.push_back({step.wall_ns, step.name, "it runs once per walk"});
  out.push_back(
      {profile.engine_cpu_ns(), "the host's work between components", "larger pages would help"});
  return out;
}

std::string circumstances(const Profile& profile) {
  if (profile.failed) return "until it failed, ";
  if (profile.source.records_out == 0) return "no record came; ";
  if (profile.elapsed_ns < kTooShortNs) return "a run too short to decide; ";
  return {};
}

}  // namespace

std::string bound_of(const Profile& profile) {
  const Shares shares = shares_of(profile);
  const auto most =
      std::max_element(shares.begin(), shares.end(),
                       [](const TimeShare& a, const TimeShare& b) { return a.ns < b.ns; });
  if (most->ns <= 0) return circumstances(profile) + "bound by nothing that was measured";
  return circumstances(profile) + "bound by " + most->what + ": " +
         percent_text(most->ns, profile.elapsed_ns) + " of the time; " + most->advice;
}

}  // namespace sluice::pipeline
