#include "platform/lazy_library.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <stdexcept>

using namespace sluice::platform;

TEST_CASE("a function of a library of the system can be called") {
  const LazyLibrary math("libm.so.6");
  CHECK(math.function<double(double)>("sqrt")(16.0) == 4.0);
}

TEST_CASE("a library or a function that is not there is named in the error") {
  CHECK_THROWS_WITH_AS(LazyLibrary("libnot_there.so.9"), doctest::Contains("libnot_there.so.9"),
                       std::runtime_error);
  const LazyLibrary math("libm.so.6");
  CHECK_THROWS_WITH_AS(math.function<double(double)>("no_such_function"),
                       doctest::Contains("no_such_function"), std::runtime_error);
}

TEST_CASE("a library of the host is looked for in lib, beside the folder of the program") {
  const auto program = std::filesystem::canonical("/proc/self/exe");
  const auto file = program.parent_path().parent_path() / "lib" / "libx.so";
  const std::string message = "cannot load " + file.string() + ", which a test needs: " +
                              "cannot open shared object file: No such file or directory; install "
                              "it again, from the release of this program";
  CHECK_THROWS_WITH_AS(load({"libx.so", "a test needs", "libx (Debian: libx1)"}), message.c_str(),
                       std::runtime_error);
}
