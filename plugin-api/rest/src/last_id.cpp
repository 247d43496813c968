#include "sluice/rest/last_id.hpp"

#include "sluice/rest/value_path.hpp"

namespace sluice::rest {

Result<bool> more_flag(const Page& page, std::string_view path) {
  Value flag = at_path(page.envelope, path);
  if (flag.is_bool()) return flag.is_true();
  if (page.rows() == 0 && (!flag || flag.is_null())) return false;
  return Status::data("page of " + std::to_string(page.rows()) + " rows has no " +
                      std::string(path) +
                      " that is true or false: whether there is more is not known");
}

Status LastId::seek(std::string_view cursor) {
  at_ = cursor.empty() ? start_ : std::string(cursor);
  guard_.reset();
  return {};
}

void LastId::prepare(OperationRequest& request) const {
  if (at_.empty())
    slot_.put_nothing(request);
  else
    slot_.put(request, at_);
}

Result<bool> LastId::has_more(const Page& page) const {
  if (more_.empty()) return page.rows() > 0;
  auto more = more_flag(page, more_);
  if (more && *more && page.rows() == 0)
    return Status::data("page has no rows, but says that there is more");
  return more;
}

// The last row that can be read: one that failed is requested again, at the next page's
// beginning, and fails again.
Result<std::string> LastId::last_id(const Page& page) const {
  for (size_t i = page.rows(); i-- > 0;)
    if (auto id = slot_.kept(at_path(page.row(i), row_))) return *std::move(id);
  // A row that the server wraps has it in what became the record.
  for (size_t i = page.records.size(); i-- > 0;)
    if (auto id = slot_.kept(at_path(page.records[i].root(), row_))) return *std::move(id);
  return Status::data("page of " + std::to_string(page.rows()) + " rows has no " +
                      std::string(row_) + ": where the next page starts is not known");
}

Result<bool> LastId::advance(const Page& page) {
  auto more = has_more(page);
  if (!more || !*more) return more;
  auto next = last_id(page);
  if (!next) return next.status();
  if (auto status = guard_.check(at_, *next); !status) return status;
  at_ = *std::move(next);
  return true;
}

}  // namespace sluice::rest
