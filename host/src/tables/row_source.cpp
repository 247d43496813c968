#include "tables/row_source.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "tables/csv_rows.hpp"
#include "tables/json_rows.hpp"

namespace sluice::tables {
namespace {

namespace fs = std::filesystem;
using Format = config::TableConfig::Format;

constexpr size_t kPiece = size_t{256} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Status unreadable(const std::string& file, const std::string& why) {
  return {SLUICE_E_INVALID, "the table's file " + file + " cannot be read: " + why};
}

Status too_large(const config::TableConfig& table, uint64_t bytes) {
  return {SLUICE_E_INVALID,
          "the table's file " + table.file + " has " + std::to_string(bytes) +
              " bytes, more than " + std::to_string(table.max_bytes) +
              " (max_bytes); raise max_bytes, or keep the rows in the store (store: true, then "
              "sluice table import)"};
}

// One pass over an open file, which may grow meanwhile.
class RowFile {
 public:
  RowFile(const config::TableConfig& table, const TakeRow& take) : table_(table), take_(take) {}

  Status read() {
    std::error_code error;
    if (fs::is_directory(table_.file, error)) return unreadable(table_.file, "it is a folder");
    errno = 0;
    std::ifstream in(table_.file, std::ios::binary);
    if (!in) return unreadable(table_.file, std::strerror(errno ? errno : EIO));
    const auto bytes = fs::file_size(table_.file, error);
    if (!error && bytes > table_.max_bytes) return too_large(table_, bytes);
    Status status = read_all(in);
    // A failure of the rows says where, not in which file.
    return status.code() == SLUICE_E_DATA
               ? Status(SLUICE_E_INVALID, table_.file + ": " + status.message())
               : status;
  }

 private:
  // Calls `use` with each piece.
  template <class Use>
  Status each_piece(std::ifstream& in, const Use& use) {
    std::string piece(kPiece, '\0');
    for (uint64_t bytes = 0; in;) {
      in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      const auto got = static_cast<size_t>(in.gcount());
      bytes += got;
      if (bytes > table_.max_bytes) return too_large(table_, bytes);
      if (Status s = use(std::string_view(piece).substr(0, got)); !s.ok()) return s;
    }
    return in.bad() ? unreadable(table_.file, std::strerror(errno)) : Status();
  }

  Status read_all(std::ifstream& in) {
    if (table_.format == Format::kCsv) return read_csv(in);
    return table_.format == Format::kNdjson ? read_lines(in) : read_document(in);
  }

  Status read_csv(std::ifstream& in) {
    CsvRows rows(table_, take_);
    Status read = each_piece(in, [&](std::string_view text) { return rows.take_text(text); });
    return read.ok() ? rows.end() : read;
  }

  Status read_lines(std::ifstream& in) {
    JsonRows rows(table_, take_);
    std::string kept;  // of a line whose end has not come
    uint64_t number = 0;
    const auto take_line = [&](std::string_view line) -> Status {
      number++;
      if (number == 1 && line.substr(0, 3) == kByteOrderMark) line.remove_prefix(3);
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) return {};
      return rows.take_line(line, number);
    };
    Status read = each_piece(in, [&](std::string_view text) -> Status {
      for (size_t end; (end = text.find('\n')) != std::string_view::npos;) {
        kept += text.substr(0, end);
        if (Status s = take_line(kept); !s.ok()) return s;
        kept.clear();
        text.remove_prefix(end + 1);
      }
      kept += text;
      return {};
    });
    return read.ok() && !kept.empty() ? take_line(kept) : read;
  }

  Status read_document(std::ifstream& in) {
    std::string text;
    Status read = each_piece(in, [&](std::string_view piece) { return text += piece, Status(); });
    if (!read.ok()) return read;
    std::string_view document = text;
    if (document.substr(0, 3) == kByteOrderMark) document.remove_prefix(3);
    return JsonRows(table_, take_).take_document(document);
  }

  const config::TableConfig& table_;
  const TakeRow& take_;
};

}  // namespace

Status read_rows(const config::TableConfig& table, const TakeRow& take) {
  return RowFile(table, take).read();
}

}  // namespace sluice::tables
