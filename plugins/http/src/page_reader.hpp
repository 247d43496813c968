// A response's rows as records, whatever the format. One lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "own_batch.hpp"
#include "response_text.hpp"
#include "rows_settings.hpp"
#include "sluice/csv/header.hpp"
#include "sluice/encoding/other_kind.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

class PageReader {
 public:
  // What is around the rows: null where there is nothing.
  struct Envelope {
    sluice::Value value;
    sluice::Value listed;          // see Page
    OwnBatch keeper{nullptr, {}};  // of the value, where it is not in the records' batch
  };

  // All of it outlives the reader. `as`: member of each row that gets what the list was read for;
  // empty: none.
  PageReader(RowsSettings& settings, const sluice::Host& host, std::string as)
      : settings_(settings), host_(host), as_(std::move(as)) {}

  // Whether the body must be received into the batch of the records.
  bool takes_page() const;
  // Makes records of the response's body, which is the batch's page if takes_page(). `reason`: JSON
  // for `as`. E_DATA: it has no such rows; then the batch holds it as its page, to be saved.
  sluice::Result<Envelope> read(sluice::Batch into, const sluice::Response& response,
                                const std::string& reason) const;

 private:
  using Fields = std::vector<std::string_view>;
  // Where a row is in its response, for messages: "record 2", "line 7".
  struct RowPlace {
    const char* kind;
    size_t number;
    std::string text() const { return std::string(kind) + " " + std::to_string(number); }
  };

  sluice::Result<Envelope> read_page(sluice::Batch into, size_t size) const;
  std::optional<sluice::encoding::OtherKind> other_kind(std::string_view body) const;
  sluice::Result<Envelope> read_text(sluice::Batch into, const ResponseText& text,
                                     const std::string& reason) const;
  sluice::Result<Envelope> read_document(sluice::Batch into, std::string_view body,
                                         const std::string& reason) const;
  sluice::Status read_csv(sluice::Batch into, const ResponseText& text,
                          const std::string& reason) const;
  sluice::Result<sluice::csv::Header> header_of(const Fields& first,
                                                const sluice::Status& known) const;
  sluice::Status read_lines(sluice::Batch into, const ResponseText& text,
                            const std::string& reason) const;
  sluice::Status add_line(sluice::Batch into, const ResponseText& text, std::string_view line,
                          uint64_t number, const std::string& reason) const;
  sluice::Result<sluice::Value> document(const OwnBatch& batch, std::string_view body) const;
  sluice::Result<sluice::Value> rows_of(sluice::Value document) const;
  sluice::Value listed_in(sluice::Value document) const;
  sluice::Status add_rows(sluice::Batch into, sluice::Value rows, const std::string& reason) const;
  sluice::Status add(sluice::Batch into, const RowPlace& place, std::string json,
                     const std::string& reason) const;
  // A record that stands for a line or row that cannot be read.
  sluice::Status add_failed(sluice::Batch into, const std::string& json,
                            const sluice::Status& why) const;
  sluice::Result<std::string> with_reason(std::string json, const std::string& reason) const;
  sluice::Result<std::string> with_replaced(const std::string& json,
                                            const std::string& reason) const;
  // Why there are no rows, for a person.
  std::string no_items(sluice::Value document) const;

  RowsSettings& settings_;
  const sluice::Host& host_;
  const std::string as_;
};

}  // namespace http_plugin
