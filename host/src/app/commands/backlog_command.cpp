// sluice backlog list PATH [PIPELINE] | try PATH PIPELINE [TARGET] | drop PATH PIPELINE TARGET:
// what waits for targets that are down.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/component_name.hpp"
#include "app/wiring/state_access.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/state_locks.hpp"
#include "config/suggest.hpp"
#include "store/lease_keeper.hpp"
#include "store/sqlite_backlog.hpp"
#include "store/sqlite_shared.hpp"

namespace sluice::app {
namespace {

config::Node backlog_node(const store::Backlog& one) {
  config::Node node = config::Node::object();
  node.set("pipeline", text_node(one.pipeline));
  node.set("target", text_node(one.publisher));
  node.set("records", unsigned_node(one.records));
  node.set("bytes", unsigned_node(one.bytes));
  if (one.oldest_us) node.set("oldest", text_node(time_text(one.oldest_us)));
  node.set("failures", unsigned_node(one.failures));
  if (one.failures) node.set("next_try_ms", number_node(one.next_try_ms));
  node.set("message", text_node(one.why));
  return node;
}

void print_backlog(const store::Backlog& one) {
  print("pipeline " + one.pipeline + ", " + one.publisher + ": " + grouped(one.records) +
        (one.records == 1 ? " record waits" : " records wait") + " (" + bytes_text(one.bytes) +
        ")" + (one.oldest_us ? ", the oldest since " + time_text(one.oldest_us) : std::string()));
  if (one.failures)
    print("  down, tried " + grouped(one.failures) + (one.failures == 1 ? " time" : " times") +
          ", next in " + seconds_text(one.next_try_ms) + " at the earliest: " + one.why);
}

int list_backlogs(const Options& options, store::BacklogStore& store, const std::string& folder) {
  const auto found = store.backlogs(options.args.empty() ? std::string() : options.args.front());
  if (!found) return failure("backlog", found.status());
  config::Node all = config::Node::array();
  for (const store::Backlog& one : *found)
    options.json ? all.items.push_back(backlog_node(one)) : print_backlog(one);
  if (options.json)
    print(config::to_json(all));
  else if (found->empty() && !options.quiet)
    print("nothing waits in " + folder);
  return kDone;
}

// The one target of a pipeline that `name` means; nothing after an error was printed.
std::optional<std::string> target_of(const std::vector<store::Backlog>& backlogs,
                                     const std::string& pipeline, const std::string& name) {
  std::vector<std::string> known;
  for (const store::Backlog& one : backlogs) known.push_back(one.publisher);
  const std::vector<std::string> meant = meant_publishers(known, name);
  if (meant.size() == 1) return meant.front();
  usage_error("backlog", "pipeline " + pipeline + ": nothing waits for a target \"" + name + "\"" +
                             (known.empty() ? std::string()
                                            : "; something does for " + config::list_names(known)));
  return std::nullopt;
}

int try_targets(const Options& options, store::BacklogStore& store) {
  const std::string& pipeline = options.args.front();
  const auto found = store.backlogs(pipeline);
  if (!found) return failure("backlog", found.status());
  std::optional<std::string> only;
  if (options.args.size() > 1 && !(only = target_of(*found, pipeline, options.args[1])))
    return kInvalid;
  for (const store::Backlog& one : *found) {
    if (only && one.publisher != *only) continue;
    if (Status s = store.try_now(pipeline, one.publisher); !s) return failure("backlog", s);
    if (!options.quiet) print(one.publisher + ": the next run tries it at once");
  }
  return kDone;
}

// Not beside a run, which may be delivering it.
int drop_backlog(const Options& options, store::BacklogStore& store,
                 const StateLocation& location) {
  const std::string& pipeline = options.args.front();
  const auto found = store.backlogs(pipeline);
  if (!found) return failure("backlog", found.status());
  const auto target = target_of(*found, pipeline, options.args[1]);
  if (!target) return kInvalid;
  store::SqliteShared shared(store_file(location.folder.path));
  store::LeaseKeeper leases(shared, kChangeLeaseMs);
  const auto locks = lock_pipelines(location.folder, {pipeline}, leases);
  if (!locks) return lock_failure("backlog", locks.status());
  const auto dropped = store.drop(pipeline, *target);
  if (!dropped) return failure("backlog", dropped.status());
  if (!options.quiet)
    print(*target + ": " + grouped(*dropped) + " records given up; it will not get them");
  return kDone;
}

}  // namespace

int backlog_command(Options options) {
  const std::string verb = options.take();
  const auto location = locate_state(options, "backlog");
  if (!location) return kInvalid;
  store::SqliteBacklog store(store_file(location->folder.path));
  const size_t names = options.args.size();
  if (verb == "list" && names <= 1) return list_backlogs(options, store, location->folder.path);
  if (verb == "try" && (names == 1 || names == 2)) return try_targets(options, store);
  if (verb == "drop" && names == 2) return drop_backlog(options, store, *location);
  return usage_error(
      "backlog", "list FILE [PIPELINE], try FILE PIPELINE [TARGET] or drop FILE PIPELINE TARGET");
}

}  // namespace sluice::app
