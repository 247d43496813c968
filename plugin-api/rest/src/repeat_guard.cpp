#include "sluice/rest/repeat_guard.hpp"

#include <functional>

namespace sluice::rest {
namespace {

std::string_view row_text(const Page& page, size_t row) {
  if (!page.listed) return page.records[row].source();
  auto json = page.row(row).json();
  return json ? *json : std::string_view();
}

}  // namespace

Status CursorGuard::check(std::string_view sent, std::string_view next) {
  if (next != sent && !circle_.closes(std::string(next))) return {};
  return Status::data("cursor repeats: the page after \"" + std::string(sent.substr(0, 80)) +
                      "\" names \"" + std::string(next.substr(0, 80)) +
                      "\" as the next one, where the walk has been before");
}

Status PageGuard::check(const Page& page, std::string_view what) {
  const size_t rows = page.rows();
  empty_ = rows ? 0 : empty_ + 1;
  if (empty_ > kMostEmpty)
    return Status::data(std::to_string(empty_) + " pages in a row have no rows, the last one at " +
                        std::string(what) + ", and the server claims more: the walk has no end");
  if (rows == 0) return {};
  const std::hash<std::string_view> hash;
  const Print print{rows, hash(row_text(page, 0)) * 31 + hash(row_text(page, rows - 1))};
  const bool met = before_ == print || circle_.closes(print);
  before_ = print;
  if (!met) return {};
  return Status::data("page repeats: " + std::string(what) + " has the " + std::to_string(rows) +
                      " rows of an earlier page; the server does not advance");
}

}  // namespace sluice::rest
