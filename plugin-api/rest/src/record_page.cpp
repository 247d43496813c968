#include "sluice/rest/record_page.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "sluice/record.h"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/document.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/value_path.hpp"

namespace sluice::rest {

namespace {

Status give_page(Batch into, std::string_view text) {
  char* page = into.abi()->json->reserve_page(into.abi(), text.size());
  if (!page) return {SLUICE_E_NO_MEMORY, "no memory for a page of " + std::to_string(text.size())};
  if (!text.empty()) std::memcpy(page, text.data(), text.size());
  return {};
}

Status parse_rows(Batch into, std::string_view rows) {
  if (auto status = give_page(into, rows); !status) return status;
  return into.parse_page(rows.size(), {}).status();
}

// The rows of a page as one JSON list.
class Rows {
 public:
  // `list`: the list's name, written into each record; empty: not written.
  Status add(Value value, std::string_view list) {
    if (value.is_null()) return {};
    if (!value.is_array()) return add_one(value, list);
    for (size_t i = 0; i < value.size(); i++)
      if (auto status = add_one(value.item(i), list); !status) return status;
    return {};
  }
  std::string text() const { return text_ + "]"; }

 private:
  Status add_one(Value value, std::string_view list) {
    auto json = value.json();
    if (!json) return json.status();
    if (text_.size() > 1) text_ += ',';
    text_ += *json;
    if (list.empty() || !value.is_object() || text_.back() != '}') return {};
    text_.pop_back();
    if (text_.back() != '{') text_ += ',';
    text_.append("\"list\":").append(json_string(list)).append("}");
    return {};
  }

  std::string text_ = "[";
};

// What a legacy API returns with status 200 for a failure.
bool is_error(Value document) {
  if (!document.is_object()) return false;
  Value error = document["error"];
  if (!error || error.is_null() || document.size() > 4) return false;
  for (size_t i = 0; i < document.size(); i++) {
    const auto key = document.key(i);
    if (key != "error" && key != "message" && key != "error_description" && key != "details")
      return false;
  }
  return true;
}

Status unreadable(Batch into, std::string_view body, std::string message) {
  static_cast<void>(keep_page(into, body));
  return Status::data(std::move(message));
}

}  // namespace

// Only a page that was given to the parser is known to the host. A path with an empty step makes no
// records of it, whatever it is.
Status keep_page(Batch into, std::string_view text) {
  constexpr std::string_view kNoPath = ".";
  if (auto status = give_page(into, text); !status) return status;
  static_cast<void>(into.parse_page(text.size(), kNoPath));
  into.abi()->fault = SLUICE_OK;
  return {};
}

Result<size_t> make_record_page(const Host& host, Batch into, std::string_view body,
                                std::string_view envelope, std::string_view bare) {
  auto document = Document::parse(host, body, "the response");
  if (!document && document.status().code() != SLUICE_E_INVALID) return document.status();
  if (!document) return unreadable(into, body, document.status().message());
  Value root = document->root();
  if (is_error(root)) return unreadable(into, body, "the response is an error");
  size_t longest = 0;
  Rows rows;
  auto paths = split_names(envelope);
  if (paths.empty()) paths.emplace_back();
  bool found = false;
  for (auto path : paths) {
    Value value = at_path(root, path);
    found |= value.exists();
    if (!value) continue;
    if (value.is_array()) longest = std::max(longest, value.size());
    const auto list = paths.size() > 1 ? path.substr(path.rfind('.') + 1) : std::string_view();
    if (auto status = rows.add(value, list); !status) return status;
  }
  if (!found && !bare.empty() && root.is_object() && root[bare]) {
    found = true;
    if (auto status = rows.add(root, {}); !status) return status;
  }
  if (!found) return unreadable(into, body, "the response has no member " + std::string(envelope));
  if (auto status = parse_rows(into, rows.text()); !status) return status;
  return longest;
}

void refuse_nulls(Batch page) {
  for (size_t i = 0; i < page.size(); i++) {
    const Record record = page[i];
    if (record.live() && record.root().is_null())
      record.fail(
          Status::data("row " + std::to_string(i + 1) + " of the page is null, not a record"));
  }
}

Status make_text_page(Batch into, std::string_view body) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
  return parse_rows(into, "[{\"text\":" + json_string(body) + "}]");
}

}  // namespace sluice::rest
