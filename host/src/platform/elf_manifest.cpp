#include "platform/elf_manifest.hpp"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "sluice/manifest.h"

namespace sluice::platform {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half kMachine = EM_X86_64;
constexpr std::string_view kMachineName = "x86-64";
#elif defined(__aarch64__)
constexpr Elf64_Half kMachine = EM_AARCH64;
constexpr std::string_view kMachineName = "aarch64";
#elif defined(__riscv)
constexpr Elf64_Half kMachine = EM_RISCV;
constexpr std::string_view kMachineName = "riscv64";
#else
#error "name this machine's ELF number here"
#endif

constexpr unsigned char kByteOrder =
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;

Status unusable(std::string message) { return {SLUICE_E_INVALID, std::move(message)}; }

// Copies a T from anywhere in the text: data in sections need not be aligned.
template <class T>
std::optional<T> read_at(std::string_view text, uint64_t offset) {
  if (offset > text.size() || text.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, text.data() + offset, sizeof value);
  return value;
}

// The library, piece by piece.
class LibraryBytes {
 public:
  LibraryBytes(const ReadLibrary& read, uint64_t size) : read_(read), size_(size) {}

  uint64_t size() const { return size_; }
  std::optional<std::string> range(uint64_t offset, uint64_t size) const {
    if (offset > size_ || size_ - offset < size) return std::nullopt;
    std::string out(size, '\0');
    if (size && !read_(offset, out.data(), out.size())) return std::nullopt;
    return out;
  }
  template <class T>
  std::optional<T> at(uint64_t offset) const {
    const auto bytes = range(offset, sizeof(T));
    return bytes ? read_at<T>(*bytes, 0) : std::nullopt;
  }

 private:
  const ReadLibrary& read_;
  uint64_t size_;
};

// A name in a string table; empty if it is out of range or not ended.
std::string_view name_at(std::string_view table, uint32_t offset) {
  if (offset >= table.size()) return {};
  size_t end = table.find('\0', offset);
  return end == table.npos ? std::string_view() : table.substr(offset, end - offset);
}

class Elf {
 public:
  static Result<Elf> open(const LibraryBytes& file);
  std::optional<Elf64_Shdr> find_section(std::string_view name) const;
  std::optional<std::string> contents(const Elf64_Shdr& section) const {
    if (section.sh_type == SHT_NOBITS) return std::nullopt;
    return file_.range(section.sh_offset, section.sh_size);
  }
  bool exports(std::string_view symbol) const;

 private:
  Elf(const LibraryBytes& file, const Elf64_Ehdr& header, std::string sections)
      : file_(file), header_(header), sections_(std::move(sections)) {}

  std::optional<Elf64_Shdr> section(uint32_t index) const {
    return read_at<Elf64_Shdr>(sections_, uint64_t{index} * sizeof(Elf64_Shdr));
  }
  bool defines(const Elf64_Shdr& symbols, std::string_view symbol) const;

  LibraryBytes file_;
  Elf64_Ehdr header_;
  std::string sections_;  // the section table
  std::string names_;
};

Status check_identity(const Elf64_Ehdr& header) {
  if (header.e_ident[EI_CLASS] != ELFCLASS64)
    return unusable("a 32-bit library; this host is 64-bit");
  if (header.e_ident[EI_DATA] != kByteOrder) return unusable("built for the other byte order");
  if (header.e_machine != kMachine)
    return unusable("built for another machine: ELF machine " + std::to_string(header.e_machine) +
                    ", this host is " + std::string(kMachineName) + " (" +
                    std::to_string(kMachine) + ")");
  if (header.e_type != ET_DYN) return unusable("an ELF file, but not a shared library");
  return {};
}

Result<Elf> Elf::open(const LibraryBytes& file) {
  const auto mark = file.range(0, std::min<uint64_t>(file.size(), SELFMAG));
  if (mark != std::string(ELFMAG, SELFMAG))
    return unusable("not a shared library: it does not start with the ELF mark");
  const auto header = file.at<Elf64_Ehdr>(0);
  if (!header) return unusable("cut off: it ends within the ELF header");
  if (Status s = check_identity(*header); !s) return s;
  if (header->e_shentsize != sizeof(Elf64_Shdr) || header->e_shoff == 0)
    return unusable("has no section table, so no manifest can be read");
  auto table = file.range(header->e_shoff, uint64_t{header->e_shnum} * sizeof(Elf64_Shdr));
  if (!table)
    return unusable("cut off: its section table ends after byte " +
                    std::to_string(header->e_shoff) + ", the file has " +
                    std::to_string(file.size()) + " bytes");
  Elf elf(file, *header, *std::move(table));
  const auto names = elf.section(header->e_shstrndx);
  auto text = names ? elf.contents(*names) : std::nullopt;
  if (!text) return unusable("damaged: its section names are out of range");
  elf.names_ = *std::move(text);
  return elf;
}

std::optional<Elf64_Shdr> Elf::find_section(std::string_view name) const {
  for (uint32_t i = 0; i < header_.e_shnum; i++) {
    const auto found = section(i);
    if (found && name_at(names_, found->sh_name) == name) return found;
  }
  return std::nullopt;
}

bool Elf::exports(std::string_view symbol) const {
  for (uint32_t i = 0; i < header_.e_shnum; i++) {
    const auto found = section(i);
    if (found && found->sh_type == SHT_DYNSYM && defines(*found, symbol)) return true;
  }
  return false;
}

bool Elf::defines(const Elf64_Shdr& symbols, std::string_view symbol) const {
  const auto table = contents(symbols);
  const auto strings = section(symbols.sh_link);
  const auto names = strings ? contents(*strings) : std::nullopt;
  if (!table || !names) return false;
  for (uint64_t at = 0; at + sizeof(Elf64_Sym) <= table->size(); at += sizeof(Elf64_Sym)) {
    const auto entry = read_at<Elf64_Sym>(*table, at);
    if (entry->st_shndx != SHN_UNDEF && name_at(*names, entry->st_name) == symbol) return true;
  }
  return false;
}

Result<LibraryManifest> parse_section(std::string_view section, bool exports_entry) {
  const auto header = read_at<sluice_manifest_header>(section, 0);
  if (!header) return unusable("its " SLUICE_MANIFEST_SECTION " section is too short for a header");
  if (std::memcmp(header->magic, SLUICE_MANIFEST_MAGIC, sizeof header->magic) != 0)
    return unusable("its " SLUICE_MANIFEST_SECTION
                    " section does not start with " SLUICE_MANIFEST_MAGIC);
  if (section.size() - sizeof *header < header->json_size)
    return unusable("its manifest says it has " + std::to_string(header->json_size) +
                    " bytes of JSON, the section holds " +
                    std::to_string(section.size() - sizeof *header));
  return LibraryManifest{*header, std::string(section.substr(sizeof *header, header->json_size)),
                         exports_entry};
}

}  // namespace

Result<LibraryManifest> read_library_manifest(const ReadLibrary& read, uint64_t size) {
  const auto elf = Elf::open(LibraryBytes(read, size));
  if (!elf) return elf.status();
  const auto section = elf->find_section(SLUICE_MANIFEST_SECTION);
  if (!section)
    return unusable("no manifest: it has no " SLUICE_MANIFEST_SECTION
                    " section (build it with sluice_add_plugin)");
  const auto contents = elf->contents(*section);
  if (!contents)
    return unusable("cut off: its " SLUICE_MANIFEST_SECTION " section is out of range");
  return parse_section(*contents, elf->exports("sluice_plugin_v1"));
}

Result<LibraryManifest> read_library_manifest(std::string_view file) {
  const ReadLibrary read = [file](uint64_t offset, char* to, size_t size) {
    std::memcpy(to, file.data() + offset, size);
    return true;
  };
  return read_library_manifest(read, file.size());
}

}  // namespace sluice::platform
