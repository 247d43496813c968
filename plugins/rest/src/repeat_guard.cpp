#include "sluice/rest/repeat_guard.hpp"

#include <functional>

namespace sluice::rest {

Status CursorGuard::check(std::string_view sent, std::string_view next) {
  if (next == sent || next == remembered_)
    return Status::data("cursor repeats: the page after \"" + std::string(sent.substr(0, 80)) +
                        "\" names \"" + std::string(next.substr(0, 80)) +
                        "\" as the next one, where the walk has been before");
  if (++steps_ == period_) {
    remembered_ = next;
    period_ *= 2;
    steps_ = 0;
  }
  return {};
}

Status PageGuard::check(Batch page, std::string_view what) {
  const size_t rows = page.size();
  if (rows == 0) return {};
  const std::hash<std::string_view> hash;
  const size_t print = hash(page[0].source()) * 31 + hash(page[rows - 1].source());
  if (rows == rows_ && print == print_)
    return Status::data("page repeats: " + std::string(what) + " has the " + std::to_string(rows) +
                        " rows of the page before; the server does not go on");
  rows_ = rows;
  print_ = print;
  return {};
}

}  // namespace sluice::rest
