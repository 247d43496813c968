#include "common/json_members.hpp"

#include <rapidjson/document.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>

namespace sluice::simulator {
namespace {

constexpr int kMaxDepth = 512;

// Cuts the top level of a document into raw slices. RapidJSON checks the grammar; the stream's
// position at each event shows where a value starts and ends. MemoryStream, because RapidJSON
// copies other streams during a string and their position would be stale.
class TopLevelCutter : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TopLevelCutter> {
 public:
  TopLevelCutter(std::string_view text, const rapidjson::MemoryStream& stream)
      : text_(text), stream_(stream) {}

  bool Default() {
    finish_value();
    return true;
  }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return Default(); }
  bool String(const char*, rapidjson::SizeType, bool) { return Default(); }
  bool Key(const char* name, rapidjson::SizeType length, bool) {
    if (depth_ == 1) {
      key_.assign(name, length);
      start_ = skip_to_value(stream_.Tell());
    }
    return true;
  }
  bool StartObject() { return enter(JsonKind::kObject); }
  bool StartArray() { return enter(JsonKind::kArray); }
  bool EndObject(rapidjson::SizeType) { return leave(); }
  bool EndArray(rapidjson::SizeType) { return leave(); }

  JsonKind kind() const { return kind_; }
  std::vector<JsonMember> take() { return std::move(found_); }

 private:
  bool enter(JsonKind kind) {
    if (depth_ == 0) {
      kind_ = kind;
      start_ = stream_.Tell();
    }
    return ++depth_ <= kMaxDepth;
  }
  bool leave() {
    --depth_;
    finish_value();
    return true;
  }
  void finish_value() {
    if (depth_ == 0 && found_.empty() && kind_ == JsonKind::kNull) {
      kind_ = kind_of(text_.substr(skip_to_value(0)));
    }
    if (depth_ != 1) return;
    if (kind_ == JsonKind::kArray) start_ = skip_to_value(start_);
    const std::size_t end = stream_.Tell();
    found_.push_back({key_, std::string(text_.substr(start_, end - start_))});
    start_ = end;
  }
  std::size_t skip_to_value(std::size_t at) const {
    const std::size_t found = text_.find_first_not_of(" \t\r\n:,", at);
    return found == std::string_view::npos ? text_.size() : found;
  }

  std::string_view text_;
  const rapidjson::MemoryStream& stream_;
  JsonKind kind_ = JsonKind::kNull;
  int depth_ = 0;
  std::size_t start_ = 0;
  std::string key_;
  std::vector<JsonMember> found_;
};

struct Cut {
  JsonKind kind;
  std::vector<JsonMember> parts;
};

std::optional<Cut> cut(std::string_view text) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  TopLevelCutter cutter(text, stream);
  rapidjson::Reader reader;
  constexpr unsigned kFlags =
      rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
  if (!reader.Parse<kFlags>(stream, cutter)) return std::nullopt;
  return Cut{cutter.kind(), cutter.take()};
}

template <typename Writer>
std::string in_quotes(std::string_view text) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

std::optional<JsonMembers> JsonMembers::parse(std::string_view text) {
  std::optional<Cut> parts = cut(text);
  if (!parts || parts->kind != JsonKind::kObject) return std::nullopt;
  JsonMembers members;
  members.members_.reserve(parts->parts.size());
  for (JsonMember& part : parts->parts) {
    if (const std::string* known = members.find(part.name); known != nullptr) {
      members.set(part.name, std::move(part.raw));
    } else {
      members.members_.push_back(std::move(part));
    }
  }
  return members;
}

const std::string* JsonMembers::find(std::string_view name) const {
  for (const JsonMember& member : members_) {
    if (member.name == name) return &member.raw;
  }
  return nullptr;
}

void JsonMembers::set(std::string_view name, std::string raw) {
  for (JsonMember& member : members_) {
    if (member.name == name) {
      member.raw = std::move(raw);
      return;
    }
  }
  members_.push_back({std::string(name), std::move(raw)});
}

void JsonMembers::erase(std::string_view name) {
  std::erase_if(members_, [name](const JsonMember& member) { return member.name == name; });
}

std::string JsonMembers::text() const {
  std::string out = "{";
  for (const JsonMember& member : members_) {
    if (out.size() > 1) out += ',';
    out += quote(member.name);
    out += ':';
    out += member.raw;
  }
  out += '}';
  return out;
}

std::optional<std::vector<std::string>> parse_array(std::string_view text) {
  std::optional<Cut> parts = cut(text);
  if (!parts || parts->kind != JsonKind::kArray) return std::nullopt;
  std::vector<std::string> elements;
  elements.reserve(parts->parts.size());
  for (JsonMember& part : parts->parts) elements.push_back(std::move(part.raw));
  return elements;
}

std::optional<JsonKind> parse_kind(std::string_view text) {
  const std::optional<Cut> parts = cut(text);
  if (!parts) return std::nullopt;
  return parts->kind;
}

JsonKind kind_of(std::string_view raw) {
  switch (raw.empty() ? 'n' : raw.front()) {
    case '{':
      return JsonKind::kObject;
    case '[':
      return JsonKind::kArray;
    case '"':
      return JsonKind::kString;
    case 't':
    case 'f':
      return JsonKind::kBoolean;
    case 'n':
      return JsonKind::kNull;
    default:
      return JsonKind::kNumber;
  }
}

std::string quote(std::string_view text) {
  return in_quotes<rapidjson::Writer<rapidjson::StringBuffer>>(text);
}

std::string quote_ascii(std::string_view text) {
  return in_quotes<
      rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>>>(text);
}

std::optional<std::string> as_text(const std::string* raw) {
  if (raw == nullptr || kind_of(*raw) != JsonKind::kString) return std::nullopt;
  rapidjson::Document document;
  document.Parse(raw->data(), raw->size());
  if (!document.IsString()) return std::nullopt;
  return std::string(document.GetString(), document.GetStringLength());
}

std::optional<std::int64_t> as_int(const std::string* raw) {
  if (raw == nullptr) return std::nullopt;
  std::int64_t value = 0;
  const char* end = raw->data() + raw->size();
  const auto result = std::from_chars(raw->data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

std::optional<double> as_number(const std::string* raw) {
  if (raw == nullptr || kind_of(*raw) != JsonKind::kNumber) return std::nullopt;
  double value = 0;
  const auto result = std::from_chars(raw->data(), raw->data() + raw->size(), value);
  if (result.ec != std::errc()) return std::nullopt;
  return value;
}

std::optional<bool> as_bool(const std::string* raw) {
  if (raw == nullptr || kind_of(*raw) != JsonKind::kBoolean) return std::nullopt;
  return *raw == "true";
}

}  // namespace sluice::simulator
