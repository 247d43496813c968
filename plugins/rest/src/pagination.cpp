#include "sluice/rest/pagination.hpp"

#include "sluice/rest/closest.hpp"
#include "sluice/rest/version_cursor.hpp"

namespace sluice::rest {

bool is_paged(const Operation& operation, const Parameters& query) {
  if (operation.pagination == PaginationKind::kNone) return false;
  for (auto name : split_names(operation.unpaged_with))
    if (query.has(name)) return false;
  return true;
}

Result<std::unique_ptr<Pagination>> make_pagination(const Operation& operation,
                                                    const Parameters& query, bool paged,
                                                    std::string_view pointer) {
  if (!paged || !is_paged(operation, query))
    return std::unique_ptr<Pagination>(std::make_unique<SinglePage>());
  if (operation.pagination != PaginationKind::kVersionCursor)
    return Status(SLUICE_E_UNSUPPORTED, std::string(operation.entity) +
                                            " cannot be paged by this version of the connector");
  uint64_t start = 0;
  if (query.has("after")) {
    auto given = parse_version(query.first("after"));
    if (!given)
      return Status::invalid(std::string(pointer) + "/after",
                             "\"" + std::string(query.first("after")) +
                                 "\" is no version: a whole number from 0 is needed");
    start = *given;
  }
  return std::unique_ptr<Pagination>(std::make_unique<VersionCursor>(start, operation.row_version));
}

}  // namespace sluice::rest
