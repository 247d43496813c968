#include "loader/interfaces.hpp"

#include "sluice/ext/authorization.h"
#include "sluice/ext/connect_check.h"
#include "sluice/ext/members.h"
#include "sluice/ext/outlook.h"
#include "sluice/result.hpp"

namespace sluice::loader {
namespace {

// The function for a slot the plugin leaves out, for any parameters.
template <class... Parameters>
sluice_status unsupported(Parameters... parameters) {
  sluice_error* error = std::get<sizeof...(Parameters) - 1>(std::tuple(parameters...));
  return export_status({SLUICE_E_UNSUPPORTED, "the plugin does not have this function"}, error);
}

template <class... Parameters>
sluice_status nothing_to_do(Parameters...) {
  return SLUICE_OK;
}

template <class... Parameters>
void fill(sluice_status (*&slot)(Parameters...)) {
  if (!slot) slot = unsupported<Parameters...>;
}

template <class... Parameters>
void fill_optional(sluice_status (*&slot)(Parameters...)) {
  if (!slot) slot = nothing_to_do<Parameters...>;
}

template <class T>
void load(std::optional<T>& table, void* self, const void* (*get_interface)(void*, const char*)) {
  const void* theirs = get_interface(self, Interface<T>::kId);
  if (!theirs) return;
  table = copy_known<T>(theirs);
  fill_missing(*table);
}

}  // namespace

sluice_error empty_error() {
  sluice_error error = {};
  error.struct_size = sizeof error;
  return error;
}

void fill_missing(sluice_client& table) {
  fill(table.identity);
  fill(table.start);
  fill(table.finish);
}

void fill_missing(sluice_subscriber& table) {
  fill(table.open);
  fill(table.seek);
  fill(table.poll);
}

void fill_missing(sluice_transformer& table) { fill(table.transform); }

void fill_missing(sluice_text_transformer& table) { fill(table.transform); }

void fill_missing(sluice_publisher& table) {
  fill(table.resume);
  fill(table.publish);
  fill(table.flush);
  fill_optional(table.finish);
  fill_optional(table.restart);
  // begin, settle and recover stay NULL: the host checks for them.
}

void fill_missing(sluice_authorization& table) {
  fill(table.redirect);
  fill(table.begin);
  fill(table.complete);
}

void fill_missing(sluice_connect_check& table) {
  fill(table.connect);
  fill(table.missing);
}

void fill_missing(sluice_committed& table) { fill(table.committed); }
void fill_missing(sluice_flush& table) { fill(table.flush); }
void fill_missing(sluice_known_members& table) {
  fill(table.members);
  fill(table.absent);
}

void fill_missing(sluice_outlook& table) {
  fill(table.needs);
  fill(table.requests);
}

void fill_missing(sluice_factory& table) {
  fill(table.create);
  if (!table.get_interface)
    table.get_interface = [](void*, const char*) -> const void* { return nullptr; };
  if (!table.stop) table.stop = [](void*) {};
  if (!table.destroy) table.destroy = [](void*) {};
}

Tables::Tables(void* self, const void* (*get_interface)(void*, const char*)) {
  std::apply([&](auto&... table) { (load(table, self, get_interface), ...); }, tables_);
}

}  // namespace sluice::loader
