#include "content_kind.hpp"

#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

using std::string_view_literals::operator""sv;

std::string kind(std::string_view start, bool whole = true) {
  const auto found = other_kind(start, whole);
  return found ? std::string(found->what) : "";
}

}  // namespace

TEST_CASE("packed, binary and recoded files are told by their first bytes") {
  CHECK(has(kind("\x1F\x8B\x08\0\0"sv), "gzip"));
  CHECK(has(kind("PK\x03\x04\x14"), "zip"));
  CHECK(has(kind("\x28\xB5\x2F\xFD"), "zstd"));
  CHECK(has(kind("BZh91AY"), "bzip2"));
  CHECK(has(kind("\xFD"
                 "7zXZ"),
            "xz"));
  CHECK(has(kind("\xFF\xFE{\0\"\0"sv), "UTF-16"));
  CHECK(has(kind("\xFE\xFF\0{\0\""sv), "UTF-16"));
  CHECK(has(kind("{\0\"\0i\0"sv), "UTF-16"));
  CHECK(has(kind("PAR1\x15"), "Parquet"));
  CHECK(has(kind("<?xml version=\"1.0\"?>\n"), "XML"));
  CHECK(has(kind("\n  <html>\n"), "XML or HTML"));
}

TEST_CASE("JSON that is not a record a line is told from JSON that is") {
  CHECK(has(kind("[\n  {\n    \"id\": 1\n"), "array over several lines"));
  CHECK(has(kind("[{\"id\":1},{\"id\":2}]"), "one JSON array"));
  CHECK(has(kind("[ {\"id\":1},\n"), "one JSON array"));
  CHECK(has(kind("[]\n"), "one JSON array"));
  CHECK(has(kind("[] \n"), "one JSON array"));
  CHECK(has(kind("[{\"id\":1}] \t \n"), "one JSON array"));
  CHECK(has(kind("[1,\n2]\n"), "over several lines"));
  CHECK(has(kind("{\n  \"id\": 1\n}\n"), "document over several lines"));
  CHECK(has(kind("{ \"data\": [\n"), "document over several lines"));
  for (const char* fine : {"", "\n\n", "{\"id\":1}\n{\"id\":2}\n", "[1,2]\n[3,4]\n", "1\n2\n",
                           "\"text\"\n", "null\n", "-1.5e3\n", "{bad\n", "{}\n", "  {\"a\":1}\r\n"})
    CHECK_MESSAGE(kind(fine).empty(), fine);
}

TEST_CASE("tables and other text are told by two lines that are no JSON") {
  CHECK(has(kind("id,name\n1,Anna\n2,Bert\n"), "CSV"));
  CHECK(has(kind("\"id\";\"name\"\n\"1\";\"Anna\"\n"), "CSV"));
  CHECK(has(kind("1,2,3\n4,5,6\n"), "CSV"));
  CHECK(has(kind("id\tname\n"), "CSV"));
  CHECK(has(kind("hello\nworld\n"), "text that is not JSON"));
  // A single bad line is the parser's to tell.
  CHECK(kind("# comment\n{\"id\":1}\n").empty());
  CHECK(kind("hello\n", false).empty());
}

TEST_CASE("a file of another kind stops the walk with the hint, no line of it is parked") {
  Folder folder;
  folder.write("in", "id,name\n1,Anna\n2,Bert\n");
  auto all = Reader(folder.file("in")).walk();
  CHECK(all.status.code() == SLUICE_E_INVALID);
  CHECK(has(all.status.message(), "/in is CSV"));
  CHECK(has(all.status.message(), "one record per line"));
  CHECK(has(all.status.message(), "set `format: csv`"));
  CHECK(all.failed.empty());
  folder.write("in", std::string("\xEF\xBB\xBF[\n {}\n]\n"));
  CHECK(has(Reader(folder.file("in")).walk().status.message(), "array over several lines"));
}

TEST_CASE("a packed file without a single line break is told, too") {
  Folder folder;
  folder.write("in.ndjson", std::string("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10));
  auto all = Reader(folder.file("in.ndjson")).walk();
  CHECK(has(all.status.message(), "is a gzip file"));
  CHECK(has(all.status.message(), "set `gzip: true`"));
}

TEST_CASE("CSV and text that are packed, of two bytes a character or binary stop with the hint") {
  const Folder folder;
  const auto stops = [&](const char* name, std::string_view start, std::string_view why) {
    folder.write(name, std::string(start));
    const auto all = Reader(folder.file(name)).walk();
    CHECK(all.status.code() == SLUICE_E_INVALID);
    CHECK_MESSAGE(has(all.status.message(), why), all.status.message());
    CHECK(all.records.empty());
    CHECK(all.failed.empty());
  };
  stops("export.csv", "s\0k\0u\0\n\0001\0\n\0"sv,
        "is UTF-16 text or binary data; expected is CSV: ");
  stops("bom.csv", "\xFF\xFEs\0\n\0001\0\n\0"sv, "iconv -f UTF-16");
  stops("greek.csv", "\xB1\x03\xB2\x03,\0\n\0\xB3\x03\n\0"sv, "UTF-16");
  stops("sheet.csv", "PK\x03\x04\x14\0\x06\0\n"sv, "a spreadsheet, .xlsx");
  stops("gz.txt", "\x1F\x8B\x08\0\0\n"sv, "is a gzip file; expected is text: set `gzip: true`");
  folder.write("fine.csv", std::string("name\n1\0002\n"sv));
  CHECK(Reader(folder.file("fine.csv")).walk().records ==
        std::vector<std::string>{R"({"name":"1\u00002"})"});
}

TEST_CASE("what is appended later is not decided as a file's start") {
  Folder folder;
  folder.write("in", "1\n");
  auto first = Reader(folder.file("in")).walk();
  { std::ofstream(folder.file("in"), std::ios::app) << "a,b\nc,d\n2\n"; }
  auto second = Reader(folder.file("in"), {}, first.cursor).walk();
  CHECK(second.records == std::vector<std::string>{"2"});
  CHECK(second.failed.size() == 2);
}
