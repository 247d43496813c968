#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

const std::string kTwoJson = "[\n{\"number\":0},\n{\"number\":1}\n]\n";

}  // namespace

TEST_CASE("a JSON file is a valid array after each flush, and goes on in the next run") {
  const Folder folder;
  std::string position;
  {
    Writer first(folder.file("out.json"));
    CHECK(first.resume().ok());
    CHECK(first.publish(numbers(0, 1)).ok());
    position = first.flush();
    CHECK(folder.read("out.json") == "[\n{\"number\":0}\n]\n");
    CHECK(first.publish(numbers(1, 2)).ok());
    position = first.flush(true);
  }
  CHECK(folder.read("out.json") == kTwoJson);
  Writer second(folder.file("out.json"));
  CHECK(second.resume(position).ok());
  CHECK(folder.read("out.json") == kTwoJson);
  CHECK(second.publish(numbers(2, 3)).ok());
  second.flush(true);
  CHECK(folder.read("out.json") == "[\n{\"number\":0},\n{\"number\":1},\n{\"number\":2}\n]\n");
}

TEST_CASE("a JSON file without records is an empty array") {
  const Folder folder;
  Writer writer(folder.file("out.json"));
  CHECK(writer.resume().ok());
  const auto position = writer.flush(true);
  CHECK(folder.read("out.json") == "[\n]\n");
  CHECK(writer.resume(position).ok());
  CHECK(writer.publish(numbers(0, 1)).ok());
  writer.flush(true);
  CHECK(folder.read("out.json") == "[\n{\"number\":0}\n]\n");
}

TEST_CASE("after a kill at any point a document has every record once when the run is over") {
  const Folder folder;
  // `after`: how far the killed run came behind its last commit.
  for (const int after : {0, 1, 2, 3}) {
    CAPTURE(after);
    std::filesystem::remove_all(folder.file("work"));
    std::filesystem::remove(folder.file("out.json"));
    std::string position;
    {
      Writer killed(folder.file("out.json"));
      std::filesystem::create_directories(folder.file("work"));
      CHECK(killed.resume().ok());
      position = killed.flush();
      CHECK(killed.publish(numbers(0, 1)).ok());
      position = killed.flush();
      if (after > 0) CHECK(killed.publish(numbers(1, 2)).ok());
      if (after > 1) killed.flush();
      if (after > 2) CHECK(killed.publish(numbers(2, 3)).ok());
    }
    Writer next(folder.file("out.json"));
    REQUIRE(next.resume(position).ok());
    CHECK(next.publish(numbers(1, 2)).ok());
    next.flush(true);
    CHECK(folder.read("out.json") == kTwoJson);
  }
}

TEST_CASE("a document of someone else is not added to") {
  const Folder folder;
  folder.write("out.json", "[1]");
  Writer writer(folder.file("out.json"));
  CHECK(has(writer.resume().message(), "does not end as this publisher completes a document"));
  CHECK(folder.read("out.json") == "[1]");
}

TEST_CASE("a document of this publisher is added to also if its position was forgotten") {
  const Folder folder;
  folder.write("out.json", "[\n{\"number\":0}\n]\n");
  Writer writer(folder.file("out.json"));
  CHECK(writer.resume().ok());
  CHECK(writer.publish(numbers(1, 2)).ok());
  writer.flush(true);
  CHECK(folder.read("out.json") == kTwoJson);
}

TEST_CASE("a document that someone added to during the run is refused") {
  const Folder folder;
  Writer writer(folder.file("out.json"));
  CHECK(writer.resume().ok());
  writer.flush();
  { std::ofstream(folder.file("out.json"), std::ios::app) << "x"; }
  CHECK(has(writer.publish(numbers(0, 1)).message(), "was added to by someone else"));
}

TEST_CASE("a replaced document is complete when it takes its place") {
  const Folder folder;
  folder.write("out.json", "old");
  Writer writer(folder.file("out.json"), R"(,"mode":"replace")");
  CHECK(writer.resume().ok());
  CHECK(writer.publish(numbers(0, 1)).ok());
  const auto position = writer.flush();
  CHECK(writer.resume(position).ok());
  CHECK(writer.publish(numbers(1, 2)).ok());
  writer.flush(true);
  writer.flush(true);  // again, as after a commit that failed
  CHECK(folder.read("out.json") == "old");
  CHECK(writer.finish().ok());
  CHECK(folder.read("out.json") == kTwoJson);
}

TEST_CASE("records become elements of XML, and one that cannot be parks") {
  const Folder folder;
  Writer writer(folder.file("out.xml"), R"(,"root":"Orders","element":"Order")");
  CHECK(writer.resume().ok());
  CHECK(writer.publish("{\"@id\":7,\"sku\":[\"A&B\",\"C\"]}\n{\"a b\":1}\n\"text\"\n").ok());
  writer.flush(true);
  CHECK(folder.read("out.xml") ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Orders>\n"
        "<Order id=\"7\"><sku>A&amp;B</sku><sku>C</sku></Order>\n<Order>text</Order>\n</Orders>\n");
  const auto read = Reader(folder.file("out.xml")).walk();
  CHECK(read.records ==
        std::vector<std::string>{R"({"@id":"7","sku":["A&B","C"]})", R"({"#text":"text"})"});
}

TEST_CASE("an XML file without records has its root element") {
  const Folder folder;
  Writer writer(folder.file("out.xml"), R"(,"mode":"replace")");
  CHECK(writer.resume().ok());
  writer.flush(true);
  CHECK(writer.finish().ok());
  CHECK(folder.read("out.xml") ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<records>\n</records>\n");
}

TEST_CASE("lines of text are written from the member text or a bare string") {
  const Folder folder;
  Writer writer(folder.file("out.txt"));
  CHECK(writer.resume().ok());
  CHECK(writer.publish("{\"text\":\"a\"}\n\"b\"\n{\"text\":\"c\\nd\"}\n{\"other\":1}\n").ok());
  writer.flush(true);
  CHECK(folder.read("out.txt") == "a\nb\n");
}
