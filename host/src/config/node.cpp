#include "config/node.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <utility>

namespace sluice::config {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write_string(Writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write(Writer& out, const Node& node);

void write_object(Writer& out, const Node& node) {
  out.StartObject();
  for (const Member& member : node.members) {
    write_string(out, member.key);
    write(out, member.value);
  }
  out.EndObject();
}

void write_array(Writer& out, const Node& node) {
  out.StartArray();
  for (const Node& item : node.items) write(out, item);
  out.EndArray();
}

void write(Writer& out, const Node& node) {
  switch (node.kind) {
    case Kind::kObject:
      return write_object(out, node);
    case Kind::kArray:
      return write_array(out, node);
    case Kind::kString:
      return write_string(out, node.text);
    case Kind::kNull:
      out.Null();
      return;
    case Kind::kBoolean:
      out.Bool(node.text == "true");
      return;
    case Kind::kNumber:
      out.RawValue(node.text.data(), node.text.size(), rapidjson::kNumberType);
  }
}

std::string unescape(std::string_view step) {
  std::string out;
  for (size_t i = 0; i < step.size(); i++) {
    if (step[i] == '~' && i + 1 < step.size()) {
      out += step[++i] == '1' ? '/' : '~';
    } else {
      out += step[i];
    }
  }
  return out;
}

const Node* item_at(const Node& array, const std::string& step) {
  const bool digits =
      !step.empty() && step.size() < 10 &&
      std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
  const size_t index = digits ? std::stoul(step) : array.items.size();
  return index < array.items.size() ? &array.items[index] : nullptr;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Node* Node::find(std::string_view key) {
  return const_cast<Node*>(static_cast<const Node*>(this)->find(key));
}

const Node* Node::at_pointer(std::string_view pointer) const {
  const Node* node = this;
  while (node && !pointer.empty() && pointer.front() == '/') {
    pointer.remove_prefix(1);
    const size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string step = unescape(pointer.substr(0, end));
    node = node->is(Kind::kArray) ? item_at(*node, step) : node->find(step);
    pointer.remove_prefix(end);
  }
  return node;
}

Node& Node::set(std::string key, Node value) {
  if (Node* old = find(key)) return *old = std::move(value);
  const Position where = value.at;
  return members.emplace_back(Member{std::move(key), where, std::move(value)}).value;
}

void Node::erase(std::string_view key) {
  std::erase_if(members, [&](const Member& member) { return member.key == key; });
}

Node Node::object(Position at) {
  Node node;
  node.kind = Kind::kObject;
  node.at = at;
  return node;
}

Node Node::array(Position at) {
  Node node = object(at);
  node.kind = Kind::kArray;
  return node;
}

Node Node::string(std::string text, Position at) {
  Node node;
  node.kind = Kind::kString;
  node.at = at;
  node.text = std::move(text);
  return node;
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return "true or false";
    case Kind::kNumber:
      return "a number";
    case Kind::kString:
      return "text";
    case Kind::kArray:
      return "a list";
    case Kind::kObject:
      return "an object";
  }
  return "a value";
}

std::string to_json(const Node& node) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  write(writer, node);
  return {buffer.GetString(), buffer.GetSize()};
}

const std::string& file_named(const Node& setting) {
  return setting.path.empty() ? setting.text : setting.path;
}

Node with_paths(Node node) {
  if (!node.path.empty()) node.text = std::exchange(node.path, {});
  for (Member& member : node.members) member.value = with_paths(std::move(member.value));
  for (Node& item : node.items) item = with_paths(std::move(item));
  return node;
}

std::string join_pointer(std::string_view pointer, std::string_view step) {
  std::string out(pointer);
  out += '/';
  for (const char c : step) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace sluice::config
