#include <doctest/doctest.h>

#include "document_reader.hpp"
#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;
using Texts = std::vector<std::string>;

namespace {

// Reads on from each cursor of a walk: every record once, in order.
void check_each_cursor(const std::string& path, const std::string& more, const Texts& all) {
  Reader first(path, more);
  size_t seen = 0;
  for (bool end = false; !end;) {
    const auto page = sluice::test::poll(*first.subscriber);
    REQUIRE_MESSAGE((page.status.ok() || page.status.code() == SLUICE_END), page.status.message());
    seen += page.records.size();
    end = !page.status.ok();
    const auto rest = Reader(path, more, page.cursor).walk();
    REQUIRE(rest.records == Texts(all.begin() + static_cast<ptrdiff_t>(seen), all.end()));
  }
  CHECK(seen == all.size());
}

std::string failure(const Folder& folder, const std::string& name, std::string_view text,
                    const std::string& more = {}) {
  folder.write(name, text);
  const auto all = Reader(folder.file(name), more).walk();
  CHECK(all.status.code() == SLUICE_E_INVALID);
  return all.status.message();
}

}  // namespace

TEST_CASE("each item of a JSON array is a record, whatever it is and however it is spaced") {
  const Folder folder;
  folder.write("in.json", "\xEF\xBB\xBF [ {\"a\":\"]},\\\"\"} ,[1,{}],\n\"x\\\\\", 12 ,null]\n ");
  const auto all = Reader(folder.file("in.json")).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == Texts{R"({"a":"]},\""})", "[1,{}]", R"("x\\")", "12", "null"});
}

TEST_CASE("items names the array within a document, and what is around it is passed over") {
  const Folder folder;
  folder.write("in.json",
               R"({"orders":[0],"meta":{"data":{"orders":[1]},"x":[[]]},"data":{"n":1,"orders":[)"
               R"({"id":1},{"id":2}],"more":[3]},"end":"]"})");
  CHECK(Reader(folder.file("in.json"), R"(,"items":"data.orders")").walk().records ==
        Texts{R"({"id":1})", R"({"id":2})"});
  folder.write("dot.json", R"({"a.b":[1]})");
  CHECK(Reader(folder.file("dot.json"), R"(,"items":"\"a.b\"")").walk().records == Texts{"1"});
}

TEST_CASE("a JSON document that is no array is one record") {
  const Folder folder;
  folder.write("in.json", "{\n  \"id\": 7\n}\n");
  const auto all = Reader(folder.file("in.json")).walk();
  REQUIRE(all.records.size() == 1);
  CHECK(has(all.records[0], "\"id\""));
  CHECK(Reader(folder.file("in.json"), {}, all.cursor).walk().records.empty());
}

TEST_CASE("items in any chunks are the same, and each cursor goes on with the next one") {
  const Folder folder;
  std::string json = "{\"data\":[", xml = "<a><b>";
  Texts records, elements;
  for (int i = 0; i < 300; i++) {
    const std::string number = std::to_string(i);
    records.push_back("{\"n\":" + number + ",\"t\":\"[{\\\"\"}");
    json += (i ? ",\n" : "") + records.back();
    elements.push_back("{\"@n\":\"" + number + "\",\"t\":\"x>\"}");
    xml += "<c n=\"" + number + "\"><!-- </c> --><t>x&gt;</t></c>\n";
  }
  folder.write("in.json", json + "],\"end\":1}");
  folder.write("in.xml", xml + "</b></a>");
  const std::string chunk = R"(,"chunk_bytes":1024)";
  check_each_cursor(folder.file("in.json"), chunk + R"(,"items":"data")", records);
  check_each_cursor(folder.file("in.xml"), chunk + R"(,"items":"a.b.c")", elements);
}

TEST_CASE("items that are added to a document later are read by the next run") {
  const Folder folder;
  folder.write("in.json", "[\n{\"id\":1}\n]\n");
  folder.write("in.xml", "<l><o>1</o></l>");
  const auto json = Reader(folder.file("in.json")).walk(),
             xml = Reader(folder.file("in.xml")).walk();
  folder.write("in.json", "[\n{\"id\":1},\n{\"id\":2}\n]\n");
  folder.write("in.xml", "<l><o>1</o><o>2</o></l>");
  CHECK(Reader(folder.file("in.json"), {}, json.cursor).walk().records == Texts{"{\"id\":2}"});
  CHECK(Reader(folder.file("in.xml"), {}, xml.cursor).walk().records == Texts{"{\"#text\":\"2\"}"});
}

TEST_CASE("a document that was rewritten is refused, or read afresh if that is set") {
  const Folder folder;
  folder.write("in.json", "[1,2]");
  const auto first = Reader(folder.file("in.json")).walk();
  folder.write("in.json", "[3,2]");
  CHECK(has(Reader(folder.file("in.json"), {}, first.cursor).walk().status.message(),
            "no longer begins"));
  CHECK(Reader(folder.file("in.json"), R"(,"rewritten":"read")", first.cursor).walk().records ==
        Texts{"3", "2"});
}

TEST_CASE("a record over the limit parks with its start, and is not kept in memory") {
  const Folder folder;
  const std::string large(5000, 'x');
  folder.write("in.json", "[1,\n\"" + large + "\",2]");
  folder.write("in.xml", "<l><o>1</o>\n<o t='" + large + "'/><o>2</o></l>");
  for (const char* name : {"in.json", "in.xml"}) {
    CAPTURE(name);
    auto file = KnownFile::open(folder.file(name), {});
    REQUIRE(file.ok());
    auto reader =
        DocumentReader::of(*std::move(file), {1024, 2000, std::string(name) == "in.xml", {}, {}});
    REQUIRE(reader.ok());
    const auto all = sluice::test::walk_by([&] {
      sluice::record::Batch batch{{}};
      auto read = (*reader)->read(sluice::Batch(batch.abi()), TestCancel());
      REQUIRE_MESSAGE(read.ok(), read.status().message());
      (*reader)->settle();
      return sluice::test::polled(batch, read->end ? Status::end() : Status());
    });
    CHECK(all.records.size() == 2);
    REQUIRE(all.failed.size() == 1);
    CHECK(has(all.failed[0], "line 2, column 1, record 2: the record has more than 2000 bytes"));
  }
}

TEST_CASE("what is wrong with a JSON document is named with its line and column") {
  const Folder folder;
  CHECK(has(failure(folder, "a.json", "[1,\n 2 3]"), "line 2, column 4: a comma is missing"));
  CHECK(
      has(failure(folder, "b.json", "[1,\n{\"a\":"), "line 2, column 6: the document ends within"));
  CHECK(has(failure(folder, "c.json", "{\"a\":1}\n{\"a\":2}"), "`format: ndjson`"));
  CHECK(has(failure(folder, "d.json", "{\"a\":{}}", R"(,"items":"a")"), "leads to an object"));
  CHECK(has(failure(folder, "e.json", "{\"a\":1}", R"(,"items":"a")"), "no array"));
  CHECK(has(failure(folder, "f.json", "{\"b\":[]}", R"(,"items":"a")"), "no array at items: a"));
  CHECK(has(failure(folder, "g.json", "[1]", R"(,"items":"a")"), "the document is an array"));
  CHECK(has(failure(folder, "h.json", "[1}"), "closes nothing"));
}

TEST_CASE("records in front of what is wrong are read, and a bad record parks alone") {
  const Folder folder;
  folder.write("in.json", "[{\"a\":1},{\"a\":01},{\"a\":2} 3]");
  const auto all = Reader(folder.file("in.json")).walk();
  CHECK(all.records == Texts{"{\"a\":1}", "{\"a\":2}"});
  CHECK(all.failed.size() == 1);
  CHECK(has(all.status.message(), "a comma is missing"));
}

TEST_CASE("a bad record is named with its line, its column and its number, over runs too") {
  const Folder folder;
  folder.write("in.json", "[\n{\"id\":1},\n{\"id\":2,},\n {\"id\":3,\"id\":4}]");
  const auto all = Reader(folder.file("in.json")).walk();
  REQUIRE(all.failed.size() == 2);
  CHECK(has(all.failed[0], "line 3, column 1, record 2: record is not JSON at byte 8"));
  CHECK(all.failed[1] == "line 4, column 2, record 3: record: duplicate key \"id\"");
  folder.write("part.json", "[\n1,\n2");
  const auto part = Reader(folder.file("part.json")).walk();
  CHECK(part.records == Texts{"1"});
  folder.write("part.json", "[\n1,\n01]");
  CHECK(has(Reader(folder.file("part.json"), {}, part.cursor).walk().failed.at(0),
            "line 3, column 1, record 2: "));
  // A place that an earlier version kept, without the number.
  std::string older = part.cursor;
  const size_t number = older.find(":1 [");
  REQUIRE(number != older.npos);
  older.erase(number, 2);
  CHECK(has(Reader(folder.file("part.json"), {}, older).walk().failed.at(0), "line 3, column 1: "));
}

TEST_CASE("elements of XML are objects as from_xml makes them") {
  const Folder folder;
  folder.write("in.xml",
               "<?xml version=\"1.0\"?>\n<!DOCTYPE orders [<!ENTITY e \"]>\">]>\n<orders>\n"
               "<!-- <order/> --><order id='1>'><sku>A</sku><sku><![CDATA[</order>]]></sku></order>"
               "<?x </orders>?><order/><note>n &amp; m</note></orders>\n");
  const auto all = Reader(folder.file("in.xml")).walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records ==
        Texts{R"({"@id":"1>","sku":["A","</order>"]})", "{}", R"({"#text":"n & m"})"});
  CHECK(Reader(folder.file("in.xml"), R"(,"items":"*.order")").walk().records.size() == 2);
  CHECK(Reader(folder.file("in.xml"), R"(,"items":"orders")").walk().records.size() == 1);
}

TEST_CASE("XML is read in the encoding that it says, or that is set") {
  const Folder folder;
  folder.write("in.xml", "<?xml version='1.0' encoding='ISO-8859-1'?><l><o>M\xFCller</o></l>");
  CHECK(Reader(folder.file("in.xml")).walk().records == Texts{"{\"#text\":\"M\xC3\xBCller\"}"});
  folder.write("in.xml", "<l><o>\x80</o></l>");
  CHECK(Reader(folder.file("in.xml"), R"(,"encoding":"WINDOWS-1252")").walk().records ==
        Texts{"{\"#text\":\"\xE2\x82\xAC\"}"});
  CHECK(has(Reader(folder.file("in.xml")).walk().failed.at(0), "not UTF-8"));
}

TEST_CASE("what is wrong with an XML document is named with its line and column") {
  const Folder folder;
  CHECK(has(failure(folder, "a.xml", "<l>\n<o></p></l>"), "line 2, column 7: </p> closes <o>"));
  CHECK(has(failure(folder, "b.xml", "<l><o>"), "the document ends within <o>"));
  CHECK(has(failure(folder, "c.xml", "<l/><l/>"), "a second root element"));
  CHECK(has(failure(folder, "d.xml", "x<l/>"), "text outside"));
  CHECK(has(failure(folder, "e.xml", "<l/>", R"(,"items":"m.o")"), "no elements at items: m.o"));
  CHECK(has(failure(folder, "f.xml", "<l><1/></l>"), "begins no tag"));
  CHECK(has(failure(folder, "g.xml", ""), "has no element"));
  CHECK(has(failure(folder, "h.xml", std::string("\xFF\xFE<\0l\0", 6)), "UTF-16"));
}

TEST_CASE("lines of text are records, empty ones too, in any encoding") {
  const Folder folder;
  folder.write("in.txt", "a \"b\"\r\n\nM\xC3\xBCller\n\xFF\n");
  const auto all = Reader(folder.file("in.txt")).walk();
  CHECK(all.records ==
        Texts{R"({"text":"a \"b\""})", R"({"text":""})", "{\"text\":\"M\xC3\xBCller\"}"});
  REQUIRE(all.failed.size() == 1);
  CHECK(all.failed[0] == "line 4 is not UTF-8; set encoding");
  folder.write("in.log", "\x80\n");
  CHECK(Reader(folder.file("in.log"), R"(,"encoding":"WINDOWS-1252")").walk().records ==
        Texts{"{\"text\":\"\xE2\x82\xAC\"}"});
}

TEST_CASE("settings of one format are refused with another") {
  HostRig rig;
  for (const char* more : {R"(,"items":"a")", R"(,"encoding":"UTF-8")", R"(,"delimiter":";")"}) {
    CAPTURE(more);
    CHECK_FALSE(rig.create<Subscriber>(config("in.ndjson", more)).ok());
  }
  CHECK_FALSE(rig.create<Subscriber>(config("in.json", R"(,"items":"a..b")")).ok());
  CHECK_FALSE(rig.create<Publisher>(config("out.json", R"(,"root":"a")")).ok());
  CHECK_FALSE(rig.create<Publisher>(config("out.xml", R"(,"element":"a b")")).ok());
}
