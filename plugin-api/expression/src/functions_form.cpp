// from_csv_line, from_json, to_csv_line, to_json
#include <vector>

#include "parameters.hpp"
#include "sluice/csv/reader.hpp"
#include "sluice/record.h"

namespace sluice::expression {
namespace {

// Its level is parsed at once: a key that is there twice fails as it does in a record that is read.
sluice_value* from_json(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  auto* const result = static_cast<sluice_value*>(e.allocate(sizeof(sluice_value)));
  if (!result) return nullptr;
  sluice_batch* const batch = e.batch();
  const sluice_status code = batch->json->parse(batch, slice(text), result);
  if (!code) return e.expand(result) ? result : nullptr;
  if (code == SLUICE_E_NO_MEMORY) return e.fail(code, {});
  batch->fault = SLUICE_OK;
  return e.fail("from_json(): the text is not JSON: " + std::string(text.substr(0, 40)));
}

sluice_value* to_json(Evaluator& e, const Arguments& args) {
  sluice_batch* const batch = e.batch();
  sluice_slice text{};
  if (const sluice_status code = batch->json->write(batch, args[0], &text)) return e.fail(code, {});
  return e.copied_string(compact_json(view(text)));
}

// One character, not a quote and not the end of a line.
bool delimiter_at(Evaluator& e, const Arguments& args, size_t i, const char* name, char* out) {
  std::string_view text = ",";
  if (!text_at(e, args, i, &text)) return false;
  const bool is_good = text.size() == 1 && text != "\"" && text != "\n" && text != "\r";
  if (!is_good)
    return e.fail("the delimiter of " + std::string(name) + " is one character, as ; or ,"), false;
  return *out = text.front(), true;
}

sluice_value* texts_of(Evaluator& e, const std::vector<std::string_view>& fields) {
  sluice_value* const result = e.array(fields.size());
  for (size_t i = 0; result && i < fields.size(); i++) {
    const sluice_value* const field = e.copied_string(fields[i]);
    if (!field) return nullptr;
    result->as.items[i] = *field;
  }
  return result;
}

sluice_value* from_csv_line(Evaluator& e, const Arguments& args) {
  std::string_view text;
  csv::Settings settings;
  if (!e.text(*args[0], &text) || !delimiter_at(e, args, 1, "from_csv_line()", &settings.delimiter))
    return nullptr;
  csv::Reader reader(settings);
  reader.feed(text);
  reader.end();
  const bool has_row = reader.next() == csv::Reader::Event::kRow;
  sluice_value* const result =
      reader.failure().ok()
          ? texts_of(e, has_row ? reader.fields() : std::vector<std::string_view>())
          : nullptr;
  if (result && has_row && reader.next() == csv::Reader::Event::kRow)
    return e.fail("from_csv_line() takes one line; there is another");
  if (reader.failure().ok()) return result;
  return e.fail("from_csv_line(): " + reader.failure().message());
}

void append_field(const std::string& field, char delimiter, std::string* out) {
  const bool is_plain = field.find_first_of("\"\r\n") == field.npos &&
                        field.find(delimiter) == field.npos && !field.starts_with(' ') &&
                        !field.ends_with(' ');
  if (is_plain) return void(*out += field);
  *out += '"';
  for (const char c : field) out->append(c == '"' ? 2 : 1, c);
  *out += '"';
}

// A line with one empty field has quotes: an empty one has no field.
sluice_value* to_csv_line(Evaluator& e, const Arguments& args) {
  char delimiter = ',';
  if (!e.expand(args[0]) || !delimiter_at(e, args, 1, "to_csv_line()", &delimiter)) return nullptr;
  std::string out;
  for (uint32_t i = 0; i < args[0]->size; i++) {
    std::string field;
    if (!append_text(e, &args[0]->as.items[i], &field)) return nullptr;
    if (i) out += delimiter;
    append_field(field, delimiter, &out);
    if (!is_small_enough(e, "to_csv_line()", out.size())) return nullptr;
  }
  if (args[0]->size == 1 && out.empty()) out = "\"\"";
  return e.copied_string(out);
}

constexpr Function kFormFunctions[] = {
    {"from_csv_line",
     1,
     2,
     {kStringType},
     kArrayType,
     from_csv_line,
     {"text, delimiter?",
      "The fields of one line of CSV (RFC 4180), as texts; between them stands `,` or the "
      "delimiter.",
      "from_csv_line('1;\"red; dark\";', ';')", R"(["1","red; dark",""])"}},
    {"from_json",
     1,
     1,
     {kStringType},
     kAnyType,
     from_json,
     {"text",
      "The value that JSON text spells; text that is not JSON, or has a key twice, fails the "
      "record.",
      "from_json('{\"a\": [1, 2]}').a", "[1, 2]"}},
    {"to_csv_line",
     1,
     2,
     {kArrayType, kStringType},
     kStringType,
     to_csv_line,
     {"values, delimiter?",
      "One line of CSV, with quotes where they are needed; null is an empty field.",
      "to_csv_line(['a', `1.50`, `null`, 'b;c'], ';')", R"("a;1.50;;\"b;c\"")"}},
    {"to_json",
     1,
     1,
     {kAnyType},
     kStringType,
     to_json,
     {"value", "The JSON text of any value; of a text with its quotes.", "to_json('a')",
      R"("\"a\"")"}},
};

}  // namespace

FunctionList form_functions() { return {"coding", kFormFunctions, std::size(kFormFunctions)}; }

}  // namespace sluice::expression
