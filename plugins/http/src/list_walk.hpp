// One list, page by page: the next page is requested as soon as it is known. One lane.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "page_reader.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/page_rules.hpp"
#include "source_settings.hpp"

namespace http_plugin {

class ListWalk {
 public:
  // All of it outlives the walk. `as`: see PageReader.
  ListWalk(SourceList& list, const sluice::Host& host, const sluice::ClientRef& client,
           std::string as);

  // Begins at the list's first page. E_INVALID: the path cannot be filled in.
  sluice::Status begin(const SourceRequest& request);
  // To a place that place() gave; empty: the first page. E_INVALID: it is none. REQUIRES: begun
  sluice::Status seek(std::string_view place);
  // Of the next page; empty if an interrupted walk of this list starts over.
  std::string place() const;
  // Of the page that was taken last.
  std::string taken_place() const { return list_.paging.resumes ? before_ : std::string(); }
  // Whether a place means anything to a later run.
  bool resumes() const {
    return list_.paging.resumes || list_.paging.kind == PagingSettings::Kind::kNone;
  }
  // Sends the next page's request, unless it is under way. A failure is take()'s.
  void request();
  // Waits for the next page, and makes its rows records. False: it was the last.
  sluice::Result<bool> take(sluice::Batch into, const std::string& reason,
                            const sluice::Cancel& cancel);
  // The list that take() found the end of may go on, as far as its server says.
  bool in_doubt() const { return in_doubt_; }
  // What is around the rows that take() gave; null: nothing.
  sluice::Value envelope() const { return envelope_.value; }
  // The last page is to be taken again.
  sluice::Status take_back() { return seek_here(before_); }
  bool begun() const { return pages_ != nullptr; }
  void end() { pages_.reset(), exchange_.reset(); }
  // "GET /items/7", for messages.
  std::string name() const { return base_.name(); }

 private:
  sluice::Status seek_here(std::string_view place);
  sluice::Status send();
  sluice::Result<bool> read(sluice::Batch into, const sluice::Response& response,
                            const std::string& reason);
  sluice::Status check_counted(sluice::Batch page);
  bool starts_over(const sluice::Status& failure) const;
  void find_doubt(bool not_found);

  SourceList& list_;
  const sluice::Host& host_;
  const sluice::ClientRef& client_;
  const PageReader reader_;
  sluice::rest::Operation operation_;
  sluice::rest::OperationRequest base_;  // of the first page
  sluice::rest::OperationRequest sent_;
  std::unique_ptr<sluice::rest::PageRules> pages_;
  sluice::Exchange exchange_;
  PageReader::Envelope envelope_;
  std::string before_;  // place of the page that was taken last
  // Hashes of its records behind as many as the offset has moved by.
  std::vector<size_t> behind_;
  bool in_doubt_ = false;
  bool resumed_ = false;  // at a page that an earlier run was told of
};

}  // namespace http_plugin
