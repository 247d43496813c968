#include "keeps_members.hpp"

#include "sluice/expression/absent.hpp"
#include "sluice/expression/known_check.hpp"

namespace sluice::core {

void look_at(const std::vector<LookedAt>& all, std::string_view in) {
  const expression::Known record = expression::known_of(in);
  for (const LookedAt& one : all) {
    if (one.path)
      expression::check_known(*one.path, record, *one.findings, one.pointer);
    else
      expression::check_known(*one.program, record, *one.findings, one.pointer);
  }
}

std::vector<std::string> absent_of(const std::vector<LookedAt>& all) {
  std::vector<std::string> out;
  for (const LookedAt& one : all) {
    if (one.path)
      expression::add_absent(*one.path, &out);
    else
      expression::add_absent(*one.program, &out);
  }
  return out;
}

Result<std::string> KeepsMembers::members(std::string_view in) {
  look_at(looked_at(), in);
  return std::string(in);
}

Result<std::string> LooksAtMembers::members(std::string_view in) {
  look_at(looked_at(), in);
  return std::string();
}

}  // namespace sluice::core
