#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "unit/file_plugin/file_rig.hpp"

using namespace file_plugin;
using namespace file_plugin::test;

namespace {

// Puts another file in the place of a standard descriptor while it lives.
class Redirected {
 public:
  Redirected(int standard, int with) : standard_(standard), kept_(dup(standard)) {
    REQUIRE(dup2(with, standard) == standard);
  }
  ~Redirected() {
    dup2(kept_, standard_);
    close(kept_);
  }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;

 private:
  int standard_, kept_;
};

}  // namespace

TEST_CASE("standard output gets the lines, has no position, and says what it does not promise") {
  Folder folder;
  int file = open(folder.file("out").c_str(), O_CREAT | O_WRONLY, 0600);
  Writer writer("-");
  {
    Redirected out(1, file);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish("1\n2\n").ok());
    CHECK(writer.flush(true).empty());
  }
  close(file);
  CHECK(folder.read("out") == "1\n2\n");
  CHECK(has(writer.rig.log_text, "promises nothing"));
}

TEST_CASE("what is no terminal gets every byte as it is") {
  const std::string lines = "\"a\xE2\x80\xAE\xC2\x9B\"\n";  // a bidi mark, a control character
  Folder folder;
  int file = open(folder.file("out").c_str(), O_CREAT | O_WRONLY, 0600);
  Writer writer("-");
  {
    Redirected out(1, file);
    REQUIRE(writer.resume().ok());
    REQUIRE(writer.publish(lines).ok());
  }
  close(file);
  CHECK(folder.read("out") == lines);
}

TEST_CASE("where standard input is closed its number is as good as another") {
  Folder folder;
  folder.write("in.ndjson", "1\n");
  const int kept = dup(0);
  close(0);
  auto opened = File::open(folder.file("in.ndjson"), File::Access::kRead);
  CHECK(opened.ok());
  opened = Status(SLUICE_END, "");  // closes it
  REQUIRE(dup2(kept, 0) == 0);
  close(kept);
}

TEST_CASE("a reader of standard output that went away stops the pipeline") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  close(ends[0]);
  auto handler = std::signal(SIGPIPE, SIG_IGN);
  Writer writer("-");
  Status status;
  {
    Redirected out(1, ends[1]);
    REQUIRE(writer.resume().ok());
    status = writer.publish("1\n");
  }
  std::signal(SIGPIPE, handler);
  close(ends[1]);
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "was closed by its reader"));
}

TEST_CASE("a byte order mark at the start of standard input is no part of the first record") {
  // In one piece, and byte by byte with waiting in between.
  for (const size_t piece : {size_t{100}, size_t{1}}) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    Redirected in(0, ends[0]);
    std::thread writer([&] {
      std::string_view text = "\xEF\xBB\xBF{\"id\":1}\n{\"id\":2}\n3";
      for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        CHECK(write(ends[1], text.data(), std::min(piece, text.size())) > 0);
      close(ends[1]);
    });
    auto all = Reader("-").walk();
    writer.join();
    close(ends[0]);
    CHECK(all.records == std::vector<std::string>{"{\"id\":1}", "{\"id\":2}", "3"});
    CHECK(all.failed.empty());
  }
}

TEST_CASE("standard input of another kind stops with the hint") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  Redirected in(0, ends[0]);
  const std::string_view text = "[\n  {\"id\":1}\n]\n";
  REQUIRE(write(ends[1], text.data(), text.size()) > 0);
  close(ends[1]);
  auto all = Reader("-").walk();
  close(ends[0]);
  CHECK(all.status.code() == SLUICE_E_INVALID);
  CHECK(has(all.status.message(), "standard input is a JSON array over several lines"));
}

TEST_CASE("the null device takes everything") {
  Writer writer("/dev/null");
  REQUIRE(writer.resume().ok());
  CHECK(writer.publish("1\n").ok());
  CHECK(writer.flush(true).empty());
  CHECK(writer.finish().ok());
}

TEST_CASE("standard input is read to its end, without a cursor") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  REQUIRE(write(ends[1], "{\"a\":1}\n{\"a\":2}", 15) == 15);
  close(ends[1]);
  Redirected in(0, ends[0]);
  Reader reader("-");
  auto all = reader.walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == std::vector<std::string>{"{\"a\":1}", "{\"a\":2}"});
  CHECK(all.cursor.empty());
  close(ends[0]);
}

TEST_CASE("waiting for standard input ends when cancelled") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  Redirected in(0, ends[0]);
  Reader reader("-");
  TestCancel cancel;
  cancel.requested = true;
  CHECK(sluice::test::poll(*reader.subscriber, {}, cancel).status.code() == SLUICE_E_CANCELLED);
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("a named pipe is read like a stream") {
  Folder folder;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  REQUIRE(write(ends[1], "1\n", 2) == 2);
  close(ends[1]);
  Reader reader("/dev/fd/" + std::to_string(ends[0]));
  auto all = reader.walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records == std::vector<std::string>{"1"});
  CHECK(all.cursor.empty());
  close(ends[0]);
}
