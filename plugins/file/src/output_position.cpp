#include "output_position.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace file_plugin {
namespace {

using PositionWriter = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr rapidjson::SizeType kNumbers = 7;  // behind the two texts of a file

void put_name(PositionWriter& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void put_file(PositionWriter& writer, const OutputPosition::File& file) {
  writer.StartArray();
  put_name(writer, file.place.path);
  put_name(writer, file.name == file.place.path ? std::string_view() : file.name);
  for (const uint64_t number :
       {file.place.device, file.place.inode, file.place.bytes, file.place.prints.head,
        file.place.prints.tail, file.number, static_cast<uint64_t>(file.since_us)})
    writer.Uint64(number);
  writer.EndArray();
}

bool read_file(const rapidjson::Value& value, OutputPosition::File& out) {
  if (!value.IsArray() || value.Size() != 2 + kNumbers || !value[0].IsString() ||
      !value[1].IsString())
    return false;
  for (rapidjson::SizeType i = 0; i < kNumbers; i++)
    if (!value[2 + i].IsUint64()) return false;
  out.place.path = {value[0].GetString(), value[0].GetStringLength()};
  out.name = {value[1].GetString(), value[1].GetStringLength()};
  if (out.name.empty()) out.name = out.place.path;
  out.place.device = value[2].GetUint64();
  out.place.inode = value[3].GetUint64();
  out.place.bytes = value[4].GetUint64();
  out.place.prints = {value[5].GetUint64(), value[6].GetUint64()};
  out.number = value[7].GetUint64();
  out.since_us = static_cast<int64_t>(value[8].GetUint64());
  return true;
}

bool read_position(const rapidjson::Document& document, OutputPosition& out) {
  if (document.HasParseError() || !document.IsObject()) return false;
  const auto epoch = document.FindMember("epoch"), files = document.FindMember("files");
  if (epoch == document.MemberEnd() || !epoch->value.IsString()) return false;
  if (files == document.MemberEnd() || !files->value.IsArray()) return false;
  out.epoch = {epoch->value.GetString(), epoch->value.GetStringLength()};
  for (const rapidjson::Value& file : files->value.GetArray())
    if (!read_file(file, out.files.emplace_back())) return false;
  return true;
}

}  // namespace

std::string OutputPosition::text() const {
  rapidjson::StringBuffer buffer;
  PositionWriter writer(buffer);
  writer.StartObject();
  writer.Key("epoch");
  put_name(writer, epoch);
  writer.Key("files");
  writer.StartArray();
  for (const File& file : files) put_file(writer, file);
  writer.EndArray();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<OutputPosition> OutputPosition::parse(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  OutputPosition out;
  if (read_position(document, out)) return out;
  return Status(SLUICE_E_INVALID,
                "the stored position is not one in several files (was `path` or `rotate` another "
                "before?): forget it with `sluice state reset PIPELINE --publisher NAME`");
}

}  // namespace file_plugin
