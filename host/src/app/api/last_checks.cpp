#include "app/api/last_checks.hpp"

#include "app/report/console.hpp"

namespace sluice::app {
namespace {

// One that failed decides; else one that is not known.
config::Node verdict(const config::Node& findings) {
  config::Node out = flag_node(true);
  for (const config::Node& one : findings.items) {
    const config::Node* const ok = one.find("ok");
    if (ok && ok->text == "false") return flag_node(false);
    if (!ok || !ok->is(config::Kind::kBoolean)) out = config::Node();
  }
  return out;
}

}  // namespace

config::Node LastChecks::list() const {
  config::Node out = config::Node::array();
  const std::lock_guard lock(mutex_);
  for (const auto& [client, check] : checks_) {
    config::Node one = config::Node::object();
    one.set("client", text_node(client));
    one.set("checked", text_node(time_text(check.at_us)));
    one.set("ok", check.problem.empty() ? verdict(check.findings) : flag_node(false));
    one.set("findings", check.findings);
    if (!check.problem.empty()) one.set("problem", text_node(check.problem));
    out.items.push_back(std::move(one));
  }
  return out;
}

}  // namespace sluice::app
