// One request and the records in it. Reused, with its memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/http.hpp"
#include "sluice/rest/parameters.hpp"

namespace http_plugin {

struct HttpBatch {
  std::vector<uint32_t> records;                           // as Batches numbers them
  std::vector<std::pair<uint32_t, sluice::Status>> unfit;  // that cannot be sent
  std::vector<std::string> segments;                       // of a path with parameters
  sluice::rest::Parameters query;                          // of a record's own
  std::string text;  // content of `body`, unless that is a part of a batch
  std::string_view body;
  bool half = false;            // of a http_batch that was refused as a whole
  sluice::Exchange exchange{};  // borrows the body: goes first

  void clear() {
    exchange.reset();
    records.clear();
    unfit.clear();
    segments.clear();
    query = {};
    body = {};
    half = false;
  }
};

}  // namespace http_plugin
