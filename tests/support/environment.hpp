// The services a component needs, for tests: log lines are kept, nothing is shared.
#pragma once

#include <string>
#include <vector>

#include "services/instance.hpp"
#include "services/interner.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "services/own_services.hpp"
#include "services/redactor.hpp"

namespace sluice::test {

struct TestEnvironment {
  TestEnvironment() { services::offer_own(environment); }

  std::vector<std::string> lines;
  services::Redactor redactor;
  services::Log log{redactor, [this](std::string_view line) { lines.emplace_back(line); },
                    services::Level::kDebug};
  services::Interner interner;
  services::Metrics metrics;
  services::Environment environment{log, redactor, interner, metrics};
};

}  // namespace sluice::test
