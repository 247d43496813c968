
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/services.hpp"

namespace sluice::simulator {

RouteHandlers services_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"GET", "/services/{service_id}", get_service},
      {"POST", "/services", create_service},
      {"GET", "/services_agenda/outlet/{outlet_id}", services_agenda},
      {"GET", "/service_statuses", service_statuses_list},
      {"POST", "/service_statuses", create_service_status},
      {"PATCH", "/service_statuses/{id}", patch_service_status},
      {"DELETE", "/service_statuses/{id}", delete_service_status},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
