#include "sluice/rest/page_rules.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/last_id.hpp"
#include "sluice/rest/value_path.hpp"
#include "sluice/rest/version_cursor.hpp"

namespace sluice::rest {
namespace {

constexpr char kBehindRows = '|';  // in a cursor: "200|eyJpZCI6…"

// As servers limit pages: 20, 25, 50, 100, 250 …
bool is_round(size_t rows) { return rows >= 10 && rows % 5 == 0; }

}  // namespace

Status PageRules::seek(std::string_view cursor) {
  uint64_t rows = 0;
  if (!rules_.total.empty() && !cursor.empty()) {
    const size_t bar = std::min(cursor.find(kBehindRows), cursor.size());
    const auto number = parse_version(cursor.substr(0, bar));
    if (!number || bar == cursor.size())
      return {SLUICE_E_INVALID, "cursor \"" + std::string(cursor.substr(0, 40)) +
                                    "\" does not begin with a number of rows"};
    rows = *number;
    cursor.remove_prefix(bar + 1);
  }
  if (Status s = kind_->seek(cursor); !s) return s;
  rows_ = rows;
  pages_ = 0;
  full_ = rules_.size;
  doubt_.clear();
  return {};
}

std::string PageRules::cursor() const {
  const std::string inner = kind_->cursor();
  if (rules_.total.empty() || inner.empty()) return inner;
  return std::to_string(rows_) + kBehindRows + inner;
}

bool PageRules::is_short(size_t rows) {
  if (!rules_.size || !rules_.more.empty() || !rules_.total.empty()) return false;
  if (pages_ == 0 && rows < full_ && is_round(rows)) full_ = rows;
  return rows < full_;
}

Result<uint64_t> PageRules::total_of(const Page& page) const {
  const auto text = text_at(page.envelope, rules_.total);
  const auto number = text ? parse_version(*text) : std::nullopt;
  if (number) return *number;
  return Status::data("page has no number at \"" + std::string(rules_.total) +
                      "\", which says how many rows there are");
}

// What the rules say; the kind is asked behind them.
Result<bool> PageRules::may_go_on(const Page& page) {
  if (!rules_.more.empty()) {
    auto more = more_flag(page, rules_.more);
    if (!more || !*more) return more;
  }
  if (!rules_.total.empty() && page.rows()) {
    auto total = total_of(page);
    if (!total) return total.status();
    if (rows_ + page.rows() >= *total) return false;
  }
  // Where rows have items of their own, either may be what the server counts: a request more loses
  // nothing.
  return !is_short(std::max(page.rows(), page.records.size()));
}

// A page without rows, or without a next one, where the total says that there are more.
void PageRules::look_at_end(const Page& page) {
  doubt_.clear();
  const auto text = rules_.total.empty() ? std::nullopt : text_at(page.envelope, rules_.total);
  const auto total = text ? parse_version(*text) : std::nullopt;
  if (total && rows_ < *total)
    doubt_ = "the pages had " + std::to_string(rows_) + " rows, and " + std::string(rules_.total) +
             " says " + std::to_string(*total);
  const size_t rows = page.rows();
  const bool looks_full = rules_.size ? rows >= rules_.size : is_round(rows);
  if (pages_ == 0 && looks_full && !kind_->absent().empty())
    doubt_ = "the first page has " + std::to_string(rows) + " rows and nothing at \"" +
             kind_->absent() + "\", which would name the next page; check that name";
}

Result<bool> PageRules::advance(const Page& page) {
  auto more = may_go_on(page);
  if (more && *more) {
    Page flagged = page;
    flagged.says_more = !rules_.more.empty();
    more = kind_->advance(flagged);
  }
  if (!more) return more;
  rows_ += page.rows();
  if (!*more) look_at_end(page);
  pages_++;
  return more;
}

}  // namespace sluice::rest
