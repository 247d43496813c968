#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;
using Texts = std::vector<std::string>;

namespace {

std::string message(const auto& result) { return result.status().message(); }

}  // namespace

TEST_CASE("each row of CSV is an object of texts, named by the first row") {
  const Folder folder;
  folder.write("in.csv", "sku,name\r\nA1,\"Shirt, \"\"red\"\"\nlarge\"\r\n,007\r\n");
  const auto all = Reader(folder.file("in.csv")).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records ==
        Texts{R"({"sku":"A1","name":"Shirt, \"red\"\nlarge"})", R"({"sku":"","name":"007"})"});
}

TEST_CASE("tabs, other delimiters, a byte order mark and other encodings are read") {
  const Folder folder;
  folder.write("in.tsv", "a\tb\n1\t2\n");
  CHECK(Reader(folder.file("in.tsv")).walk().records == Texts{R"({"a":"1","b":"2"})"});
  folder.write("in.txt",
               "\xEF\xBB\xBF"
               "a;b\nM\xC3\xBCller;2\n");
  CHECK(Reader(folder.file("in.txt"), R"(,"format":"csv","delimiter":";")").walk().records ==
        Texts{"{\"a\":\"M\xC3\xBCller\",\"b\":\"2\"}"});
  folder.write("old.csv", "a,b\nM\xFCller,\x80\n");
  CHECK(Reader(folder.file("old.csv"), R"(,"encoding":"WINDOWS-1252")").walk().records ==
        Texts{"{\"a\":\"M\xC3\xBCller\",\"b\":\"\xE2\x82\xAC\"}"});
}

TEST_CASE("columns are named by the settings or numbered where the file does not") {
  const Folder folder;
  folder.write("in.csv", "1,2\n3,4\n");
  CHECK(Reader(folder.file("in.csv"), R"(,"header":false)").walk().records ==
        Texts{R"({"1":"1","2":"2"})", R"({"1":"3","2":"4"})"});
  CHECK(Reader(folder.file("in.csv"), R"(,"header":false,"columns":["x","y"])").walk().records ==
        Texts{R"({"x":"1","y":"2"})", R"({"x":"3","y":"4"})"});
  CHECK(Reader(folder.file("in.csv"), R"(,"columns":["x","y"])").walk().records ==
        Texts{R"({"x":"3","y":"4"})"});
}

TEST_CASE("empty fields are text, null or left out") {
  const Folder folder;
  folder.write("in.csv", "a,b\n,1\n");
  CHECK(Reader(folder.file("in.csv"), R"(,"empty":"null")").walk().records ==
        Texts{R"({"a":null,"b":"1"})"});
  CHECK(Reader(folder.file("in.csv"), R"(,"empty":"leave_out")").walk().records ==
        Texts{R"({"b":"1"})"});
}

TEST_CASE("a row that does not fit its columns, or is not UTF-8, parks with its line") {
  const Folder folder;
  folder.write("in.csv", "a,b\n1,2\n3\n\"x\ny\",\xFF\n5,6\n");
  const auto all = Reader(folder.file("in.csv")).walk();
  CHECK(all.records == Texts{R"({"a":"1","b":"2"})", R"({"a":"5","b":"6"})"});
  REQUIRE(all.failed.size() == 2);
  CHECK(has(all.failed[0], "line 3"));
  CHECK(all.failed[1] == "line 4 is not UTF-8; set encoding");
}

TEST_CASE("rows in any chunks are the same, and each cursor goes on with the next one") {
  const Folder folder;
  std::string text = "number,\"two\nlines\"\n";
  for (int i = 0; i < 300; i++)
    text += std::to_string(i) + ",\"x\n\"\"" + std::to_string(i) + "\"\n";
  folder.write("in.csv", text);
  const std::string chunk = R"(,"chunk_bytes":1024)";
  Reader first(folder.file("in.csv"), chunk);
  size_t seen = 0;
  for (bool end = false; !end;) {
    const auto page = sluice::test::poll(*first.subscriber);
    seen += page.records.size();
    end = !page.status.ok();
    const auto rest = Reader(folder.file("in.csv"), chunk, page.cursor).walk();
    REQUIRE(rest.records.size() == 300 - seen);
    if (!rest.records.empty())
      CHECK(rest.records[0] == "{\"number\":\"" + std::to_string(seen) +
                                   "\",\"two\\nlines\":\"x\\n\\\"" + std::to_string(seen) + "\"}");
  }
  CHECK(seen == 300);
}

TEST_CASE("rows that are appended are read with the names of the file's first row") {
  const Folder folder;
  folder.write("in.csv", "a,b\n1,2\n");
  const auto first = Reader(folder.file("in.csv")).walk();
  { std::ofstream(folder.file("in.csv"), std::ios::app) << "3,4\n"; }
  CHECK(Reader(folder.file("in.csv"), {}, first.cursor).walk().records ==
        Texts{R"({"a":"3","b":"4"})"});
}

TEST_CASE("a byte order mark says more than encoding") {
  const Folder folder;
  folder.write("in.csv", "\xEF\xBB\xBFn\nMüller\n");
  CHECK(Reader(folder.file("in.csv"), R"(,"encoding":"WINDOWS-1252")").walk().records ==
        Texts{R"({"n":"Müller"})"});
  folder.write("in.xml",
               "\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><l><o>Müller</o></l>");
  CHECK(Reader(folder.file("in.xml"), R"(,"encoding":"WINDOWS-1252")").walk().records ==
        Texts{R"({"#text":"Müller"})"});
}

TEST_CASE("a page of HTML is no table of one column") {
  const Folder folder;
  folder.write("in.csv", "<!doctype html>\n<title>Login</title>\n");
  const auto all = Reader(folder.file("in.csv")).walk();
  CHECK(all.records.empty());
  CHECK(
      has(all.status.message(), "is an HTML page; expected is CSV: it may be the page of a login"));
}

TEST_CASE("names of columns in another encoding are the same for rows that are read later") {
  const Folder folder;
  folder.write("in.csv",
               "gr\xF6\xDF"
               "e,b\n1,2\n");
  const std::string encoding = R"(,"encoding":"WINDOWS-1252")";
  const auto first = Reader(folder.file("in.csv"), encoding).walk();
  CHECK(first.records == Texts{"{\"gr\xC3\xB6\xC3\x9F"
                               "e\":\"1\",\"b\":\"2\"}"});
  { std::ofstream(folder.file("in.csv"), std::ios::app) << "3,4\n"; }
  CHECK(Reader(folder.file("in.csv"), encoding, first.cursor).walk().records ==
        Texts{"{\"gr\xC3\xB6\xC3\x9F"
              "e\":\"3\",\"b\":\"4\"}"});
}

TEST_CASE("a quote that is never closed stops the run, and says where it begins") {
  const Folder folder;
  folder.write("in.csv", "a,b\n1,\"2\n3,4\n");
  const auto all = Reader(folder.file("in.csv"), R"(,"incremental":false)").walk();
  CHECK(all.status.code() == SLUICE_E_INVALID);
  CHECK_MESSAGE(has(all.status.message(), "line 2"), all.status.message());
  CHECK(has(all.status.message(), folder.file("in.csv")));
}

TEST_CASE("a quote that is never closed stops a file that grows, too, behind the rows in front") {
  const Folder folder;
  for (const std::string row : {"2,42\" black", "2,\"black"}) {
    folder.write("in.csv", "a,b\n1,x\n" + row + "\n3,y\n");
    Reader reader(folder.file("in.csv"));
    const auto all = reader.walk();
    CHECK(all.records == Texts{R"({"a":"1","b":"x"})"});
    CHECK(all.status.code() == SLUICE_E_INVALID);
    CHECK_MESSAGE(has(all.status.message(), "line 3"), all.status.message());
  }
}

TEST_CASE("a last row that has an open quote, but no line break waits") {
  const Folder folder;
  folder.write("in.csv", "a,b\n1,x\n2,\"y");
  const auto first = Reader(folder.file("in.csv")).walk();
  CHECK(first.status.code() == SLUICE_END);
  CHECK(first.records == Texts{R"({"a":"1","b":"x"})"});
  { std::ofstream(folder.file("in.csv"), std::ios::app) << "\nz\"\n"; }
  CHECK(Reader(folder.file("in.csv"), {}, first.cursor).walk().records ==
        Texts{R"({"a":"2","b":"y\nz"})"});
}

TEST_CASE("settings of CSV belong to CSV") {
  HostRig rig;
  CHECK(has(message(rig.create<Subscriber>(config("x.ndjson", R"(,"delimiter":";")"))),
            "/delimiter"));
  CHECK(has(message(rig.create<Subscriber>(config("x.csv", R"(,"encoding":"NONE-1")"))),
            "/encoding"));
  CHECK(has(message(rig.create<Publisher>(config("x.csv"))), "/columns"));
  CHECK(has(message(rig.create<Publisher>(config("x.csv", R"(,"columns":["a","a"])"))), "twice"));
}

TEST_CASE("an encoding that does not write ASCII as ASCII is refused") {
  HostRig rig;
  const auto refused = [&](const std::string& encoding) {
    const std::string more = R"(,"encoding":")" + encoding + "\"";
    return message(rig.create<Subscriber>(config("x.csv", more)));
  };
  for (const char* other : {"UTF-16", "UTF-16LE", "UCS-2", "UTF-32", "UTF-7", "EBCDIC-US", "IBM037",
                            "ISO-2022-JP", "ISO-2022-KR"})
    CHECK_MESSAGE(has(refused(other), "does not write ASCII as ASCII: recode the file"), other);
  for (const char* fine : {"UTF-8", "WINDOWS-1252", "WINDOWS-1258", "ISO-8859-15", "IBM850",
                           "KOI8-R", "SHIFT_JIS", "CP932", "EUC-JP", "GB18030", "BIG5"})
    CHECK_MESSAGE(refused(fine).empty(), fine);
}

TEST_CASE("a letter that may get a sign is read also at the end of a field") {
  const Folder folder;
  folder.write("in.csv", "na\n1\n");
  CHECK(Reader(folder.file("in.csv"), R"(,"encoding":"WINDOWS-1258")").walk().records ==
        Texts{R"({"na":"1"})"});
}

TEST_CASE("records become rows, quoted where that is needed, behind one header") {
  const Folder folder;
  Writer writer(folder.file("out.csv"), R"(,"columns":["id","name","tags","none"])");
  REQUIRE(writer.resume().ok());
  CHECK(writer.publish("{\"name\":\"a \\\"b\\\", c\\n\",\"id\":1.50}\n").ok());
  CHECK(writer.publish("{\"id\":true,\"tags\":[1,\"x\"],\"none\":null}\n{\"id\":2}\n", true).ok());
  writer.flush();
  CHECK(folder.read("out.csv") ==
        "id,name,tags,none\n1.50,\"a \"\"b\"\", c\n\",,\ntrue,,\"[1,\"\"x\"\"]\",\n");
}

TEST_CASE("a member that is no column parks its record, or is left out") {
  const Folder folder;
  Writer strict(folder.file("a.csv"), R"(,"columns":["id"])");
  REQUIRE(strict.resume().ok());
  CHECK(strict.publish("{\"id\":1,\"more\":2}\n{\"id\":3}\n[]\n").ok());
  strict.flush();
  CHECK(folder.read("a.csv") == "id\n3\n");
  Writer lenient(folder.file("b.csv"), R"(,"columns":["id"],"other_members":"leave_out")");
  REQUIRE(lenient.resume().ok());
  CHECK(lenient.publish("{\"id\":\"\",\"more\":2}\n").ok());
  lenient.flush();
  CHECK(folder.read("b.csv") == "id\n\"\"\n");
}

TEST_CASE("a second run goes on behind the rows, and refuses a file with other columns") {
  const Folder folder;
  std::string position;
  {
    Writer writer(folder.file("out.csv"), R"(,"columns":["id","n"])");
    REQUIRE(writer.resume().ok());
    CHECK(writer.publish("{\"id\":1}\n").ok());
    position = writer.flush(true);
  }
  {
    Writer writer(folder.file("out.csv"), R"(,"columns":["id","n"])");
    REQUIRE(writer.resume(position).ok());
    CHECK(writer.publish("{\"id\":2}\n").ok());
    position = writer.flush(true);
  }
  CHECK(folder.read("out.csv") == "id,n\n1,\n2,\n");
  Writer other(folder.file("out.csv"), R"(,"columns":["id","m"])");
  const Status refused = other.resume(position);
  CHECK(refused.code() == SLUICE_E_INVALID);
  CHECK(has(refused.message(), "it is \"id,n\"; change columns"));
}

TEST_CASE("a replaced file without records has its header, and one written again has one") {
  const Folder folder;
  Writer writer(folder.file("out.csv"), R"(,"mode":"replace","columns":["id"])");
  REQUIRE(writer.resume().ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("out.csv") == "id\n");
  REQUIRE(writer.publish("{\"id\":1}\n").ok());
  writer.flush(true);
  REQUIRE(writer.finish().ok());
  CHECK(folder.read("out.csv") == "id\n1\n");
}
