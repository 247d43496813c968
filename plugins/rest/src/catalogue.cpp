#include "sluice/rest/catalogue.hpp"

#include <string>

#include "sluice/rest/closest.hpp"

namespace sluice::rest {

const Operation* Catalogue::get(std::string_view entity, std::string_view action) const {
  for (const Operation& row : rows_)
    if (row.entity == entity && row.action == action) return &row;
  return nullptr;
}

Result<const Operation*> Catalogue::find(std::string_view entity, std::string_view action) const {
  if (const Operation* row = get(entity, action)) return row;
  auto actions = actions_of(entity);
  if (!actions.empty() && entities_with(action).empty())
    return Status::invalid("/action", std::string(owner_) + " has no action \"" +
                                          std::string(action) + "\" for " + std::string(entity) +
                                          hint_for(action, actions));
  return Status::invalid("/entity", std::string(owner_) + " has no entity \"" +
                                        std::string(entity) + "\" with action " +
                                        std::string(action) +
                                        hint_for(entity, entities_with(action)));
}

std::vector<std::string_view> Catalogue::entities_with(std::string_view action) const {
  std::vector<std::string_view> out;
  for (const Operation& row : rows_)
    if (row.action == action) out.push_back(row.entity);
  return out;
}

std::vector<std::string_view> Catalogue::actions_of(std::string_view entity) const {
  std::vector<std::string_view> out;
  for (const Operation& row : rows_)
    if (row.entity == entity) out.push_back(row.action);
  return out;
}

}  // namespace sluice::rest
