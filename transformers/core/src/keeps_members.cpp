#include "keeps_members.hpp"

#include "sluice/expression/known_check.hpp"

namespace sluice::core {

Result<std::string> KeepsMembers::members(std::string_view in) {
  const expression::Known record = expression::known_of(in);
  for (const LookedAt& one : looked_at())
    expression::check_known(*one.program, record, *one.findings, one.pointer);
  return std::string(in);
}

}  // namespace sluice::core
