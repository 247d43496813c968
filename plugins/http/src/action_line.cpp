#include "action_line.hpp"

#include "sluice/rest/json_body.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::json_string;
using sluice::rest::MemberPath;

namespace {

// The text between the quotes of a JSON string.
std::string escaped(std::string_view text) {
  const std::string quoted = json_string(text);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

Result<ActionLine> ActionLine::parse(Value action, std::string_view pointer) {
  if (!action.is_object() || action.size() != 1 || !action.member(0).is_object())
    return Status::invalid(pointer,
                           "must have one member, the action, which is an object: {index: {_id: "
                           "\"{id}\"}}");
  ActionLine out;
  out.with_record_ = action.key(0) != "delete";
  if (Status s = out.add(action, pointer); !s) return s;
  out.pieces_.back().json += '\n';
  return out;
}

ActionLine ActionLine::index() {
  ActionLine out;
  out.pieces_.back().json = "{\"index\":{}}\n";
  return out;
}

Status ActionLine::add(Value value, std::string_view pointer) {
  if (value.is_object()) return add_object(value, pointer);
  if (value.is_string()) return add_text(value.string_or(""), pointer);
  auto json = value.json();
  if (!json) return json.status();
  pieces_.back().json += *json;
  return {};
}

Status ActionLine::add_object(Value object, std::string_view pointer) {
  pieces_.back().json += '{';
  for (size_t i = 0; i < object.size(); i++) {
    const std::string_view name = object.key(i);
    pieces_.back().json += (i ? "," : "") + json_string(name) + ":";
    const std::string where = std::string(pointer) + "/" + std::string(name);
    if (Status s = add(object.member(i), where); !s) return s;
  }
  pieces_.back().json += '}';
  return {};
}

Status ActionLine::add_text(std::string_view text, std::string_view pointer) {
  pieces_.back().json += '"';
  for (;;) {
    const size_t open = text.find('{');
    pieces_.back().json += escaped(text.substr(0, open));
    if (open == text.npos) break;
    const size_t close = text.find('}', open);
    if (close == text.npos || close == open + 1)
      return Status::invalid(pointer, "has { without a member's name and }; write {id}");
    auto member = MemberPath::parse(text.substr(open + 1, close - open - 1), pointer);
    if (!member) return member.status();
    pieces_.back().member = *std::move(member);
    pieces_.emplace_back();
    text.remove_prefix(close + 1);
  }
  pieces_.back().json += '"';
  return {};
}

Status ActionLine::append(Value record, std::string& out) {
  for (Piece& piece : pieces_) {
    out += piece.json;
    if (!piece.member) continue;
    const Value value = piece.member->find(record);
    const auto text = value.string();
    if (text)
      out += escaped(*text);
    else if (value.is_number() || value.is_bool())
      out += value.text();
    else
      return Status::data("record /" + piece.member->text() +
                          (value ? ": is not text or a number" : ": is missing") +
                          ", but the action line needs it");
  }
  return {};
}

}  // namespace http_plugin
