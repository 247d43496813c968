// The `pagination` of a component: how the pages of a list follow each other. Made at create; it
// owns the text that a walk borrows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sluice/rest/cursor_slot.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/link_target.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/page_rules.hpp"
#include "sluice/rest/paging.hpp"
#include "sluice/value.hpp"

namespace http_plugin {

struct PagingSettings {
  enum class Kind : uint8_t {
    kNone,
    kPage,
    kPages,
    kOffset,
    kTotal,
    kCursor,
    kAfterId,
    kNextBody,
    kNextLink
  };

  Kind kind = Kind::kNone;
  std::string param, size_param, next, more, total, row;
  std::vector<std::string> hosts;
  bool in_body = false;  // parameters are members of the payload
  uint32_t size = 0;     // rows a page; 0: the server decides
  uint64_t start = 0;    // of the first page, where pages are numbered
  bool resumes = false;  // an interrupted walk goes on at its page
  uint64_t max_pages = 0;

  // `pointer`: where it stands ("/pagination"). E_INVALID: settings that the kind does not have, or
  // lacks.
  static sluice::Result<PagingSettings> read(sluice::Value config, const std::string& pointer);

  // Whether it reads from the response around the rows.
  bool reads_envelope() const;
  // Whether the number of a page's rows, or its last row, says how the walk goes on.
  bool counts_rows() const;
  // Whether the next page begins behind as many rows as there were.
  bool moves_by_rows() const;
  // Adds what every page's request has. E_INVALID: the body takes no such member.
  sluice::Status put_fixed(sluice::rest::Parameters& query, sluice::rest::JsonBody& body) const;
  // A walk. `body`: what put_fixed() has seen. `base`: of links. Borrows from this.
  std::unique_ptr<sluice::rest::PageRules> walk(const sluice::rest::JsonBody& body,
                                                sluice::rest::LinkBase base) const;

 private:
  std::unique_ptr<sluice::rest::Pagination> walk_of_kind(const sluice::rest::JsonBody& body,
                                                         sluice::rest::LinkBase base) const;
};

}  // namespace http_plugin
