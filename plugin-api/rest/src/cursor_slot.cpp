#include "sluice/rest/cursor_slot.hpp"

#include <rapidjson/document.h>

#include "sluice/rest/value_path.hpp"

namespace sluice::rest {
namespace {

bool is_text_or_number(std::string_view json) {
  rapidjson::Document document;
  // Of any size and precision.
  document.Parse<rapidjson::kParseNumbersAsStringsFlag>(json.data(), json.size());
  return !document.HasParseError() && document.IsString();
}

}  // namespace

std::optional<std::string> CursorSlot::kept(Value cursor) const {
  auto text = text_at(cursor, "");
  return text && in_body_ && !cursor.is_number() ? json_string(*text) : text;
}

void CursorSlot::put(OperationRequest& request, uint64_t number) const {
  if (in_body_) return put_json(request, std::to_string(number));
  request.query.set(name_, std::to_string(number));
}

void CursorSlot::put(OperationRequest& request, std::string_view kept) const {
  // What an older version kept is plain text.
  if (in_body_)
    return put_json(request, is_text_or_number(kept) ? std::string(kept) : json_string(kept));
  request.query.set(name_, std::string(kept));
}

void CursorSlot::put_nothing(OperationRequest& request) const {
  if (in_body_) request.body = body_.text();
}

void CursorSlot::put_json(OperationRequest& request, std::string json) const {
  JsonBody body = body_;
  static_cast<void>(body.set(name_, std::move(json)));  // whoever made this has tried
  request.body = body.text();
}

}  // namespace sluice::rest
