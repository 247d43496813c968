#include "folder_cursor.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace file_plugin {
namespace {

using FolderWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void put_string(FolderWriter& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void put_entry(FolderWriter& writer, const std::string& path, const FolderCursor::Entry& entry) {
  writer.StartArray();
  put_string(writer, path);
  for (const uint64_t number : {entry.place.bytes, entry.place.line, entry.place.prints.head,
                                entry.place.prints.tail, entry.size})
    writer.Uint64(number);
  writer.Int64(entry.changed_ns);
  put_string(writer, entry.place.state);
  writer.EndArray();
}

bool is_entry(const rapidjson::Value& value) {
  if (!value.IsArray() || value.Size() != 8 || !value[0].IsString() || !value[6].IsInt64() ||
      !value[7].IsString())
    return false;
  for (rapidjson::SizeType i = 1; i < 6; i++)
    if (!value[i].IsUint64()) return false;
  return true;
}

std::string string_of(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

FolderCursor::Entry entry_of(const rapidjson::Value& value) {
  FolderCursor::Entry out;
  out.place.path = string_of(value[0]);
  out.place.bytes = value[1].GetUint64();
  out.place.line = value[2].GetUint64();
  out.place.prints = {value[3].GetUint64(), value[4].GetUint64()};
  out.size = value[5].GetUint64();
  out.changed_ns = value[6].GetInt64();
  out.place.state = string_of(value[7]);
  return out;
}

bool read_mark(const rapidjson::Value& value, ListMark& out) {
  if (!value.IsArray() || value.Size() != 3 || !value[0].IsString() || !value[1].IsUint64() ||
      !value[2].IsUint64())
    return false;
  out = {string_of(value[0]), value[1].GetUint64(), value[2].GetUint64()};
  return true;
}

// Every member has a default, and one that is of another kind makes the cursor unusable.
bool read_cursor(const rapidjson::Document& document, FolderCursor& out) {
  if (document.HasParseError() || !document.IsObject() || !document.HasMember("files"))
    return false;
  const rapidjson::Value& files = document["files"];
  if (!files.IsArray()) return false;
  for (const rapidjson::Value& file : files.GetArray()) {
    if (!is_entry(file)) return false;
    out.files[string_of(file[0])] = entry_of(file);
  }
  if (document.HasMember("done")) {
    if (!document["done"].IsArray()) return false;
    for (const rapidjson::Value& hash : document["done"].GetArray()) {
      if (!hash.IsUint64()) return false;
      out.done.insert(hash.GetUint64());
    }
  }
  if (document.HasMember("after")) {
    if (!document["after"].IsString()) return false;
    out.after = string_of(document["after"]);
  }
  return !document.HasMember("list") || read_mark(document["list"], out.list);
}

}  // namespace

uint64_t hash_of_file(const std::string& path, const FileInfo& info) {
  std::string all = path;
  for (const uint64_t number :
       {info.device, info.inode, info.size, static_cast<uint64_t>(info.changed_ns)})
    all += '\n' + std::to_string(number);
  return hash_of(all);
}

std::string FolderCursor::text() const {
  rapidjson::StringBuffer buffer;
  FolderWriter writer(buffer);
  writer.StartObject();
  if (!after.empty()) {
    writer.Key("after");
    put_string(writer, after);
  }
  writer.Key("files");
  writer.StartArray();
  for (const auto& [path, entry] : files) put_entry(writer, path, entry);
  writer.EndArray();
  if (list.bytes) {
    writer.Key("list");
    writer.StartArray();
    put_string(writer, list.name);
    writer.Uint64(list.bytes);
    writer.Uint64(list.hash);
    writer.EndArray();
  }
  if (!done.empty()) {
    writer.Key("done");
    writer.StartArray();
    for (const uint64_t hash : done) writer.Uint64(hash);
    writer.EndArray();
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string FolderCursor::entry_text(const std::string& path, const Entry& entry) {
  rapidjson::StringBuffer buffer;
  FolderWriter writer(buffer);
  put_entry(writer, path, entry);
  return {buffer.GetString(), buffer.GetSize()};
}

std::optional<std::pair<std::string, FolderCursor::Entry>> FolderCursor::parse_entry(
    std::string_view line) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  if (document.HasParseError() || !is_entry(document)) return std::nullopt;
  return std::pair(string_of(document[0]), entry_of(document));
}

Result<FolderCursor> FolderCursor::parse(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  FolderCursor out;
  if (read_cursor(document, out)) return out;
  return Status(SLUICE_E_INVALID,
                "the stored place is not one among several files (was `path` or `done` another "
                "before?): forget it with `sluice state reset PIPELINE`");
}

}  // namespace file_plugin
