#include "walk_state.hpp"

#include <utility>

#include "sluice/rest/document.hpp"
#include "sluice/rest/hex.hpp"
#include "sluice/rest/json_body.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::Document;
using sluice::rest::json_string;

namespace {

void put_text(std::string& out, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  out.append(out.size() > 1 ? "," : "").append(json_string(name)).append(":");
  out.append(json_string(value));
}

std::string spans_json(const std::map<std::string, Span>& spans) {
  std::string out = "{";
  for (const auto& [key, span] : spans) {
    if (span.low.empty() && span.high.empty()) continue;
    out.append(out.size() > 1 ? "," : "").append(json_string(key)).append(":[");
    out.append(span.low.json());
    if (!span.high.empty()) out.append(",").append(span.high.json());
    out += ']';
  }
  return out + "}";
}

std::string text_of(Value value) { return std::string(value.string_or("")); }

}  // namespace

std::string WalkState::text() const {
  const std::string marks = spans_json(spans);
  if (marks == "{}" && each.empty() && page.empty()) return {};
  std::string out = "{";
  if (marks != "{}") out.append("\"since\":").append(marks);
  if (!going) return out + "}";
  out.append(out.size() > 1 ? "," : "").append("\"began\":").append(std::to_string(began_s));
  if (full) out.append(",\"full\":true");
  if (partial) out.append(",\"partial\":true");
  put_text(out, "each", each);
  if (!page.empty()) put_text(out, "element", element);
  put_text(out, "page", page);
  return out + "}";
}

Result<WalkState> WalkState::read(const sluice::Host& host, std::string_view text) {
  WalkState out;
  if (text.empty()) return out;
  auto document = Document::parse(host, text, "the cursor");
  if (!document) return document.status();
  const Value root = document->root();
  if (!root.is_object())
    return Status(SLUICE_E_INVALID,
                  "the cursor is not one of http.subscriber; forget it with "
                  "`sluice state reset`");
  const Value since = root["since"];
  for (size_t i = 0; i < since.size(); i++) {
    const Value span = since.member(i);
    if (!span.is_array() || span.size() == 0) continue;
    Span& into = out.spans[std::string(since.key(i))];
    into.low = Reached::of(span.item(0));
    if (span.size() > 1) into.high = Reached::of(span.item(1));
  }
  out.going = root["began"].exists();
  out.began_s = root["began"].integer_or(0);
  out.full = root["full"].bool_or(false);
  out.partial = root["partial"].bool_or(false);
  out.each = text_of(root["each"]);
  out.element = text_of(root["element"]);
  out.page = text_of(root["page"]);
  return out;
}

void WalkState::end() {
  for (auto& [key, span] : spans)
    if (!span.high.empty()) span.low = std::exchange(span.high, {});
  going = full = partial = false;
  each.clear();
  element.clear();
  page.clear();
}

// FNV-1a, 64 bits.
std::string element_key(std::string_view json) {
  uint64_t hash = 14695981039346656037u;
  for (const char c : json) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8)
    sluice::rest::append_hex(out, static_cast<unsigned char>(hash >> shift));
  return out;
}

}  // namespace http_plugin
