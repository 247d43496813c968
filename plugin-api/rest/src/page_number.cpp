#include "sluice/rest/page_number.hpp"

#include "sluice/rest/version_cursor.hpp"

namespace sluice::rest {

Status PageNumber::seek(std::string_view cursor) {
  auto number = cursor.empty() ? start_ : parse_version(cursor);
  if (!number)
    return {SLUICE_E_INVALID, "cursor \"" + std::string(cursor.substr(0, 40)) + "\" is no page"};
  number_ = *number;
  guard_.reset();
  return {};
}

Result<bool> PageNumber::advance(const Page& page) {
  const size_t rows = page.rows();
  if (rows == 0 && !page.says_more) return false;
  const std::string what = std::string(slot_.name()) + " " + std::to_string(number_);
  if (auto status = guard_.check(page, what); !status) return status;
  number_++;
  return rows >= page_size_;
}

}  // namespace sluice::rest
