// What http.lookup's configuration says. Made at create, used on the component's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "endpoint.hpp"
#include "paging_settings.hpp"
#include "request_values.hpp"
#include "sluice/expression/expression.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

// Many keys in one request.
struct LookupBatch {
  size_t records = 1;
  std::string param, separator;  // of the query; no separator: it is given once a key
  std::optional<sluice::expression::Expression> payload;  // over the list of keys; or param
  std::string match;                                      // path in a row: which key it is for
};

struct LookupSettings {
  enum class Missing { kFail, kNull, kDefault };
  enum class Take { kOne, kFirst, kAll };

  Endpoint at;
  RequestValues request;
  std::optional<sluice::expression::Expression> key;
  bool has_items = false;
  std::string items;  // path of the rows in a response; has_items: also if it is empty
  PagingSettings paging;
  std::optional<LookupBatch> batch;
  Take take = Take::kOne;
  Missing missing = Missing::kFail;
  std::string fallback = "null";  // JSON
  size_t in_flight = 4;
  size_t cache_size = 1000;
  int64_t cache_ttl_us = 0;

  // E_INVALID starts with the pointer.
  static sluice::Result<LookupSettings> read(sluice::Context& context);
};

}  // namespace http_plugin
