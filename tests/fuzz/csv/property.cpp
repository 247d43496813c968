#include "fuzz/csv/property.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sluice/csv/reader.hpp"

namespace sluice::csv::test {
namespace {

struct Read {
  std::vector<std::vector<std::string>> rows;
  std::string failure;
  bool operator==(const Read&) const = default;
};

void take_rows(Reader& reader, Read& into) {
  while (reader.next() == Reader::Event::kRow)
    into.rows.emplace_back(reader.fields().begin(), reader.fields().end());
}

Read read(std::string_view text, char delimiter, size_t piece) {
  Reader reader({.delimiter = delimiter, .largest_row = 4096, .most_fields = 64});
  Read out;
  for (; !text.empty() && reader.failure().ok(); text.remove_prefix(std::min(piece, text.size()))) {
    reader.feed(text.substr(0, piece));
    take_rows(reader, out);
  }
  reader.feed({});
  reader.end();
  take_rows(reader, out);
  out.failure = reader.failure().message();
  return out;
}

std::string written(const std::vector<std::vector<std::string>>& rows, char delimiter) {
  std::string out;
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); i++) {
      if (i) out += delimiter;
      out += '"';
      for (const char c : row[i]) out.append(c == '"' ? 2 : 1, c);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace

void check_csv(std::string_view text, char delimiter, size_t piece) {
  const Read whole = read(text, delimiter, text.size() + 1);
  if (!(read(text, delimiter, std::max<size_t>(piece, 1)) == whole))
    throw std::string("pieces make a difference");
  if (!whole.failure.empty()) return;
  const Read again = read(written(whole.rows, delimiter), delimiter, 4096);
  if (!(again == whole)) throw std::string("rows that are written out are read differently");
}

}  // namespace sluice::csv::test
