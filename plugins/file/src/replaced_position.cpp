#include "replaced_position.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace file_plugin {
namespace {

using ReplacedWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void put_word(ReplacedWriter& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

bool read_replaced(const rapidjson::Document& document, ReplacedPosition& out) {
  if (document.HasParseError() || !document.IsObject()) return false;
  const auto began = document.FindMember("began"), files = document.FindMember("replaced");
  if (began == document.MemberEnd() || !began->value.IsInt64()) return false;
  if (files == document.MemberEnd() || !files->value.IsObject()) return false;
  out.began_us = began->value.GetInt64();
  for (const auto& file : files->value.GetObject()) {
    if (!file.value.IsString()) return false;
    out.files.emplace_back(std::string(file.name.GetString(), file.name.GetStringLength()),
                           std::string(file.value.GetString(), file.value.GetStringLength()));
  }
  return true;
}

}  // namespace

std::string ReplacedPosition::text() const {
  rapidjson::StringBuffer buffer;
  ReplacedWriter writer(buffer);
  writer.StartObject();
  writer.Key("began");
  writer.Int64(began_us);
  writer.Key("replaced");
  writer.StartObject();
  for (const auto& [path, place] : files) put_word(writer, path), put_word(writer, place);
  writer.EndObject();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

sluice::Result<ReplacedPosition> ReplacedPosition::parse(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  ReplacedPosition out;
  if (read_replaced(document, out)) return out;
  return sluice::Status(
      SLUICE_E_INVALID,
      "the stored position is not one of several files that are replaced (was `path` or `mode` "
      "another before?): forget it with `sluice state reset PIPELINE --publisher NAME`");
}

}  // namespace file_plugin
