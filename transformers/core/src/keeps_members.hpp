// Of a step after which a record has the members that it had before: it looks at them, takes
// records out or fails them. Its expressions are checked against what is known of the records.
// [main]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/expression/program.hpp"
#include "sluice/findings.hpp"

namespace sluice::core {

// An expression on the record or a path of it, the setting that it is, and where to warn of it.
struct LookedAt {
  std::string pointer;
  const expression::Program* program;  // null: it is a path
  const Findings* findings;
  const expression::Path* path = nullptr;
};

// Warns of each.
void look_at(const std::vector<LookedAt>& all, std::string_view in);
// Those that no record had.
std::vector<std::string> absent_of(const std::vector<LookedAt>& all);

class KeepsMembers : public KnowsMembers {
 public:
  Result<std::string> members(std::string_view in) final;
  std::vector<std::string> absent() final { return absent_of(looked_at()); }

 private:
  virtual std::vector<LookedAt> looked_at() { return {}; }
};

// The same of a step of which nobody says which members its records have behind it.
class LooksAtMembers : public KnowsMembers {
 public:
  Result<std::string> members(std::string_view in) final;
  std::vector<std::string> absent() final { return absent_of(looked_at()); }

 private:
  virtual std::vector<LookedAt> looked_at() = 0;
};

}  // namespace sluice::core
