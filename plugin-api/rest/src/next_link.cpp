#include "sluice/rest/next_link.hpp"

#include <utility>

#include "sluice/rest/next_value.hpp"
#include "sluice/rest/value_path.hpp"

namespace sluice::rest {

Status NextLink::seek(std::string_view cursor) {
  LinkTarget target;
  if (!cursor.empty()) {
    auto found = link_target(base_, cursor);
    if (!found) return {SLUICE_E_INVALID, found.status().message()};
    target = *std::move(found);
  }
  at_ = cursor;
  target_ = std::move(target);
  absent_.clear();
  guard_.reset();
  pages_.reset();
  return {};
}

void NextLink::prepare(OperationRequest& request) const {
  if (at_.empty()) return;
  request.segments = target_.segments;
  request.query = target_.query;
  request.end_slash = target_.end_slash;
  request.slashes = target_.slashes;
}

Result<std::optional<std::string>> NextLink::next_of(const Page& page) {
  if (next_.empty()) return link_of(page.links, "next");
  const Value found = at_path(page.envelope, next_);
  if (!found) absent_ = next_;
  if (found.is_number()) return no_next(found, next_, "an address");
  return next_at(page.envelope, next_);
}

Result<bool> NextLink::advance(const Page& page) {
  const auto named = next_of(page);
  if (!named) return named.status();
  const std::optional<std::string>& next = *named;
  if (!next) return false;
  // Relative to the request that this page answers.
  LinkBase here = base_;
  if (!at_.empty()) {
    here.segments = target_.segments;
    here.end_slash = target_.end_slash;
  }
  auto target = link_target(here, *next);
  if (!target) return target.status();
  std::string at = link_text(base_, *target);
  if (Status s = guard_.check(at_, at); !s) return s;
  const std::string where = at_.empty() ? "the first page" : at_.substr(0, 200);
  if (Status s = pages_.check(page, where); !s) return s;
  at_ = std::move(at);
  target_ = *std::move(target);
  return true;
}

}  // namespace sluice::rest
