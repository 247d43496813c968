// The texts of ext/members.h.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <utility>

#include "sluice/expression/known_value.hpp"

namespace sluice::expression {
namespace {

using Json = rapidjson::Value;
using KnownWriter = rapidjson::Writer<rapidjson::StringBuffer>;

struct KindWord {
  const char* word;
  Type type;
};
constexpr KindWord kKindWords[] = {{"string", kStringType},
                                   {"number", kNumberType},
                                   {"boolean", kBooleanType},
                                   {"array", kArrayType},
                                   {"object", kObjectType}};

std::string_view text_in(const Json& json) { return {json.GetString(), json.GetStringLength()}; }

const Json* member_in(const Json& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

uint8_t kinds_in(const Json& schema) {
  const Json* const type = member_in(schema, "type");
  if (!type || !type->IsString()) return kAnyType;
  for (const KindWord& one : kKindWords)
    if (text_in(*type) == one.word) return one.type;
  return kAnyType;
}

Known read_known(const Json& schema, int depth = 0) {
  constexpr int kDeepestSchema = 64;
  if (!schema.IsObject() || schema.ObjectEmpty() || depth > kDeepestSchema) return nullptr;
  auto out = std::make_shared<KnownValue>();
  out->kinds = kinds_in(schema);
  const Json* const others = member_in(schema, "additionalProperties");
  out->complete = others && others->IsFalse() && out->is(kObjectType);
  if (const Json* members = member_in(schema, "properties"); members && members->IsObject())
    for (const auto& one : members->GetObject())
      out->members[std::string(text_in(one.name))] = read_known(one.value, depth + 1);
  if (const Json* items = member_in(schema, "items")) out->items = read_known(*items, depth + 1);
  if (const Json* words = member_in(schema, "enum"); words && words->IsArray())
    for (const Json& word : words->GetArray())
      if (word.IsString()) out->words.emplace_back(text_in(word));
  return out;
}

void write_text(KnownWriter& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write_known(KnownWriter& out, const Known& known) {
  out.StartObject();
  if (known) {
    for (const KindWord& one : kKindWords)
      if (known->is(one.type)) out.Key("type"), out.String(one.word);
    if (known->complete) out.Key("additionalProperties"), out.Bool(false);
    if (!known->members.empty()) {
      out.Key("properties");
      out.StartObject();
      for (const auto& [name, value] : known->members)
        write_text(out, name), write_known(out, value);
      out.EndObject();
    }
    if (known->items) out.Key("items"), write_known(out, known->items);
    if (!known->words.empty()) {
      out.Key("enum");
      out.StartArray();
      for (const std::string& word : known->words) write_text(out, word);
      out.EndArray();
    }
  }
  out.EndObject();
}

}  // namespace

Known known_of(std::string_view json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  return document.HasParseError() ? nullptr : read_known(document);
}

std::string json_of(const Known& known) {
  if (!known) return {};
  rapidjson::StringBuffer buffer;
  KnownWriter out(buffer);
  write_known(out, known);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace sluice::expression
