#include "place.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace file_plugin {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

bool read(const rapidjson::Value& object, const char* name, uint64_t& out) {
  auto at = object.FindMember(name);
  if (at == object.MemberEnd() || !at->value.IsUint64()) return false;
  out = at->value.GetUint64();
  return true;
}

bool read(const rapidjson::Value& object, const char* name, std::string& out) {
  auto at = object.FindMember(name);
  if (at == object.MemberEnd() || !at->value.IsString()) return false;
  out.assign(at->value.GetString(), at->value.GetStringLength());
  return true;
}

void write(Writer& writer, const char* name, uint64_t value) {
  writer.Key(name);
  writer.Uint64(value);
}

void write(Writer& writer, const char* name, const std::string& value) {
  writer.Key(name);
  writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

}  // namespace

std::string Place::text() const {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  write(writer, "path", path);
  write(writer, "device", device);
  write(writer, "inode", inode);
  write(writer, "bytes", bytes);
  write(writer, "head", prints.head);
  write(writer, "tail", prints.tail);
  write(writer, "line", line);
  if (!state.empty()) write(writer, "state", state);
  write(writer, "token", token);
  writer.Key("complete");
  writer.Bool(complete);
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<Place> Place::parse(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  Place out;
  const bool usable = !document.HasParseError() && document.IsObject() &&
                      read(document, "path", out.path) && read(document, "device", out.device) &&
                      read(document, "inode", out.inode) && read(document, "bytes", out.bytes) &&
                      read(document, "head", out.prints.head) &&
                      read(document, "tail", out.prints.tail) && read(document, "line", out.line) &&
                      read(document, "token", out.token);
  if (!usable)
    return Status(SLUICE_E_INVALID,
                  "stored place in a file cannot be read: forget it with "
                  "`sluice state reset PIPELINE`");
  read(document, "state", out.state);
  out.complete = document.HasMember("complete") && document["complete"].IsTrue();
  return out;
}

}  // namespace file_plugin
