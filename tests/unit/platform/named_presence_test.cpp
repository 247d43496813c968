// Names by which processes of a machine find each other.
#include "platform/named_presence.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <optional>

using namespace sluice::platform;

TEST_CASE("a name is there as long as its owner, and nobody else can take it") {
  const std::string prefix = "sluice-test-" + std::to_string(::getpid()) + ":";
  CHECK(present_names(prefix).empty());
  {
    const auto one = NamedPresence::announce(prefix + "/var/lib/a b");
    REQUIRE(one);
    CHECK(present_names(prefix) == std::vector<std::string>{"/var/lib/a b"});
    CHECK(NamedPresence::announce(prefix + "/var/lib/a b").status().code() == SLUICE_E_UNAVAILABLE);
  }
  CHECK(present_names(prefix).empty());
}

TEST_CASE("a name that is too long is refused") {
  CHECK(
      NamedPresence::announce(std::string(NamedPresence::kLongestName + 1, 'x')).status().code() ==
      SLUICE_E_INVALID);
}
