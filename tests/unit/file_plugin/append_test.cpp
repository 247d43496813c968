#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

TEST_CASE("live records become lines, in order, and others none") {
  Folder folder;
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n", true).ok());
  CHECK(folder.read("out.ndjson") == "{\"a\":1}\n{\"a\":3}\n");
  CHECK(writer.rig.log_text.empty());
}

TEST_CASE("resume cuts off what was written behind the committed length") {
  Folder folder;
  std::string position;
  {
    Writer writer(folder.file("out.ndjson"));
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n2\n").ok());
    position = writer.flush();
    REQUIRE(writer.publish("3\n").ok());  // never committed
  }
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n");
  REQUIRE(again.publish("3\n4\n").ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n3\n4\n");
}

TEST_CASE("flush right after resume gives a position, so that a first page can be undone") {
  Folder folder;
  folder.write("out.ndjson", "0\n");
  std::string position;
  {
    Writer writer(folder.file("out.ndjson"));
    REQUIRE(writer.resume().ok());
    position = writer.flush();
    REQUIRE(writer.publish("1\n").ok());
  }
  Writer again(folder.file("out.ndjson"));
  REQUIRE(again.resume(position).ok());
  CHECK(folder.read("out.ndjson") == "0\n");
}

TEST_CASE("an earlier file is gone on with, an open last line is closed first") {
  Folder folder;
  folder.write("out.ndjson", "{\"old\":1}");
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("2\n").ok());
  CHECK(folder.read("out.ndjson") == "{\"old\":1}\n2\n");
}

TEST_CASE("a file that has become shorter is refused with a way out") {
  Folder folder;
  std::string position;
  {
    Writer writer(folder.file("out.ndjson"));
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n2\n").ok());
    position = writer.flush();
  }
  std::filesystem::resize_file(folder.file("out.ndjson"), 2);
  Writer again(folder.file("out.ndjson"));
  auto status = again.resume(position);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "has become shorter: 2 bytes, of which 4 were done"));
  CHECK(has(status.message(), "sluice state reset"));
}

TEST_CASE("a changed path starts a new position") {
  Folder folder;
  std::string position;
  {
    Writer writer(folder.file("a.ndjson"));
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n").ok());
    position = writer.flush();
  }
  Writer other(folder.file("b.ndjson"));
  REQUIRE(other.resume(position).ok());
  REQUIRE(other.publish("2\n").ok());
  CHECK(folder.read("a.ndjson") == "1\n");
  CHECK(folder.read("b.ndjson") == "2\n");
}

TEST_CASE("a path that cannot be written is refused before anything is read") {
  Folder folder;
  auto missing = Writer(folder.file("no/out.ndjson")).resume();
  CHECK(missing.code() == SLUICE_E_INVALID);
  CHECK(has(missing.message(), "does not exist"));
  CHECK(has(Writer(folder.file("")).resume().message(), "a folder"));
  CHECK(has(Writer("/dev/zero").resume().message(), "a device"));
}

TEST_CASE("two writers of one path: the second is refused") {
  Folder folder;
  Writer first(folder.file("out.ndjson")), second(folder.file("out.ndjson"));
  REQUIRE(first.resume().ok());
  auto status = second.resume();
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "is being written by another"));
}

TEST_CASE("a write that fails half-way leaves the file as it was") {
  Folder folder;
  Writer writer(folder.file("out.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 4096;  // as a full disk: the first bytes go, the rest does not
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  auto status = writer.publish("\"" + std::string(9000, 'x') + "\"\n");
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "ulimit -f"));
  CHECK(has(status.message(), "cannot write " + folder.file("out.ndjson")));
  CHECK(folder.read("out.ndjson") == "1\n");
  REQUIRE(writer.publish("2\n").ok());
  CHECK(folder.read("out.ndjson") == "1\n2\n");
}

TEST_CASE("a stored position that cannot be read is refused") {
  Folder folder;
  for (const char* position :
       {"x", "{}", "[]", R"({"path":1})",
        R"({"device":1,"inode":1,"bytes":0,"head":0,"tail":0,"line":1,"token":""})",
        R"({"path":"a","device":1,"inode":1,"bytes":0,"head":0,"tail":0,"line":1})",
        R"({"path":"a","device":1,"inode":-1,"bytes":0,"head":0,"tail":0,"line":1,"token":""})"}) {
    CAPTURE(position);
    auto status = Writer(folder.file("out.ndjson")).resume(position);
    CHECK(status.code() == SLUICE_E_INVALID);
    CHECK(has(status.message(), "sluice state reset"));
  }
}

TEST_CASE("a path is needed, and it may hold any name a file may have") {
  HostRig rig;
  CHECK(has(rig.create<Publisher>(config("")).status().message(), "/path: "));
  CHECK(has(rig.create<Publisher>(config("a\\u0000b")).status().message(), "/path: "));
  Folder folder;
  Writer writer(folder.file("\xC3\xA4 \xE2\x82\xAC.ndjson"));
  REQUIRE(writer.resume().ok());
  REQUIRE(writer.publish("1\n").ok());
  std::string position = writer.flush();
  writer.publisher.reset();
  CHECK(Writer(folder.file("\xC3\xA4 \xE2\x82\xAC.ndjson")).resume(position).ok());
}
