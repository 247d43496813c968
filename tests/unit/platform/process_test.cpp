#include "platform/process.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <memory>

#include "platform/terminal.hpp"

using namespace sluice::platform;

TEST_CASE("the peak of resident memory rises with what is used") {
  const uint64_t before = process_usage().peak_resident_bytes;
  const size_t more = size_t{128} << 20;
  const auto memory = std::make_unique<char[]>(more);
  for (size_t i = 0; i < more; i += 4096) const_cast<volatile char*>(memory.get())[i] = 1;
  CHECK(process_usage().peak_resident_bytes >= before + more / 4);
}

TEST_CASE("processor time never goes back") {
  const uint64_t before = process_usage().cpu_us;
  CHECK(process_usage().cpu_us >= before);
}

TEST_CASE("a pipe is no terminal and counts as 80 columns wide") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const int kept = dup(STDERR_FILENO);
  dup2(ends[1], STDERR_FILENO);
  const bool terminal = is_terminal(Stream::kError);
  const int width = terminal_width(Stream::kError);
  dup2(kept, STDERR_FILENO);
  CHECK_FALSE(terminal);
  CHECK(width == 80);
  for (const int fd : {ends[0], ends[1], kept}) close(fd);
}
