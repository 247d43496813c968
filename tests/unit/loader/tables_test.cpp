#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <string>

#include "loader/entry.hpp"
#include "loader/interfaces.hpp"

using namespace sluice::loader;

namespace {

sluice_status resume(void*, sluice_slice, const sluice_cancel*, sluice_error*) { return 3; }
sluice_status publish(void*, sluice_batch*, sluice_outcome*, const sluice_cancel*, sluice_error*) {
  return 4;
}

sluice_publisher publisher(size_t size) {
  sluice_publisher table = {};
  table.struct_size = static_cast<uint32_t>(size);
  table.resume = resume;
  table.publish = publish;
  return table;
}

}  // namespace

TEST_CASE("what a table's size covers is copied, the rest is empty") {
  const auto whole = publisher(sizeof(sluice_publisher));
  CHECK((copy_known<sluice_publisher>(&whole).publish == publish));
  const auto shorter = publisher(offsetof(sluice_publisher, publish));
  CHECK((copy_known<sluice_publisher>(&shorter).resume == resume));
  CHECK((copy_known<sluice_publisher>(&shorter).publish == nullptr));
}

TEST_CASE("a size that cuts a slot, is zero or too large is no danger") {
  const auto cut = publisher(offsetof(sluice_publisher, publish) + 4);
  CHECK((copy_known<sluice_publisher>(&cut).publish == nullptr));
  const auto none = publisher(0);
  CHECK((copy_known<sluice_publisher>(&none).resume == nullptr));
  const auto large = publisher(0xffffffffu);
  CHECK((copy_known<sluice_publisher>(&large).publish == publish));
  CHECK(copy_known<sluice_publisher>(&large).struct_size == sizeof(sluice_publisher));
}

TEST_CASE("a missing slot answers unsupported and says so") {
  auto table = publisher(sizeof(sluice_publisher));
  fill_missing(table);
  CHECK((table.resume == resume));
  sluice_error error = empty_error();
  CHECK(table.flush(nullptr, 0, nullptr, nullptr, &error) == SLUICE_E_UNSUPPORTED);
  CHECK(std::string(error.message) == "the plugin does not have this function");
  CHECK(table.flush(nullptr, 0, nullptr, nullptr, nullptr) == SLUICE_E_UNSUPPORTED);
}

TEST_CASE("a publisher without finish has nothing to finish") {
  auto table = publisher(sizeof(sluice_publisher));
  fill_missing(table);
  CHECK(table.finish(nullptr, nullptr, nullptr) == SLUICE_OK);
}

TEST_CASE("versions are compared with the host's") {
  CHECK(check_versions(SLUICE_ABI_MAJOR, SLUICE_RECORD_LAYOUT).ok());
  CHECK(check_versions(0, SLUICE_RECORD_LAYOUT).message() ==
        "built for ABI major 0; this host has 1");
  CHECK(check_versions(SLUICE_ABI_MAJOR, 2).message() ==
        "built for record layout 2; this host has 1");
}

TEST_CASE("an entry without a way to a factory is refused") {
  sluice_entry_v1 entry = {};
  entry.struct_size = sizeof entry;
  entry.abi_major = SLUICE_ABI_MAJOR;
  entry.record_layout = SLUICE_RECORD_LAYOUT;
  CHECK_FALSE(read_entry(entry).ok());
  entry.get_factory = [](const char*) -> const void* { return nullptr; };
  CHECK(read_entry(entry).status().message() == "has no sluice.factory/1");
}

TEST_CASE("a factory without any function cannot make components but is safe to ask") {
  static constexpr sluice_factory kEmpty = {8, {}, nullptr, nullptr, nullptr, nullptr, nullptr};
  sluice_entry_v1 entry = {};
  entry.struct_size = sizeof entry;
  entry.abi_major = SLUICE_ABI_MAJOR;
  entry.record_layout = SLUICE_RECORD_LAYOUT;
  entry.get_factory = [](const char*) -> const void* { return &kEmpty; };
  const auto read = read_entry(entry);
  REQUIRE(read.ok());
  CHECK(read->factory.create(nullptr, nullptr, nullptr, nullptr) == SLUICE_E_UNSUPPORTED);
  CHECK(read->factory.get_interface(nullptr, "x") == nullptr);
  read->factory.stop(nullptr);
  read->factory.destroy(nullptr);
}
