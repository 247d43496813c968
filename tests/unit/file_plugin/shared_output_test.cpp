// What others do to an appended file, and what a killed run left in it.
#include <doctest/doctest.h>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

// A run that wrote and committed `lines`, then wrote `more` and was killed; its position.
std::string written(const Folder& folder, std::string_view lines, std::string_view more = {}) {
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  writer.flush();
  REQUIRE(writer.publish(lines).ok());
  std::string position = writer.flush();
  if (!more.empty()) REQUIRE(writer.publish(more).ok());
  return position;
}

void append(const Folder& folder, std::string_view text) {
  std::ofstream(folder.file("out.ndjson"), std::ios::app) << text;
}

}  // namespace

TEST_CASE("an output that was moved away is begun anew, and said so") {
  Folder folder;
  const std::string position = written(folder, "1\n");
  std::filesystem::rename(folder.file("out.ndjson"), folder.file("moved.ndjson"));
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume(position).ok());
  CHECK(has(writer.rig.log_text, "moved away"));
  REQUIRE(writer.publish("2\n").ok());
  CHECK(folder.read("moved.ndjson") == "1\n");
  CHECK(folder.read("out.ndjson") == "2\n");
}

TEST_CASE("an output that was emptied is begun anew, and said so") {
  Folder folder;
  const std::string position = written(folder, "1\n");
  std::filesystem::resize_file(folder.file("out.ndjson"), 0);
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume(position).ok());
  CHECK(has(writer.rig.log_text, "was emptied"));
  REQUIRE(writer.publish("2\n").ok());
  CHECK(folder.read("out.ndjson") == "2\n");
}

TEST_CASE("another file at the path keeps its lines, whether shorter or longer") {
  for (const char* lines : {"x\n", "\"a line of somebody else\"\n\"and one more\"\n"}) {
    Folder folder;
    const std::string position = written(folder, "{\"a\":1}\n");
    std::filesystem::rename(folder.file("out.ndjson"), folder.file("moved.ndjson"));
    folder.write("out.ndjson", lines);
    Writer writer(folder.file("out.ndjson"));
    REQUIRE(writer.resume(position).ok());
    CHECK(has(writer.rig.log_text, "is another file now"));
    REQUIRE(writer.publish("2\n").ok());
    CHECK(folder.read("out.ndjson") == lines + std::string("2\n"));
  }
}

TEST_CASE("a short file that begins otherwise is another one, though it lies in the same place") {
  Folder folder;
  const std::string position = written(folder, "1\n");
  folder.write("out.ndjson", "x\ny\n");  // in place: the inode stays
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume(position).ok());
  CHECK(has(writer.rig.log_text, "is another file now"));
  CHECK(folder.read("out.ndjson") == "x\ny\n");
}

TEST_CASE("the same content is the same file, wherever it lies: a remount, a restored copy") {
  Folder folder;
  std::string position = written(folder, "1\n2\n");
  std::filesystem::rename(folder.file("out.ndjson"), folder.file("moved.ndjson"));
  std::filesystem::copy_file(folder.file("moved.ndjson"), folder.file("out.ndjson"));
  const auto device = position.find("\"device\":");
  REQUIRE(device != position.npos);
  position.insert(device + 9, "9");
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume(position).ok());
  CHECK(writer.rig.log_text.empty());
  REQUIRE(writer.publish("3\n").ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n3\n");
}

TEST_CASE("a file changed within what was done is refused with a way out") {
  Folder folder;
  const std::string start = "\"" + std::string(1000, 'x') + "\"\n";
  const std::string position = written(folder, start + "1\n2\n");
  folder.write("out.ndjson", start + "1\n3\n");
  auto status = Writer(folder.file("out.ndjson")).resume(position);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "was changed within the 1007 bytes"));
  CHECK(has(status.message(), "--publisher"));
}

TEST_CASE("lines that somebody else appended between two runs stay") {
  Folder folder;
  const std::string position = written(folder, "1\n");
  append(folder, "stranger\n");
  {
    Writer idle(folder.file("out.ndjson"));  // a run with nothing to write
    REQUIRE(idle.resume(position).ok());
    idle.flush(true);
  }
  CHECK(folder.read("out.ndjson") == "1\nstranger\n");
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  REQUIRE(again.publish("2\n").ok());
  CHECK(folder.read("out.ndjson") == "1\nstranger\n2\n");
}

TEST_CASE("two deployments append to one file in turn, also when one was killed") {
  Folder folder;
  const std::string file = folder.file("out.ndjson");
  std::string a, b;
  {
    Writer writer(file, {}, "a");
    REQUIRE(writer.resume().ok());
    a = writer.flush();
    REQUIRE(writer.publish("\"a1\"\n").ok());
    a = writer.flush();
  }
  {
    Writer writer(file, {}, "b");
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("\"b1\"\n").ok());
    b = writer.flush();
  }
  {
    Writer writer(file, {}, "a");
    REQUIRE(writer.resume(a).ok());
    REQUIRE(writer.publish("\"a2\"\n").ok());  // and killed
  }
  CHECK(folder.read("out.ndjson") == "\"a1\"\n\"b1\"\n\"a2\"\n");
  // The other one's lines stand before the killed run's, which alone go.
  REQUIRE(Writer(file, {}, "a").resume(a).ok());
  CHECK(folder.read("out.ndjson") == "\"a1\"\n\"b1\"\n");
  {
    Writer writer(file, {}, "a");
    REQUIRE(writer.resume(a).ok());
    REQUIRE(writer.publish("\"a2\"\n").ok());
    a = writer.flush();
  }
  // For the other deployment they are lines of somebody else.
  Writer other(file, {}, "b");
  REQUIRE(other.resume(b).ok());
  REQUIRE(other.publish("\"b2\"\n").ok());
  CHECK(folder.read("out.ndjson") == "\"a1\"\n\"b1\"\n\"a2\"\n\"b2\"\n");
}

TEST_CASE("lines that somebody else appended behind a killed run's are never cut off") {
  Folder folder;
  const std::string position = written(folder, "1\n", "2\n3\n");
  append(folder, "stranger\n");
  auto status = Writer(folder.file("out.ndjson")).resume(position);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "some are a killed run's and some someone else's"));
  CHECK(has(status.message(), "has 13 bytes behind the 2 bytes that are done"));
  CHECK(folder.read("out.ndjson") == "1\n2\n3\nstranger\n");
  // As the message says: the killed run's lines are removed by hand.
  folder.write("out.ndjson", "1\nstranger\n");
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  REQUIRE(again.publish("2\n").ok());
  CHECK(folder.read("out.ndjson") == "1\nstranger\n2\n");
}

TEST_CASE("a killed run's tail is cut off wherever in a write the kill came") {
  const std::string batch = numbers(0, 3000);  // several pages
  for (const uint64_t size : {uint64_t{2}, uint64_t{4096}, uint64_t{8192}, 2 + batch.size()}) {
    CAPTURE(size);
    Folder folder;
    const std::string position = written(folder, "1\n", batch);
    std::filesystem::resize_file(folder.file("out.ndjson"), size);
    Writer again(folder.file("out.ndjson"));
    auto status = again.resume(position);
    REQUIRE_MESSAGE(status.ok(), status.message());
    CHECK(folder.read("out.ndjson") == "1\n");
  }
}

TEST_CASE("several runs killed one after the other leave each record once") {
  Folder folder;
  const std::string position = written(folder, "1\n", "2\n3\n");
  for (int i = 0; i < 3; i++) {
    Writer killed(folder.file("out.ndjson"));
    REQUIRE(killed.resume(position).ok());
    REQUIRE(killed.publish("2\n").ok());
    if (i) killed.flush();  // which is not committed
    REQUIRE(killed.publish("3\n4\n").ok());
  }
  Writer last(folder.file("out.ndjson"));
  REQUIRE(last.resume(position).ok());
  REQUIRE(last.publish("2\n3\n4\n").ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n3\n4\n");
}

TEST_CASE("a journal that has become long keeps what may be asked for") {
  Folder folder;
  std::string position;
  {
    Writer writer(folder.file("out.ndjson"));
    REQUIRE(writer.resume().ok());
    position = writer.flush();
    for (int i = 0; i < 9000; i++) REQUIRE(writer.publish("1\n").ok());
    position = writer.flush();  // committed
    for (int i = 0; i < 6; i++) writer.flush();
    CHECK(std::filesystem::file_size(folder.file("work/test/tail")) < 1000);
    for (int i = 0; i < 10; i++) REQUIRE(writer.publish("2\n").ok());
    writer.flush();  // is not
  }
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  CHECK(std::filesystem::file_size(folder.file("out.ndjson")) == 18'000);
}

TEST_CASE("a file without a tail needs no journal to be gone on with") {
  Folder folder;
  const std::string position = written(folder, "1\n");
  std::filesystem::remove_all(folder.file("work"));
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  REQUIRE(again.publish("2\n").ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n");
}

TEST_CASE("a tail that nothing is known of is neither cut off nor taken") {
  Folder folder;
  const std::string position = written(folder, "1\n", "2\n");
  std::filesystem::remove_all(folder.file("work"));
  auto status = Writer(folder.file("out.ndjson")).resume(position);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "cannot be proven whose"));
  CHECK(has(status.message(), "--publisher"));
  CHECK(folder.read("out.ndjson") == "1\n2\n");
}

TEST_CASE("lines that somebody else appends during the run stay, and nothing is torn") {
  Folder folder;
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  append(folder, "stranger");  // whose line is still open
  REQUIRE(writer.publish("2\n").ok());
  const std::string position = writer.flush();
  CHECK(folder.read("out.ndjson") == "1\nstranger\n2\n");
  CHECK(has(writer.rig.log_text, "someone else"));
  REQUIRE(writer.publish("3\n").ok());  // and killed
  writer.publisher.reset();
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  CHECK(folder.read("out.ndjson") == "1\nstranger\n2\n");
}

TEST_CASE("a file emptied during the run gets nothing more, no hole and no record that counts") {
  Folder folder;
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n2\n").ok());
  const std::string position = writer.flush();
  REQUIRE(writer.publish("3\n").ok());
  std::filesystem::copy_file(folder.file("out.ndjson"), folder.file("copy.ndjson"));
  std::filesystem::resize_file(folder.file("out.ndjson"), 0);
  auto status = writer.publish("4\n");
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "copytruncate"));
  CHECK_FALSE(writer.publisher->flush(false, writer.cancel).ok());
  CHECK(folder.read("out.ndjson").empty());
  writer.publisher.reset();
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  REQUIRE(again.publish("3\n4\n").ok());
  CHECK(folder.read("copy.ndjson") + folder.read("out.ndjson") == "1\n2\n3\n3\n4\n");
}

TEST_CASE("a file moved away during the run keeps what went to it, the rest goes to a new one") {
  Folder folder;
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  std::filesystem::rename(folder.file("out.ndjson"), folder.file("moved.ndjson"));
  REQUIRE(writer.publish("2\n").ok());
  const std::string position = writer.flush();
  CHECK(has(writer.rig.log_text, "was moved away"));
  REQUIRE(writer.publish("3\n").ok());
  writer.flush();
  CHECK(folder.read("moved.ndjson") == "1\n2\n");
  CHECK(folder.read("out.ndjson") == "3\n");
  writer.publisher.reset();
  CHECK(Writer(folder.file("out.ndjson")).resume(position).ok());
  CHECK(folder.read("out.ndjson").empty());
}

TEST_CASE("a file removed during the run is noticed before it is committed") {
  Folder folder;
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  std::filesystem::remove(folder.file("out.ndjson"));
  auto status = writer.publisher->flush(false, writer.cancel).status();
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "was removed during the run"));
}
