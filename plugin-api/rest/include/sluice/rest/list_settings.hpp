// What a subscriber's configuration says, checked against the catalogue. Made at create; a value.
#pragma once

#include <cstdint>
#include <string>

#include "sluice/context.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/paging_plan.hpp"
#include "sluice/rest/path_template.hpp"
#include "sluice/rest/request_parts.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

struct ListSettings {
  const Operation* operation = nullptr;
  PathTemplate path;
  bool pagination = true;
  bool incremental = true;   // the next walk starts where this one ended
  bool full = false;         // this walk starts at the beginning, whatever was stored
  bool deleted = false;      // deleted rows come as well
  std::string since;         // where a walk without a stored cursor starts; empty: at the beginning
  uint64_t max_pages = 0;    // a run reads no more; 0: no limit
  uint64_t max_records = 0;  // a run ends with the page that reaches it; 0: no limit
  std::string version;       // of the API, instead of the client's; empty: the client's
  std::string described;     // the same, or the client's
  uint32_t page_size = 0;    // where neither request nor catalogue says; 0: the server's own

  // Reads entity, action and the settings above, and checks the configured request. `page_size`
  // is the connector's usual one. E_INVALID starts with the JSON pointer to what is wrong.
  static Result<ListSettings> read(Context& context, const Catalogue& catalogue,
                                   uint32_t page_size);
};

// A request of a walk, checked, with everything in it except the cursor.
struct ListRequest {
  RequestParts parts;  // as requested: path, query, payload
  Parameters query;    // what is sent: page size and order as well
  JsonBody body;       // of a read that has one
  PagingPlan plan;
  bool deleted = false;  // deleted rows were requested
  std::string identity;  // what the cursor belongs to, except the client

  // `object` is {path, query, payload}. E_INVALID starts with "/request" or "/since" and the like.
  static Result<ListRequest> make(const ListSettings& settings, Value object);
};

}  // namespace sluice::rest
