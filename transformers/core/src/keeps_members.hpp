// Of a step after which a record has the members that it had before: it looks at them, takes
// records out or fails them. Its expressions are checked against what is known of the records.
// [main]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"
#include "sluice/expression/program.hpp"
#include "sluice/findings.hpp"

namespace sluice::core {

// An expression on the record, the setting that it is, and where to warn of it.
struct LookedAt {
  std::string pointer;
  const expression::Program* program;
  const Findings* findings;
};

class KeepsMembers : public KnowsMembers {
 public:
  Result<std::string> members(std::string_view in) final;

 private:
  virtual std::vector<LookedAt> looked_at() { return {}; }
};

}  // namespace sluice::core
