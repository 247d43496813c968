// One request and the records in it. Reused, with its memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/rest/parameters.hpp"
#include "sluice/rest/request_maker.hpp"

namespace http_plugin {

struct HttpBatch final : sluice::rest::RequestBatch {
  ~HttpBatch() override { exchange.reset(); }  // it borrows the body
  void clear() override {
    RequestBatch::clear();
    segments.clear();
    query = {};
    body = key = {};
  }

  std::vector<std::string> segments;  // of a path with parameters
  sluice::rest::Parameters query;     // of a record's own
  std::string text;                   // content of `body`, unless that is a part of a batch
  std::string_view body;
  std::string_view key;  // of its only record, in the batch's arena; empty: not to be told
};

}  // namespace http_plugin
