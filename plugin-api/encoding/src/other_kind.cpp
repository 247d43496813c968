#include "sluice/encoding/other_kind.hpp"

#include <algorithm>
#include <array>

namespace sluice::encoding {
namespace {

using std::string_view;

constexpr string_view kUnpack = "unpack it first, or pipe it into `path: -`";
constexpr string_view kRecode =
    "save it as UTF-8 (`iconv -f UTF-16 -t UTF-8 FILE` for UTF-16), or pipe that into `path: -`";
constexpr string_view kExport = "export it as JSON lines first";
constexpr string_view kNoData = "it may be the page of a login, or of an error";

struct Signature {
  string_view bytes;
  OtherKind kind;
};

constexpr std::array<Signature, 15> kBinary = {{
    {"\x1F\x8B", {"a gzip file", "set `gzip: true`, or name it .gz"}},
    {"PK\x03\x04", {"a zip file (or a spreadsheet, .xlsx or .ods)", kUnpack}},
    {{"PK\x05\x06", 4}, {"an empty zip file", kUnpack}},
    {"\x28\xB5\x2F\xFD", {"a zstd file", kUnpack}},
    {"BZh", {"a bzip2 file", kUnpack}},
    {"\xFD"
     "7zXZ",
     {"an xz file", kUnpack}},
    {"7z\xBC\xAF\x27\x1C", {"a 7z file", kUnpack}},
    {{"\x04\x22\x4D\x18", 4}, {"an lz4 file", kUnpack}},
    {{"\xFF\xFE", 2}, {"UTF-16 or UTF-32 text", kRecode}},
    {{"\xFE\xFF", 2}, {"UTF-16 text", kRecode}},
    {{"\0\0\xFE\xFF", 4}, {"UTF-32 text", kRecode}},
    {"PAR1", {"a Parquet file", kExport}},
    {"Obj\x01", {"an Avro file", kExport}},
    {"SQLite format 3", {"a SQLite database", kExport}},
    {"%PDF", {"a PDF file", kExport}},
}};

constexpr std::array<Signature, 3> kMarkup = {{
    {"<!doctype html", {"an HTML page", kNoData}},
    {"<html", {"an HTML page", kNoData}},
    {"<?xml", {"XML", "set `format: xml`"}},
}};

bool starts_with_word(string_view text, string_view word) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [&](char a, char b) { return a == lower(b); });
}

}  // namespace

std::optional<OtherKind> no_text(string_view start) {
  for (const Signature& signature : kBinary)
    if (start.substr(0, signature.bytes.size()) == signature.bytes) return signature.kind;
  // A line break of UTF-16 is two bytes, also where its other characters have no NUL.
  const size_t line_break = std::min(start.find('\n'), start.size());
  if (start.substr(0, 4).find('\0') != start.npos ||
      start.substr(line_break, 2) == string_view("\n\0", 2))
    return OtherKind{"UTF-16 text or binary data", kRecode};
  return std::nullopt;
}

std::optional<OtherKind> no_table(string_view start) {
  if (auto kind = no_text(start)) return kind;
  start.remove_prefix(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
  for (const Signature& signature : kMarkup)
    if (starts_with_word(start, signature.bytes)) return signature.kind;
  return std::nullopt;
}

}  // namespace sluice::encoding
