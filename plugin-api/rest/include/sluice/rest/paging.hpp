// How a list of a catalogue continues from page to page: its kind, and the API's names for the
// parts of it. Plain data for catalogue rows; immutable; any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::rest {

// What is sent in a request, what is read from a page, and what ends the walk. The names are the
// usual ones of each kind; PagingTraits changes them for one row.
enum class PaginationKind : uint8_t {
  kNone,               // one call returns everything
  kVersionCursor,      // query `after` in, envelope `version.max` out, an empty page ends it
  kRowVersionCursor,   // query `after` in, highest row `version` out, an empty page ends it
  kBodyVersionCursor,  // the same with `after` and `size` in the body, `sort_direction` asc sent
  kBodyOffset,         // body `offset` and `size`; an empty page, or one short of `size`, ends it
  kOffset,             // query `offset` and `page_size`; an empty or short page ends it
  kPageNumber,         // query `page_number` from 1; an empty or short page ends it
  kAfterId,   // query `after` = last row's `id`, `limit`; envelope `has_next` false ends it
  kLastSeen,  // query `after` = envelope `page_info.last_seen`; `page_info.has_next` false
  kBeforeId,  // query `before` = last row's `id`, newest first; an empty page ends it
  // query `cursor` = envelope `next_cursor`, `limit`; none or empty ends it. Nothing to continue
  // from is left at the end: the next walk reads everything again. A next link is none of these.
  kOpaqueCursor,
  kPageOfPages,   // query `page` from 1; envelope `pagination.page` and `.pages`; none: one page
  kSinceVersion,  // query `since_version` in, envelope `version.max` or highest row version out
};

// Whether the walk continues from a version.
inline bool goes_by_version(PaginationKind kind) {
  return kind == PaginationKind::kVersionCursor || kind == PaginationKind::kRowVersionCursor ||
         kind == PaginationKind::kBodyVersionCursor || kind == PaginationKind::kSinceVersion;
}

// Where a row differs from its kind's usual names and limits; empty or 0: as usual. A path is
// dotted ("page_info.has_next"); a parameter is a query parameter, in the kBody... kinds a member
// of the body.
struct PagingTraits {
  std::string_view cursor = {};      // parameter that says where to continue
  std::string_view page_size = {};   // parameter for rows per page
  std::string_view next = {};        // path in the envelope: the next cursor
  std::string_view more = {};        // path in the envelope: whether there is more
  std::string_view row = {};         // path in a row: its id or version
  std::string_view order = {};       // "sort_direction=asc": sent, since the walk needs that order
  std::string_view unwalkable = {};  // parameters whose row order makes the cursor skip some
  std::string_view since = {};       // parameter that takes a date: rows from then on
  std::string_view deleted = {};     // parameter that shows deleted rows as well
  uint32_t default_page_size = 0;    // requested where the configuration does not say
  uint32_t max_page_size = 0;        // the server cuts silently above it; 0: not published
};

}  // namespace sluice::rest
