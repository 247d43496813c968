#include "place.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace file_plugin {
namespace {

constexpr std::string_view kWayOut =
    "; move the right file back, or forget the place with `sluice state reset PIPELINE`";

bool read(const rapidjson::Value& object, const char* name, uint64_t& out) {
  auto at = object.FindMember(name);
  if (at == object.MemberEnd() || !at->value.IsUint64()) return false;
  out = at->value.GetUint64();
  return true;
}

}  // namespace

std::string Place::text() const {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  writer.Key("path");
  writer.String(path.data(), static_cast<rapidjson::SizeType>(path.size()));
  writer.Key("device");
  writer.Uint64(device);
  writer.Key("inode");
  writer.Uint64(inode);
  writer.Key("bytes");
  writer.Uint64(bytes);
  writer.Key("line");
  writer.Uint64(line);
  writer.Key("complete");
  writer.Bool(complete);
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<Place> Place::parse(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  Place out;
  bool usable = !document.HasParseError() && document.IsObject() && document.HasMember("path") &&
                document["path"].IsString() && read(document, "device", out.device) &&
                read(document, "inode", out.inode) && read(document, "bytes", out.bytes) &&
                read(document, "line", out.line);
  if (!usable)
    return Status(SLUICE_E_INVALID,
                  "stored place in a file cannot be read: forget it with "
                  "`sluice state reset PIPELINE`");
  out.path.assign(document["path"].GetString(), document["path"].GetStringLength());
  out.complete = document.HasMember("complete") && document["complete"].IsTrue();
  return out;
}

Status Place::check(const FileInfo& file) const {
  if (!is_in(file))
    return {SLUICE_E_INVALID, path + " is another file now (inode " + std::to_string(file.inode) +
                                  ", was " + std::to_string(inode) + ")" + std::string(kWayOut)};
  if (file.size < bytes)
    return {SLUICE_E_INVALID, path + " has become shorter: " + std::to_string(file.size) +
                                  " bytes, of which " + std::to_string(bytes) + " were done" +
                                  std::string(kWayOut)};
  return {};
}

}  // namespace file_plugin
