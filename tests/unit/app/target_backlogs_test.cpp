// Which targets keep a backlog, and where one cannot be kept.
#include "app/wiring/target_backlogs.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace sluice;
using namespace sluice::app;

namespace {

// Publishers "0", "1", … and their targets.
struct Publishers {
  config::PipelineConfig config;
  pipeline::Plan plan;

  explicit Publishers(size_t count) {
    config.name = "p";
    config.publishers.resize(count);
    for (size_t i = 0; i < count; i++) plan.targets.emplace_back().name = std::to_string(i);
  }
  void want(size_t which) { config.publishers[which].backlog = config::BacklogConfig{}; }
  size_t kept(bool listens) {
    pipeline::Plan all = plan;
    keep_backlogs(config, listens, all);
    size_t count = 0;
    for (const pipeline::Target& target : all.targets) count += target.backlog ? 1 : 0;
    return count;
  }
  std::string refused() const {
    config::Problems problems(std::string("p.yaml"));
    refuse_backlogs(config, plan, problems);
    return problems.empty() ? "" : problems.sorted().front().message;
  }
};

}  // namespace

TEST_CASE("an only target keeps a backlog if the source listens, or if it is wanted") {
  Publishers one(1);
  CHECK(one.kept(false) == 0);
  CHECK(one.kept(true) == 1);
  one.config.publishers[0].backlog = config::BacklogConfig{false, {}};
  CHECK(one.kept(true) == 0);
  one.want(0);
  CHECK(one.kept(false) == 1);
  CHECK(Publishers(2).kept(false) == 2);
}

TEST_CASE("a backlog that is wanted where there can be none is refused") {
  Publishers plain(1), replaced(1), hooks(2), shared(3);
  plain.want(0);
  CHECK(plain.refused() == "");
  replaced.plan.targets[0].replaces = true;
  CHECK(replaced.refused() == "");
  replaced.want(0);
  CHECK(replaced.refused().find("its output is replaced") != std::string::npos);
  hooks.plan.targets[0].then = "1";
  hooks.plan.targets[1].of_hooks = true;
  hooks.want(0);
  CHECK(hooks.refused() == "");
  hooks.want(1);
  CHECK(hooks.refused().find("hooks of others leave (then)") != std::string::npos);
  shared.plan.targets[0].then = shared.plan.targets[1].then = "2";
  shared.plan.targets[2].of_hooks = true;
  shared.want(1);
  CHECK(shared.refused().find("shares its then") != std::string::npos);
}
