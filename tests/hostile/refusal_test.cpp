#include <cstring>

#include "fixture.hpp"
#include "sluice/manifest.h"

using namespace sluice;
using namespace sluice::test;
namespace fs = std::filesystem;

namespace {

// What scan says of one plugin beside a good one, which must load all the same.
std::string refused_by_scan(const std::string& name) {
  PluginFolder plugins;
  const auto file = plugins.add(name);
  plugins.add("plain");
  const auto registry = plugins.scan();
  CHECK(registry.find("plain.step") != nullptr);
  CHECK(registry.plugins().size() == 1);
  return refusal(registry, file);
}

// Asking a plugin for its topics opens it.
std::string why_not_opened(loader::Registry& registry, const std::string& id) {
  const auto page = registry.describe(id, "", false);
  return page ? "" : page.status().message();
}

std::string refused_by_opening(const std::string& name) {
  PluginFolder plugins;
  const auto file = plugins.add(name);
  plugins.add("plain");
  auto registry = plugins.scan();
  CHECK(registry.refusals().empty());
  const std::string why = why_not_opened(registry, name);
  CHECK(has(why, file.string()));
  CHECK(why_not_opened(registry, "plain") == "plugin plain describes nothing further");
  return why;
}

// The good plugin with some bytes changed.
std::string refused_bytes(std::string bytes) {
  PluginFolder plugins;
  const auto file = plugins.folder().write("changed.so", bytes);
  plugins.add("plain");
  const auto registry = plugins.scan();
  CHECK(registry.find("plain.step") != nullptr);
  return refusal(registry, file);
}

}  // namespace

TEST_CASE("a good plugin is found, described and opened") {
  PluginFolder plugins;
  const auto file = plugins.add("plain");
  auto registry = plugins.scan();
  CHECK(why_not_opened(registry, "plain") == "plugin plain describes nothing further");
  CHECK(registry.refusals().empty());
  REQUIRE(registry.plugins().size() == 1);
  const auto& info = *registry.plugins()[0];
  CHECK(info.id == "plain");
  CHECK(info.path == file);
  CHECK(info.abi_major == SLUICE_ABI_MAJOR);
  const auto* component = registry.find("plain.step");
  REQUIRE(component);
  CHECK(component->kind == loader::Kind::kTransformer);
  CHECK(component->plugin == &info);
}

TEST_CASE("of two plugins with one id the second is refused and both paths are named") {
  PluginFolder plugins;
  const auto first = plugins.add("plain");
  const auto second = plugins.add("same_id");
  const auto registry = plugins.scan();
  CHECK(registry.plugins().size() == 1);
  CHECK(registry.plugins()[0]->path == first);
  CHECK(has(refusal(registry, second), first.string()));
  CHECK(has(refusal(registry, second), "has the id \"plain\""));
}

TEST_CASE("a link to a plugin, the folder named twice and a hard link count once, in silence") {
  PluginFolder plugins;
  const auto file = plugins.add("plain");
  fs::create_symlink(file, plugins.folder() / "z-link.so");
  fs::create_hard_link(file, plugins.folder() / "z-hard.so");
  const auto& path = plugins.folder().path();
  const auto registry = loader::Registry::scan({path, path, file});
  CHECK(registry.plugins().size() == 1);
  CHECK(registry.refusals().empty());
}

TEST_CASE("a path that does not exist is refused, others are read") {
  PluginFolder plugins;
  plugins.add("plain");
  const auto none = plugins.folder() / "none";
  const auto registry = loader::Registry::scan({none, plugins.folder().path()});
  CHECK(has(refusal(registry, none), "cannot find it"));
  CHECK(registry.plugins().size() == 1);
}

TEST_CASE("files of a folder that do not end in .so are nobody's business") {
  PluginFolder plugins;
  plugins.folder().write("README.md", "text");
  plugins.folder().write("sub/other.so", "text");
  const auto registry = plugins.scan();
  CHECK(registry.refusals().empty());
}

TEST_CASE("a text file named .so and an empty one are refused") {
  CHECK(has(refused_bytes("not a library at all\n"), "not a shared library"));
  CHECK(has(refused_bytes(""), "not a shared library"));
}

TEST_CASE("a truncated plugin is refused at every cut") {
  const std::string whole = read_file(built("plain"));
  for (const size_t size : {size_t{10}, size_t{63}, size_t{64}, whole.size() / 2, whole.size() - 1})
    CHECK(has(refused_bytes(whole.substr(0, size)), "cut off"));
}

TEST_CASE("a plugin that others may write is refused, as is one in such a folder") {
  PluginFolder plugins;
  const auto file = plugins.add("plain");
  fs::permissions(file, fs::perms(0777));
  CHECK(has(refusal(plugins.scan(), file), "writable by everyone; run: chmod go-w"));
  fs::permissions(file, fs::perms(0755));
  CHECK(plugins.scan().refusals().empty());
  fs::permissions(plugins.folder().path(), fs::perms(0777));
  CHECK(has(refusal(plugins.scan(), file), "its folder"));
}

TEST_CASE("a plugin for another machine is refused") {
  std::string bytes = read_file(built("plain"));
  bytes[18] = 0x16;  // e_machine: s390
  bytes[19] = 0;
  CHECK(has(refused_bytes(bytes), "another machine"));
}

TEST_CASE("a plugin of another ABI major is refused before it is opened") {
  std::string bytes = read_file(built("plain"));
  const size_t at = bytes.find(std::string(SLUICE_MANIFEST_MAGIC, 8));
  REQUIRE(at != bytes.npos);
  const uint16_t major = SLUICE_ABI_MAJOR + 1;
  std::memcpy(&bytes[at + offsetof(sluice_manifest_header, abi_major)], &major, sizeof major);
  CHECK(refused_bytes(bytes) == "built for ABI major 2; this host has 1");
}

TEST_CASE("a plugin of a later minor is taken") {
  std::string bytes = read_file(built("plain"));
  const size_t at = bytes.find(std::string(SLUICE_MANIFEST_MAGIC, 8));
  const uint16_t minor = SLUICE_ABI_MINOR + 1;
  std::memcpy(&bytes[at + offsetof(sluice_manifest_header, abi_minor)], &minor, sizeof minor);
  PluginFolder plugins;
  plugins.folder().write("later.so", bytes);
  auto registry = plugins.scan();
  CHECK(why_not_opened(registry, "plain") == "plugin plain describes nothing further");
  REQUIRE(registry.plugins().size() == 1);
  CHECK(registry.plugins()[0]->abi_minor == minor);
}

TEST_CASE("a plugin for another record layout is refused before it is opened") {
  CHECK(refused_by_scan("other_layout") == "built for record layout 7; this host has 1");
}

TEST_CASE("a library without manifest or symbol is refused") {
  CHECK(has(refused_by_scan("no_manifest"), "no manifest"));
  CHECK(has(refused_by_scan("no_symbol"), "does not export sluice_plugin_v1"));
}

TEST_CASE("a bad manifest is refused with its fault") {
  CHECK(has(refused_by_scan("bad_json"), "manifest: not JSON at line 1, column 51: "));
  CHECK(has(refused_by_scan("bad_keyword"),
            "/properties/when/format: unsupported schema keyword \"format\""));
  CHECK(has(refused_by_scan("wrong_prefix"),
            "component id \"file.publisher\" does not start with \"wrong_prefix.\""));
  CHECK(has(refused_by_scan("unknown_service"), "sluice.telepathy/1"));
}

TEST_CASE("what only opening shows is refused then, and the rest is usable") {
  CHECK(has(refused_by_opening("other_major"), "built for ABI major 2"));
  CHECK(has(refused_by_opening("short_entry"), "16 bytes, too few"));
  CHECK(has(refused_by_opening("no_factory"), "has no sluice.factory/1"));
  CHECK(has(refused_by_opening("throwing_factory"), "has no sluice.factory/1"));
  CHECK(has(refused_by_opening("undefined_function"), "a_function_nobody_has"));
}

TEST_CASE("a plugin that is replaced after the scan is not opened") {
  PluginFolder plugins;
  const auto file = plugins.add("plain");
  auto registry = plugins.scan();
  fs::remove(file);
  plugins.folder().write("plain.so", read_file(built("no_factory")));
  CHECK(has(why_not_opened(registry, "plain"), "was replaced while the host was running"));
}
