#include "sluice/rest/next_cursor.hpp"

#include "sluice/rest/last_id.hpp"
#include "sluice/rest/next_value.hpp"
#include "sluice/rest/value_path.hpp"

namespace sluice::rest {

Status NextCursor::seek(std::string_view cursor) {
  at_ = cursor.empty() ? start_ : std::string(cursor);
  absent_.clear();
  guard_.reset();
  pages_.reset();
  return {};
}

void NextCursor::prepare(OperationRequest& request) const {
  if (at_.empty())
    slot_.put_nothing(request);
  else
    slot_.put(request, at_);
}

Result<bool> NextCursor::advance(const Page& page) {
  if (!more_.empty()) {
    auto more = more_flag(page, more_);
    if (!more || !*more) return more;
  }
  auto named = next_at(page.envelope, next_);
  if (!named) return named.status();
  auto next = *named ? slot_.kept(at_path(page.envelope, next_)) : std::nullopt;
  if (!next && more_.empty()) {
    if (!at_path(page.envelope, next_)) absent_ = next_;
    return false;
  }
  if (!next)
    return Status::data("page says that there is more, but has no " + std::string(next_) +
                        ": where the next page starts is not known");
  if (auto status = guard_.check(at_, *next); !status) return status;
  const std::string what = std::string(slot_.name()) + " \"" + at_.substr(0, 80) + "\"";
  if (auto status = pages_.check(page, what); !status) return status;
  at_ = *std::move(next);
  return true;
}

}  // namespace sluice::rest
