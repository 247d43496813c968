// Words that the rows of the catalogue share: parameters of most lists, and which versions of the
// API have a row. Plain constants; any thread.
#pragma once

#include "sluice/rest/row.hpp"

namespace lightspeedhq {

using sluice::rest::EntityMembers;
using sluice::rest::Operation;
using sluice::rest::Reread;
using enum sluice::rest::PaginationKind;
using sluice::rest::del;
using sluice::rest::get;
using sluice::rest::patch;
using sluice::rest::post;
using sluice::rest::put;
using Text = std::string_view;

// Every version-cursor list takes the first three; most can also show deleted rows.
inline constexpr Text kWalk = "after:int,before:int,page_size:int";
inline constexpr Text kWalkDeleted = "after:int,before:int,page_size:int,deleted:bool";

// A quarterly release covers the whole API; 2026-10 changed products, 2026-04 inventory.
inline constexpr Text kDated = "2026-01,2026-04,2026-07,2026-10";
inline constexpr Text kSince20 = "2.0,2026-01,2026-04,2026-07,2026-10";
inline constexpr Text kSince2604 = "2026-04,2026-07,2026-10";
inline constexpr Text kBefore2604 = "2.0,2026-01";
inline constexpr Text kUntil2607 = "2.0,2026-01,2026-04,2026-07";
inline constexpr Text kDatedUntil2607 = "2026-01,2026-04,2026-07";

}  // namespace lightspeedhq
