#include "config/table_section.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <unordered_map>

#include "base/plain_number.hpp"
#include "config/scalar_check.hpp"

namespace sluice::config {
namespace {

namespace fs = std::filesystem;
using Duplicates = TableConfig::Duplicates;
using Format = TableConfig::Format;
using TableKind = TableConfig::Kind;

class TableSection {
 public:
  TableSection(const Member& member, const std::string& folder, Problems& problems)
      : section_(member.value), folder_(folder), problems_(problems) {
    out_.name = member.key;
    out_.at = member.at;
    out_.pointer = join_pointer("/tables", member.key);
  }

  std::optional<TableConfig> read() {
    if (!section_.is(Kind::kObject) || !read_kind()) return std::nullopt;
    read_common();
    if (out_.kind == TableKind::kFile) read_file();
    if (out_.kind == TableKind::kInline) read_rows(*section_.find("rows"));
    refuse_unfitting();
    return std::move(out_);
  }

 private:
  const Node* text(const char* key) const {
    const Node* value = section_.find(key);
    return value && value->is(Kind::kString) ? value : nullptr;
  }

  void complain(const Node& at, const std::string& place, std::string message) {
    problems_.add(at.at, out_.pointer + place, std::move(message));
  }

  bool is_stored() const {
    const Node* store = section_.find("store");
    return store && store->text == "true";
  }

  bool read_kind() {
    const Node* rows = section_.find("rows");
    const Node* file = section_.find("file");
    const int kinds = (rows != nullptr) + (file != nullptr) + is_stored();
    if (kinds == 1) {
      out_.kind = rows ? TableKind::kInline : file ? TableKind::kFile : TableKind::kStored;
      return true;
    }
    // A misspelt key has been reported.
    if (kinds == 0 && problems_.size() && has_unknown_key()) return false;
    problems_.add(out_.at, out_.pointer,
                  kinds == 0
                      ? "a table needs rows (in the config), file (where they are) or store: "
                        "true (kept in the state store)"
                      : "a table has one of rows, file and store, and this has " +
                            std::to_string(kinds) + "; remove the others");
    return false;
  }

  bool has_unknown_key() const {
    return std::any_of(section_.members.begin(), section_.members.end(), [&](const Member& one) {
      return problems_.has(join_pointer(out_.pointer, one.key));
    });
  }

  void read_common() {
    if (const Node* key = text("key")) out_.key = key->text;
    if (const Node* value = text("value")) out_.value = value->text;
    const Node* duplicates = text("duplicates");
    if (duplicates && duplicates->text == "first") out_.duplicates = Duplicates::kFirst;
    if (duplicates && duplicates->text == "last") out_.duplicates = Duplicates::kLast;
    const Node* bytes = section_.find("max_bytes");
    if (bytes && is_of_type(*bytes, "integer"))
      out_.max_bytes = std::strtoull(bytes->text.c_str(), nullptr, 10);
  }

  void read_file() {
    const Node* file = text("file");
    if (!file) return;
    out_.file = fs::absolute(fs::path(folder_) / file->text).lexically_normal().string();
    const Node* given = text("format");
    std::string format = given ? given->text : fs::path(file->text).extension().string();
    if (!given && !format.empty()) format.erase(0, 1);
    read_format(*file, format == "jsonl" ? "ndjson" : format);
    if (const Node* delimiter = text("delimiter")) read_delimiter(*delimiter);
    // JSON may be an object of keys with their values.
    if (out_.key.empty() && out_.format != Format::kJson)
      problems_.add(
          out_.at, out_.pointer,
          "\"key\" is missing: the " + row_word() + " of the file that rows are found by");
  }

  void read_format(const Node& file, const std::string& format) {
    if (format == "csv" || format == "tsv")
      out_.format = Format::kCsv, out_.delimiter = format == "csv" ? ',' : '\t';
    else if (format == "ndjson")
      out_.format = Format::kNdjson;
    else if (format == "json")
      out_.format = Format::kJson;
    else if (!problems_.has(out_.pointer + "/format"))
      complain(
          file, "/file",
          "the name does not say what the file is (.csv, .tsv, .ndjson or .json); add format:");
  }

  void read_delimiter(const Node& delimiter) {
    const bool fits = delimiter.text.size() == 1 && delimiter.text != "\"" &&
                      delimiter.text != "\n" && delimiter.text != "\r" &&
                      static_cast<unsigned char>(delimiter.text[0]) < 0x80;
    if (fits)
      out_.delimiter = delimiter.text[0];
    else if (!problems_.has(out_.pointer + "/delimiter"))
      complain(delimiter, "/delimiter",
               "a delimiter is one ASCII character, neither a quote nor a line break");
  }

  std::string row_word() const { return out_.format == Format::kCsv ? "column" : "member"; }

  void read_rows(const Node& rows) {
    if (rows.is(Kind::kObject))
      for (const Member& member : rows.members) read_member(member);
    else if (rows.is(Kind::kArray))
      read_list(rows);
  }

  void read_member(const Member& member) {
    std::string key = table_key(member);
    const auto [first, added] = places_.try_emplace(key, RowPlace{member.at, out_.rows.size()});
    if (added) return add_row(std::move(key), member.value);
    problems_.add(member.at, join_pointer(out_.pointer + "/rows", member.key),
                  twice(key, first->second.at) + "; remove one");
  }

  void add_row(std::string key, const Node& value) {
    out_.rows.push_back({std::move(key), to_json(value)});
  }

  void read_list(const Node& rows) {
    if (out_.key.empty()) {
      problems_.add(out_.at, out_.pointer,
                    "\"key\" is missing: the member of each row that it is found by");
      return;
    }
    for (size_t i = 0; i < rows.items.size(); i++)
      read_item(rows.items[i], "/rows/" + std::to_string(i));
  }

  void read_item(const Node& row, const std::string& place) {
    const Node* key = row.find(out_.key);
    if (!key) return complain(row, place, "this row has no \"" + out_.key + "\", the table's key");
    const auto name = table_key(*key);
    if (!name)
      return complain(
          *key, join_pointer(place, out_.key),
          "a key is text, a number, true or false, not " + std::string(kind_name(key->kind)));
    const Node* value = out_.value.empty() ? &row : row.find(out_.value);
    if (!value)
      return complain(row, place, "this row has no \"" + out_.value + "\", the table's value");
    const auto [first, added] = places_.try_emplace(*name, RowPlace{key->at, out_.rows.size()});
    if (added) return add_row(*name, *value);
    if (out_.duplicates == Duplicates::kLast) out_.rows[first->second.row].json = to_json(*value);
    if (out_.duplicates == Duplicates::kRefuse)
      complain_twice(*key, place, first->second.at, *name);
  }

  void complain_twice(const Node& key, const std::string& place, Position first,
                      const std::string& name) {
    complain(key, join_pointer(place, out_.key),
             twice(name, first) + "; remove one, or say duplicates: first or last");
  }

  std::string twice(const std::string& name, Position first) const {
    return "the key " + name + " is there twice; the other one is at " +
           problems_.file(first.file) + ":" + std::to_string(first.line);
  }

  void refuse_unfitting() {
    refuse(out_.kind != TableKind::kFile, {"format", "delimiter", "max_bytes"},
           "belongs to a file, which this table has not; remove it");
    refuse(out_.kind == TableKind::kStored, {"key", "value", "duplicates"},
           "has no meaning for a table in the store; remove it");
    const Node* rows = section_.find("rows");
    refuse(rows && rows->is(Kind::kObject), {"key", "value", "duplicates"},
           "belongs to a list of rows; these are keys with their values; remove it");
    refuse(out_.kind == TableKind::kFile && out_.format != Format::kCsv, {"delimiter"},
           "belongs to CSV, which this file is not; remove it");
  }

  void refuse(bool unfitting, std::initializer_list<const char*> keys, const char* why) {
    for (const char* key : keys)
      if (const Node* given = unfitting ? section_.find(key) : nullptr)
        complain(*given, std::string("/") + key, std::string(key) + " " + why);
  }

  struct RowPlace {
    Position at;
    size_t row;
  };

  const Node& section_;
  const std::string& folder_;
  Problems& problems_;
  TableConfig out_;
  std::unordered_map<std::string, RowPlace> places_;
};

}  // namespace

std::optional<std::string> table_key(const Node& value) {
  if (value.is(Kind::kString) || value.is(Kind::kBoolean)) return value.text;
  if (value.is(Kind::kNumber)) return base::plain_number(value.text);
  return std::nullopt;
}

std::string table_key(const Member& member) {
  return member.number ? base::plain_number(member.key) : member.key;
}

std::optional<TableConfig> read_table(const Member& member, const std::string& folder,
                                      Problems& problems) {
  return TableSection(member, folder, problems).read();
}

}  // namespace sluice::config
