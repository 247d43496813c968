#include "app/access/caller.hpp"

#include <algorithm>
#include <array>

namespace sluice::app {
namespace {

constexpr std::array<std::string_view, 5> kRoleNames = {"viewer", "data_viewer", "operator",
                                                        "editor", "admin"};

}  // namespace

std::string_view role_name(Role role) { return kRoleNames[static_cast<size_t>(role)]; }

std::optional<Role> role_of_name(std::string_view name) {
  const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
  if (found == kRoleNames.end()) return std::nullopt;
  return static_cast<Role>(found - kRoleNames.begin());
}

}  // namespace sluice::app
