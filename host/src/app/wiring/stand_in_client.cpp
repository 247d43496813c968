#include "app/wiring/stand_in_client.hpp"

#include <utility>

#include "sluice/ext/http.h"
#include "sluice/result.hpp"

namespace sluice::app {
namespace {

sluice_status refuse(sluice_error* error) {
  return export_status({SLUICE_E_UNAVAILABLE, "the client could not be made"}, error);
}

sluice_status identity(void*, sluice_text*, sluice_error* error) { return refuse(error); }

sluice_status start(void*, const sluice_http_request*, sluice_http_exchange**,
                    sluice_error* error) {
  return refuse(error);
}

sluice_status finish(void*, sluice_http_exchange*, sluice_batch*, sluice_http_response*,
                     const sluice_cancel*, sluice_error* error) {
  return refuse(error);
}

const void* get_interface(void*, const char* id) {
  static constexpr sluice_client kTable{sizeof(sluice_client), identity, start, finish};
  return std::string_view(id) == SLUICE_CLIENT ? &kTable : nullptr;
}

}  // namespace

StandInClient::StandInClient(std::string_view use, std::string instance)
    : use_(use),
      instance_(std::move(instance)),
      handle_{sizeof handle_, this, get_interface, slice(use_), slice(instance_)} {}

}  // namespace sluice::app
