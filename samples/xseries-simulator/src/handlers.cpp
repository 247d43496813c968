#include "handlers.hpp"

#include "api_error.hpp"
#include "lists.hpp"
#include "profiles.hpp"
#include "writes.hpp"

namespace sluice::simulator {
namespace {

Answer not_built(Call& call) {
  throw ApiError(
      501, "the simulator does not answer " + call.route.method + " " + call.route.path + " yet");
}

bool one_segment(const Route& route) { return route.segments.size() == 1; }
bool row_path(const Route& route) {
  return route.segments.size() == 2 && route.segments[1].front() == '{';
}

struct Special {
  std::string_view method;
  std::string_view path;
  Handler handler;
};

constexpr Special kSpecial[] = {
    {"GET", "/search", search},
    {"GET", "/auditlog_events", audit_events},
    {"GET", "/fulfillments", fulfillments},
    {"POST", "/inventory", inventory_list},
    {"GET", "/inventory/{product_id}", inventory_of_product},
    {"GET", "/retailer", get_retailer},
    {"GET", "/user", get_current_user},
    {"POST", "/products", create_product},
    {"PUT", "/products/{product_id}", update_product},
    {"DELETE", "/products/{product_id}", delete_row},
    {"DELETE", "/products/{product_id}/all", delete_product_family},
};

// 0.9 and 1.0 have contracts of their own.
bool modern(const Route& route) {
  return route.api_version != "0.9" && route.api_version != "1.0" && route.api_version != "2.1";
}

Handler generic_handler(const Route& route, const Profile& profile) {
  if (one_segment(route) && route.action == "list") {
    if (route.pagination == "version cursor (after)") return version_list;
    return route.pagination == "no" ? whole_list : not_built;
  }
  if (row_path(route) && route.action == "get") return get_row;
  if (!profile.writable) return not_built;
  if (one_segment(route) && route.action == "create") return create_row;
  if (row_path(route) && route.action == "update") return update_row;
  if (row_path(route) && route.action == "delete") return delete_row;
  return not_built;
}

}  // namespace

Handler handler_for(const Route& route) {
  if (!modern(route)) return not_built;
  for (const Special& special : kSpecial) {
    if (special.method == route.method && special.path == route.path) return special.handler;
  }
  const Profile* profile = find_profile(route.table());
  return profile == nullptr ? not_built : generic_handler(route, *profile);
}

bool is_list(const Route& route) {
  return route.action == "list" || route.action == "search" ||
         route.path == "/inventory/{product_id}";
}

}  // namespace sluice::simulator
