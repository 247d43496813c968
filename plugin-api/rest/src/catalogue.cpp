#include "sluice/rest/catalogue.hpp"

#include <algorithm>
#include <string>

#include "sluice/rest/closest.hpp"

namespace sluice::rest {
namespace {

void add_once(std::vector<std::string_view>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// "2026-07", as opposed to "2.0".
bool is_dated(std::string_view version) { return version.size() == 7 && version[4] == '-'; }

}  // namespace

bool is_in_version(const Operation& row, std::string_view version) {
  if (row.versions.empty() || version.empty()) return true;
  auto names = split_names(row.versions);
  return std::find(names.begin(), names.end(), version) != names.end();
}

const Operation* Catalogue::get(std::string_view entity, std::string_view action,
                                std::string_view version) const {
  std::string_view described = described_by(version);
  for (const Operation& row : rows_)
    if (row.entity == entity && row.action == action && is_in_version(row, described)) return &row;
  return nullptr;
}

Result<const Operation*> Catalogue::find(std::string_view entity, std::string_view action,
                                         std::string_view version) const {
  if (const Operation* row = get(entity, action, version)) return row;
  std::string in_version =
      versions_.empty() ? "" : " in version " + std::string(version.empty() ? preset_ : version);
  if (std::string others = versions_of(entity, action); !others.empty())
    return Status::invalid("/action", std::string(owner_) + " has no action \"" +
                                          std::string(action) + "\" for " + std::string(entity) +
                                          in_version + "; it is in " + others);
  auto actions = actions_of(entity, version);
  if (!actions.empty())
    return Status::invalid("/action", std::string(owner_) + " has no action \"" +
                                          std::string(action) + "\" for " + std::string(entity) +
                                          in_version + hint_for(action, actions));
  auto with_action = entities_with(action, version);
  return Status::invalid("/entity",
                         std::string(owner_) + " has no entity \"" + std::string(entity) +
                             "\" with action " + std::string(action) + in_version +
                             hint_for(entity, with_action.empty() ? entities() : with_action));
}

std::vector<std::string_view> Catalogue::entities_with(std::string_view action,
                                                       std::string_view version) const {
  std::vector<std::string_view> out;
  std::string_view described = described_by(version);
  for (const Operation& row : rows_)
    if (row.action == action && is_in_version(row, described)) add_once(out, row.entity);
  return out;
}

std::vector<std::string_view> Catalogue::actions_of(std::string_view entity,
                                                    std::string_view version) const {
  std::vector<std::string_view> out;
  std::string_view described = described_by(version);
  for (const Operation& row : rows_)
    if (row.entity == entity && is_in_version(row, described)) add_once(out, row.action);
  return out;
}

const EntityMembers* Catalogue::members_of(const Operation& row, std::string_view version) const {
  if (described_by(version) != preset_) return nullptr;
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const auto& one) {
    const auto actions = split_names(one.actions);
    return one.entity == row.entity &&
           std::find(actions.begin(), actions.end(), row.action) != actions.end();
  });
  return found == members_.end() ? nullptr : &*found;
}

std::vector<std::string_view> Catalogue::entities() const {
  std::vector<std::string_view> out;
  for (const Operation& row : rows_) add_once(out, row.entity);
  return out;
}

std::string Catalogue::versions_of(std::string_view entity, std::string_view action) const {
  std::string out;
  for (const ApiVersion& version : versions_)
    if (get(entity, action, version.name)) out.append(out.empty() ? "" : " ").append(version.name);
  return out;
}

std::string_view Catalogue::described_by(std::string_view version) const {
  if (version.empty()) return preset_;
  std::string_view oldest, before;
  for (const ApiVersion& known : versions_) {
    if (known.name == version) return version;
    if (!is_dated(known.name)) continue;
    if (oldest.empty()) oldest = known.name;
    if (known.name < version) before = known.name;
  }
  if (!is_dated(version)) return preset_;
  return before.empty() ? oldest : before;
}

std::string Catalogue::version_notice(std::string_view version, std::string_view day) const {
  std::vector<std::string_view> names;
  for (const ApiVersion& known : versions_) {
    names.push_back(known.name);
    if (known.name != version) continue;
    if (known.until.empty() || day < known.until) return {};
    return "API version " + std::string(version) + " is past its end (" + std::string(known.until) +
           "): the server answers it with another version's contract "
           "and does not say so; use " +
           std::string(preset_);
  }
  return "API version " + std::string(version) + " is not known here" + hint_for(version, names) +
         ": it is described as " + std::string(described_by(version)) +
         ", and a server that does not know it answers with another version's contract without "
         "saying so";
}

}  // namespace sluice::rest
