// What is known of the records behind a core.map.
#include "map.hpp"
#include "sluice/expression/absent.hpp"
#include "sluice/expression/known_check.hpp"

namespace sluice::core {

using expression::Known;

Known Map::without_removed(Known record) const {
  std::vector<const std::vector<expression::Step>*> kept;
  for (const Named& one : keep_) kept.push_back(&one.path.steps());
  if (keeps_) record = expression::known_only(record, kept);
  for (const Named& one : drop_) record = expression::known_without(record, one.path.steps());
  for (const Move& move : moves_) record = expression::known_without(record, move.from.steps());
  return record;
}

// As a record passes: all sources are read first. A target whose source may be missing keeps what
// was there, so that its kind is not known. Stars take members that nobody can name here.
Result<std::string> Map::members(std::string_view in) {
  const Known record = expression::known_of(in);
  std::vector<Known> values;
  for (const Move& move : moves_)
    values.push_back(expression::check_known(move.from, record, findings_,
                                             pointer_to("/move", move.from.text())));
  for (Set& set : sets_)
    values.push_back(expression::check_known(set.source.program(), record, findings_, set.pointer));
  for (const auto* list : {&keep_, &drop_, &renamed_})
    for (const Named& one : *list)
      expression::check_known(one.path, record, findings_, one.pointer);
  if (wild_.given()) return std::string();
  Known out = without_removed(record);
  for (size_t i = 0; i < moves_.size(); i++) {
    std::string is_new;
    expression::known_at(out, moves_[i].to.steps(), &is_new);
    out = expression::known_with(out, moves_[i].to.steps(), is_new.empty() ? nullptr : values[i]);
  }
  for (size_t i = 0; i < sets_.size(); i++) {
    const Known& value = sets_[i].is_optional ? nullptr : values[moves_.size() + i];
    out = expression::known_with(out, sets_[i].to.steps(), value);
  }
  return expression::json_of(out);
}

std::vector<std::string> Map::absent() {
  std::vector<std::string> out;
  for (Set& set : sets_)
    if (!set.is_optional) expression::add_absent(set.source.program(), &out);
  for (const Move& move : moves_) expression::add_absent(move.from, &out);
  return out;
}

}  // namespace sluice::core
