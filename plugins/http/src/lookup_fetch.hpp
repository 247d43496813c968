// One request of a lookup, with all its pages. One lane.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lookup_cache.hpp"
#include "lookup_settings.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/operation_request.hpp"

namespace http_plugin {

class LookupFetch {
 public:
  // All outlives it. `keys`: those of a batch that it asks for; one row or more each.
  LookupFetch(const LookupSettings& settings, const sluice::Host& host,
              const sluice::ClientRef& client, std::vector<std::string> ids,
              std::vector<std::string> keys);

  // What it will request. The text is this object's.
  void set(std::vector<std::string> segments, sluice::rest::Parameters query, std::string body);
  // Sends the first page.
  sluice::Status start();
  // Waits for it, and for the pages behind it. E_DATA: of this request alone.
  sluice::Status finish(const sluice::Cancel& cancel);

  // What the cache knows its answers by, one a key.
  const std::vector<std::string>& ids() const { return ids_; }
  const std::vector<std::string>& keys() const { return keys_; }
  // Of each of `ids`; REQUIRES: finish() was OK
  std::vector<FoundRows>& rows() { return rows_; }
  // "GET /customers", for messages.
  std::string name() const { return request_.name(); }

  // A key as text, a number by its plain spelling, as tables have it (1 for 1.0). Nothing: it is
  // neither, or empty.
  static std::optional<std::string> key_at(sluice::Value value, std::string_view path);

 private:
  sluice::Status send();
  sluice::Result<bool> take_page(const sluice::Cancel& cancel);
  sluice::Status take_body(sluice::Batch into, const sluice::Response& response);
  sluice::Result<bool> take_rows(sluice::Batch into, const sluice::Response& response);
  sluice::Status take_row(sluice::Value row);

  const LookupSettings& settings_;
  const sluice::Host& host_;
  const sluice::ClientRef& client_;
  const std::vector<std::string> ids_, keys_;
  std::vector<FoundRows> rows_;
  sluice::rest::Operation operation_;
  sluice::rest::OperationRequest request_;
  std::unique_ptr<sluice::rest::PageRules> pages_;
  sluice::Exchange exchange_;
  uint64_t pages_read_ = 0;
};

}  // namespace http_plugin
