#include "sluice/rest/offset_pages.hpp"

#include "sluice/rest/version_cursor.hpp"

namespace sluice::rest {

Status OffsetPages::seek(std::string_view cursor) {
  auto offset = cursor.empty() ? start_ : parse_version(cursor);
  if (!offset)
    return {SLUICE_E_INVALID, "cursor \"" + std::string(cursor.substr(0, 40)) + "\" is no offset"};
  offset_ = *offset;
  guard_.reset();
  return {};
}

Result<bool> OffsetPages::advance(const Page& page) {
  const size_t rows = page.rows();
  if (rows == 0 && page.says_more)
    return Status::data(
        "page has no rows, but says that there is more: how far the offset moves is not known");
  if (rows == 0) return false;
  const std::string what = std::string(slot_.name()) + " " + std::to_string(offset_);
  if (auto status = guard_.check(page, what); !status) return status;
  offset_ += page.step ? page.step : rows;
  return rows >= page_size_;
}

}  // namespace sluice::rest
