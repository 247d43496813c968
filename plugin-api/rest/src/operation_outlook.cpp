#include "sluice/rest/operation_outlook.hpp"

#include <algorithm>

namespace sluice::rest {
namespace {

// The words of `list`, separated by `between`, appended to `out`.
void add(std::string_view list, std::string_view between, std::string& out) {
  std::string words;
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find(' ', at), list.size());
    if (end > at) words.append(words.empty() ? "" : between).append(list.substr(at, end - at));
    at = end + 1;
  }
  if (words.empty() || out.find(words) != out.npos) return;
  out.append(out.empty() ? "" : ",").append(words);
}

// As many requests as the records need.
uint64_t calls(uint64_t records, uint64_t each) { return (records + each - 1) / each; }

uint64_t asked_page_size(Value config, uint64_t usual) {
  for (const char* part : {"query", "payload"}) {
    for (const char* name : {"page_size", "size", "limit"}) {
      const int64_t asked = config["request"][part][name].integer_or(0);
      if (asked > 0) return static_cast<uint64_t>(asked);
    }
  }
  return usual;
}

}  // namespace

OperationOutlook::OperationOutlook(Context& context, const Catalogue& catalogue, uint64_t page_size)
    : page_size_(page_size) {
  auto config = context.config();
  if (!config) return;
  const std::string_view entity = (*config)["entity"].string_or("");
  const std::string_view action = (*config)["action"].string_or("list");
  const std::string_view version = (*config)["version"].string_or("");
  for (std::string_view name :
       {action == "upsert" ? "create" : action, action == "upsert" ? "update" : std::string_view()})
    if (const Operation* row = name.empty() ? nullptr : catalogue.get(entity, name, version))
      operations_.push_back(row);
  page_size_ = asked_page_size(*config, page_size);
  pages_ = (*config)["pagination"].bool_or(true);
}

std::string OperationOutlook::needs() const {
  std::string out;
  for (const Operation* row : operations_) {
    add(row->scopes, ",", out);
    add(row->any_scope, " or ", out);
  }
  return out;
}

Result<uint64_t> OperationOutlook::requests(uint64_t records) const {
  if (operations_.empty()) return Status::end();
  const Operation& row = *operations_.front();
  if (is_write(row)) return calls(records, std::max<uint64_t>(1, row.bulk.most));
  if (row.pagination == PaginationKind::kNone || !pages_) return uint64_t{1};
  if (page_size_ == 0) return Status::end();
  // Most lists end with an extra empty page.
  return calls(records, page_size_) + 1;
}

}  // namespace sluice::rest
