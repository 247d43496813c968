#include "server/handlers.hpp"

#include <array>

#include "api/profiles.hpp"
#include "common/api_error.hpp"
#include "lists/lists.hpp"
#include "lists/single_row.hpp"
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {
namespace {

Response not_built(Call& call) {
  throw ApiError(
      501, "the simulator does not serve " + call.route.method + " " + call.route.path + " yet");
}

bool one_segment(const Route& route) { return route.segments.size() == 1; }
bool row_path(const Route& route) {
  return route.segments.size() == 2 && route.segments[1].front() == '{';
}

Handler list_handler(const Route& route) {
  if (route.pagination == "version cursor (after)") return version_list;
  if (route.pagination == "since_version") return since_version_list;
  return route.pagination == "no" ? whole_list : nullptr;
}

Handler generic_handler(const Route& route) {
  if (route.action == "list" || route.action == "list-for-product") return list_handler(route);
  if (row_path(route) && route.action == "get") return get_row;
  const Profile* profile = find_profile(route.table());
  if (profile == nullptr || !profile->writable) return nullptr;
  if (one_segment(route) && route.action == "create") return create_row;
  if (row_path(route) && route.action == "update") return update_row;
  if (row_path(route) && route.action == "delete") return delete_row;
  return nullptr;
}

}  // namespace

Handler find_handler(const Route& route) {
  static const std::array units = {list_handlers(),     catalogue_handlers(),   people_handlers(),
                                   stock_handlers(),    selling_handlers(),     money_handlers(),
                                   services_handlers(), back_office_handlers(), family_handlers(),
                                   legacy_handlers()};
  for (const RouteHandlers& unit : units) {
    for (const RouteHandler& known : unit) {
      const bool version = known.version.empty() || known.version == route.api_version;
      if (version && known.method == route.method && known.path == route.path) return known.handler;
    }
  }
  return route.api_version == "0.9" ? nullptr : generic_handler(route);
}

Handler handler_for(const Route& route) {
  const Handler handler = find_handler(route);
  return handler == nullptr ? not_built : handler;
}

bool is_list(const Route& route) {
  return route.action.starts_with("list") || route.action == "search" || route.pagination != "no";
}

}  // namespace sluice::simulator
