#include "platform/lazy_library.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <stdexcept>

using sluice::platform::LazyLibrary;

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

TEST_CASE("a library of the host lies in lib, beside the folder of the program") {
  const std::filesystem::path found = sluice::platform::own_library("libx.so");
  const auto program = std::filesystem::canonical("/proc/self/exe");
  CHECK(found == program.parent_path().parent_path() / "lib" / "libx.so");
}
