// What http.subscriber's configuration says. Made at create, used on the component's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint.hpp"
#include "increment.hpp"
#include "paging_settings.hpp"
#include "request_values.hpp"
#include "rows_settings.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/parameters.hpp"

namespace http_plugin {

// One list: where it is, how it is paged, what its rows are.
struct SourceList {
  Endpoint at;
  PagingSettings paging;
  RowsSettings rows;

  // `pointer`: where the settings stand, "" or "/for_each".
  static sluice::Result<SourceList> read(sluice::Value config, const std::string& pointer,
                                         const sluice::Host& host);
};

// {path, query, payload} of a list, checked.
struct SourceRequest {
  sluice::rest::Parameters path, query;
  sluice::rest::JsonBody body;
  sluice::rest::PathTemplate::Slashes slashes =
      sluice::rest::PathTemplate::Slashes::kRefused;  // in values of the path

  // `pointer`: where it stands ("/request"). E_INVALID: a parameter that the path does not have, a
  // body that the method or the pages do not take.
  static sluice::Result<SourceRequest> read(sluice::Value object, const SourceList& list,
                                            const std::string& pointer);
  // Of messages and cursors: all that it asks for, but for the size of a page.
  std::string identity(const SourceList& list) const;
};

struct SourceSettings {
  SourceList list;
  std::optional<Increment> increment;
  Reached since;  // where a walk starts that has no mark
  bool full = false;
  uint64_t max_pages = 0, max_records = 0;  // of a run; 0: no limit

  // A loop: over these elements, JSON, or over the records of another list.
  std::vector<std::string> elements;
  std::optional<SourceList> parents;
  SourceRequest parents_request;
  RequestValues values;  // of an element
  std::string as;

  // E_INVALID starts with the pointer.
  static sluice::Result<SourceSettings> read(sluice::Context& context);

  bool loops() const { return parents || !elements.empty(); }
};

}  // namespace http_plugin
