#include "platform/elf_manifest.hpp"
#include "support/text.hpp"

#include <doctest/doctest.h>
#include <elf.h>

#include <cstring>
#include <string>
#include <vector>

namespace {

using sluice::platform::read_library_manifest;
using sluice::test::has;

template <class T>
void append(std::string* out, const T& value) {
  out->append(reinterpret_cast<const char*>(&value), sizeof value);
}

struct Section {
  const char* name;
  uint32_t type;
  uint32_t link;
  std::string contents;
};

// A small but complete ELF file: header, contents one after the other, section table.
std::string elf(std::vector<Section> sections) {
  sections.insert(sections.begin(), {"", SHT_NULL, 0, ""});
  sections.push_back({".shstrtab", SHT_STRTAB, 0, ""});
  std::string& names = sections.back().contents;
  std::vector<Elf64_Shdr> table(sections.size());
  for (size_t i = 0; i < sections.size(); i++) {
    table[i].sh_name = static_cast<Elf64_Word>(names.size());
    table[i].sh_type = sections[i].type;
    table[i].sh_link = sections[i].link;
    names += sections[i].name;
    names += '\0';
  }
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_type = ET_DYN;
#if defined(__x86_64__)
  header.e_machine = EM_X86_64;
#else
  header.e_machine = EM_AARCH64;
#endif
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<Elf64_Half>(sections.size());
  header.e_shstrndx = static_cast<Elf64_Half>(sections.size() - 1);
  std::string body;
  for (size_t i = 0; i < sections.size(); i++) {
    table[i].sh_offset = sizeof header + body.size();
    table[i].sh_size = sections[i].contents.size();
    body += sections[i].contents;
  }
  header.e_shoff = sizeof header + body.size();
  std::string file;
  append(&file, header);
  file += body;
  for (const Elf64_Shdr& entry : table) append(&file, entry);
  return file;
}

std::string manifest(std::string_view json, uint32_t said_size) {
  sluice_manifest_header header = {SLUICE_MANIFEST_MAGIC, 1, 0, 1, said_size, 0};
  std::string out;
  append(&out, header);
  return out.append(json);
}

Section manifest_section(std::string_view json) {
  return {".sluice", SHT_PROGBITS, 0, manifest(json, static_cast<uint32_t>(json.size()))};
}

// .dynsym and .dynstr as sections 1 and 2.
std::vector<Section> symbols(std::string_view name, uint16_t section_index) {
  Elf64_Sym symbol = {};
  symbol.st_name = 1;
  symbol.st_shndx = section_index;
  std::string table;
  append(&table, symbol);
  std::string strings(1, '\0');
  strings.append(name).append(1, '\0');
  return {{".dynsym", SHT_DYNSYM, 2, table}, {".dynstr", SHT_STRTAB, 0, strings}};
}

std::string manifest_refusal(std::string_view file) {
  const auto read = read_library_manifest(file);
  REQUIRE_FALSE(read.ok());
  CHECK(read.status().code() == SLUICE_E_INVALID);
  return read.status().message();
}

}  // namespace

TEST_CASE("a manifest section is found and its JSON returned as it is") {
  const auto read = read_library_manifest(elf({manifest_section("{\"a\":1}")}));
  REQUIRE(read.ok());
  CHECK(read->json == "{\"a\":1}");
  CHECK(read->header.abi_major == 1);
  CHECK(read->header.record_layout == 1);
}

TEST_CASE("the entry symbol counts only if the library defines it") {
  auto with = [](std::string_view name, uint16_t index) {
    auto sections = symbols(name, index);
    sections.push_back(manifest_section("{}"));
    return read_library_manifest(elf(sections))->exports_entry;
  };
  CHECK(with("sluice_plugin_v1", 3));
  CHECK_FALSE(with("sluice_plugin_v1", SHN_UNDEF));
  CHECK_FALSE(with("sluice_plugin_v12", 3));
  CHECK_FALSE(with("sluice_plugin_v", 3));
}

TEST_CASE("what is not a library for this machine is refused with its own reason") {
  CHECK(has(manifest_refusal(""), "does not start with the ELF mark"));
  CHECK(has(manifest_refusal("plain text"), "does not start with the ELF mark"));
  CHECK(has(manifest_refusal("\x7f"
                             "ELF"),
            "cut off"));
  std::string file = elf({manifest_section("{}")});
  auto changed = [&](size_t at, char value) {
    std::string copy = file;
    copy[at] = value;
    return copy;
  };
  CHECK(has(manifest_refusal(changed(EI_CLASS, ELFCLASS32)), "32-bit"));
  CHECK(has(manifest_refusal(changed(EI_DATA, ELFDATA2MSB)), "byte order"));
  CHECK(has(manifest_refusal(changed(offsetof(Elf64_Ehdr, e_machine), 8)), "another machine"));
  CHECK(has(manifest_refusal(changed(offsetof(Elf64_Ehdr, e_type), ET_EXEC)),
            "not a shared library"));
}

TEST_CASE("a library without a manifest section is told to be built with sluice_add_plugin") {
  CHECK(has(manifest_refusal(elf({})), "sluice_add_plugin"));
}

TEST_CASE("a manifest that promises more JSON than its section holds is refused") {
  CHECK(has(manifest_refusal(elf({{".sluice", SHT_PROGBITS, 0, manifest("{}", 3)}})),
            "3 bytes of JSON"));
  CHECK(has(manifest_refusal(elf({{".sluice", SHT_PROGBITS, 0, manifest("{}", 0xffffffffu)}})),
            "JSON"));
  CHECK(has(manifest_refusal(elf({{".sluice", SHT_PROGBITS, 0, "SLUICE1"}})), "too short"));
  CHECK(
      has(manifest_refusal(elf({{".sluice", SHT_PROGBITS, 0, std::string(64, 'x')}})), "SLUICE1"));
  CHECK(has(manifest_refusal(elf({{".sluice", SHT_NOBITS, 0, ""}})), "out of range"));
}

TEST_CASE("a file cut off anywhere gives a reason and never a crash") {
  auto sections = symbols("sluice_plugin_v1", 3);
  sections.push_back(manifest_section("{\"manifest\":1}"));
  const std::string file = elf(sections);
  REQUIRE(read_library_manifest(file).ok());
  for (size_t size = 0; size < file.size(); size++) {
    // On the heap and exactly as long: reading behind it is seen by the sanitizer.
    const std::vector<char> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(read_library_manifest({cut.data(), cut.size()}).ok());
  }
}

TEST_CASE("any byte of the file may be anything") {
  auto sections = symbols("sluice_plugin_v1", 3);
  sections.push_back(manifest_section("{\"manifest\":1}"));
  const std::string file = elf(sections);
  size_t read = 0;
  for (size_t i = 0; i < file.size(); i++) {
    for (const char value : {'\0', '\1', '\x7f', '\x80', '\xff'}) {
      std::vector<char> copy(file.begin(), file.end());
      copy[i] = value;
      read += read_library_manifest({copy.data(), copy.size()}).ok();
    }
  }
  CHECK(read > 0);
}

TEST_CASE("of a large library only the tables that lead to its manifest are read") {
  auto sections = symbols("sluice_plugin_v1", 3);
  sections.push_back({".text", SHT_PROGBITS, 0, std::string(1 << 20, 'x')});
  sections.push_back(manifest_section("{\"a\":1}"));
  const std::string file = elf(sections);
  size_t read = 0;
  const auto manifest = read_library_manifest(
      [&](uint64_t offset, char* to, size_t size) {
        read += size;
        return file.copy(to, size, offset) == size;
      },
      file.size());
  REQUIRE(manifest.ok());
  CHECK(manifest->json == "{\"a\":1}");
  CHECK(read < 2000);
}

TEST_CASE("a library that cannot be read where it should go on is refused") {
  const std::string file = elf({manifest_section("{}")});
  for (int good = 0; good < 6; good++) {
    int left = good;
    const auto manifest = read_library_manifest(
        [&](uint64_t offset, char* to, size_t size) {
          return left-- > 0 && file.copy(to, size, offset) == size;
        },
        file.size());
    CHECK(manifest.ok() == (good >= 5));
  }
}
