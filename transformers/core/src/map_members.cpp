// What is known of the records behind a core.map.
#include "map.hpp"
#include "sluice/expression/known_check.hpp"

namespace sluice::core {

using expression::Known;

// Its value; a path that cannot exist is warned of.
Known Map::look_at(const Known& record, const expression::Path& path,
                   const std::string& pointer) const {
  std::string why;
  Known found = expression::known_at(record, path.steps(), &why);
  if (!why.empty()) findings_.warning(pointer, "'" + path.text() + "' cannot exist: " + why);
  return found;
}

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
    values.push_back(look_at(record, move.from, pointer_to("/move", move.from.text())));
  for (Set& set : sets_)
    values.push_back(expression::check_known(set.source.program(), record, findings_, set.pointer));
  for (const auto* list : {&keep_, &drop_})
    for (const Named& one : *list) look_at(record, one.path, one.pointer);
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

}  // namespace sluice::core
