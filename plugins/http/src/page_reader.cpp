#include "page_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sluice/csv/header.hpp"
#include "sluice/csv/reader.hpp"
#include "sluice/encoding/recode.hpp"
#include "sluice/printable.hpp"
#include "sluice/rest/error_map.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/record_page.hpp"
#include "sluice/rest/value_path.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Response;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::csv::Header;
using sluice::rest::json_string;

namespace {

using Fields = std::vector<std::string_view>;

constexpr size_t kMostNames = 12;  // in a message

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// "it has: data, meta".
std::string names_in(Value object) {
  if (!object.is_object()) return "it is no object";
  std::string out;
  for (size_t i = 0; i < std::min(object.size(), kMostNames); i++)
    out.append(out.empty() ? "" : ", ").append(object.key(i).substr(0, 60));
  if (object.size() > kMostNames) out += ", …";
  return out.empty() ? "it is empty" : "it has: " + out;
}

// Whether it is rather an error than a list.
bool says_error(Value document) {
  if (!document.is_object()) return false;
  for (const char* name : {"error", "errors", "message", "error_description", "details"})
    if (document[name]) return true;
  return false;
}

std::string json_of(const Header& header, const Fields& fields) {
  std::string out = "{";
  for (size_t i = 0; i < fields.size(); i++)
    out.append(i ? "," : "")
        .append(json_string(header.names()[i]))
        .append(":")
        .append(json_string(fields[i]));
  return out + "}";
}

// JSON of text whose bytes may be anything.
std::string shown(std::string_view text) {
  return json_string(sluice::encoding::is_utf8(text) ? std::string(text) : sluice::printable(text));
}

// Of a row that is at fault.
std::string json_of(const Fields& fields) {
  std::string out = "[";
  for (const std::string_view field : fields)
    out.append(out.size() > 1 ? "," : "").append(shown(field));
  return out + "]";
}

}  // namespace

bool PageReader::takes_page() const {
  const bool plain =
      settings_.format == RowsFormat::kNdjson ||
      (settings_.format == RowsFormat::kJson && settings_.has_items && !settings_.items);
  return plain && as_.empty() && settings_.encoding.empty();
}

Result<PageReader::Envelope> PageReader::read(Batch into, const Response& response,
                                              const std::string& reason) const {
  if (takes_page()) return read_page(into, response.body_size());
  auto text = ResponseText::of(response, settings_);
  auto out = text ? read_text(into, *text, reason) : text.status();
  if (!out && out.status().code() == SLUICE_E_DATA && into.size() == 0)
    static_cast<void>(sluice::rest::keep_page(into, response.body()));
  return out;
}

// A page of HTML has rows, if CSV is looked for in it, or none; either would be wrong in silence.
std::optional<sluice::encoding::OtherKind> PageReader::other_kind(std::string_view body) const {
  if (settings_.format == RowsFormat::kNdjson) return std::nullopt;
  return settings_.format == RowsFormat::kText ? sluice::encoding::no_text(body)
                                               : sluice::encoding::no_table(body);
}

Result<PageReader::Envelope> PageReader::read_text(Batch into, const ResponseText& text,
                                                   const std::string& reason) const {
  const std::string_view body = text.body();
  // An empty line of text is a record, as in a file.
  if (settings_.format == RowsFormat::kText ? body.empty() : is_blank(body)) return Envelope();
  if (settings_.has_envelope()) return read_document(into, body, reason);
  if (const auto kind = other_kind(body))
    return Status::data("the response is " + std::string(kind->what) + ", not " +
                        std::string(format_word(settings_.format)));
  const bool lines =
      settings_.format == RowsFormat::kText || settings_.format == RowsFormat::kNdjson;
  Status status = lines ? read_lines(into, text, reason) : read_csv(into, text, reason);
  return status ? Result<Envelope>(Envelope()) : Result<Envelope>(status);
}

Result<PageReader::Envelope> PageReader::read_page(Batch into, size_t size) const {
  Envelope out;
  if (size == 0) return out;
  if (settings_.format == RowsFormat::kNdjson) {
    sluice_error error{};
    error.struct_size = sizeof error;
    const auto code = into.abi()->json->parse_lines(into.abi(), size, 1, &error);
    return code ? Result<Envelope>(Status::from(error, code)) : Result<Envelope>(std::move(out));
  }
  auto envelope = into.parse_page(size, settings_.path);
  if (envelope) {
    out.value = *envelope;
    return out;
  }
  if (envelope.status().code() != SLUICE_E_DATA) return envelope.status();
  // It is read again to say what is there instead.
  auto again = own_batch(host_);
  if (!again) return again.status();
  auto found = document(*again, sluice::view(into.abi()->text));
  if (found && !sluice::rest::at_path(*found, settings_.path).is_array())
    return Status::data(no_items(*found));
  return envelope.status();
}

Result<Value> PageReader::document(const OwnBatch& batch, std::string_view body) const {
  Batch own(batch.get());
  const bool xml = settings_.format == RowsFormat::kXml;
  auto parsed = own.parse(xml ? std::string_view("null") : body);
  if (!parsed) return Status::data("the response is " + parsed.status().message());
  auto* root = static_cast<sluice_value*>(sluice_alloc(own.abi()->arena, sizeof *parsed));
  if (!root) return Status(SLUICE_E_NO_MEMORY, "no memory for a response");
  *root = *parsed;
  if (!xml) return Value(own.abi(), root);
  if (Status s = Value(own.abi(), root).set(body); !s) return s;
  sluice::expression::Evaluator evaluator(settings_.xml_document->program(), own.abi());
  sluice_value* const made = evaluator.evaluate(root);
  return made ? Result<Value>(Value(own.abi(), made)) : Result<Value>(evaluator.failure());
}

// An XML element that is there once is no list; one that is there no more is missing.
Result<Value> PageReader::rows_of(Value document) const {
  if (!settings_.has_items) return document;
  Value rows = sluice::rest::at_path(document, settings_.path);
  if (settings_.items) {
    sluice::expression::Evaluator evaluator(settings_.items->program(), document.batch());
    sluice_value* const found = evaluator.evaluate(document.abi());
    if (!found) return Status::data("items: " + evaluator.failure().message());
    rows = Value(document.batch(), found);
  }
  const bool xml = settings_.format == RowsFormat::kXml;
  if (rows.is_array() || (xml && rows && !rows.is_null())) return rows;
  const size_t dot = settings_.path.rfind('.');
  const bool may_be_none =
      xml && !settings_.items && dot != settings_.path.npos &&
      sluice::rest::at_path(document, std::string_view(settings_.path).substr(0, dot)).exists();
  if (may_be_none) return Value();
  return Status::data(no_items(document));
}

// What the server counts, where `items` takes its rows apart. What is no list says nothing of it.
Value PageReader::listed_in(Value document) const {
  if (!settings_.listed) return {};
  sluice::expression::Evaluator evaluator(settings_.listed->program(), document.batch());
  sluice_value* const found = evaluator.evaluate(document.abi());
  const Value list = found ? Value(document.batch(), found) : Value();
  return list.is_array() ? list : Value();
}

std::string PageReader::no_items(Value document) const {
  std::string out = "items: the response has no list at \"" + settings_.path + "\"";
  Value inner = document;
  std::string_view rest = settings_.items ? std::string_view() : settings_.path;
  std::string where;
  while (!rest.empty() && inner.is_object()) {
    const size_t dot = std::min(rest.find('.'), rest.size());
    const Value next = inner[rest.substr(0, dot)];
    if (!next.is_object()) break;
    where.append(where.empty() ? "" : ".").append(rest.substr(0, dot));
    inner = next;
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  if (document.is_array() && !settings_.items)
    out += "; it is a list itself: set items: \"\"";
  else
    out += (where.empty() ? "; " : "; at " + where + " ") + names_in(inner);
  auto json = says_error(document) ? document.json() : Result<std::string_view>(Status());
  const std::string said = json ? sluice::rest::error_text(*json) : std::string();
  return said.empty() ? out : out + "; the server sent: " + said;
}

Result<PageReader::Envelope> PageReader::read_document(Batch into, std::string_view body,
                                                       const std::string& reason) const {
  auto batch = own_batch(host_);
  if (!batch) return batch.status();
  auto found = document(*batch, body);
  if (!found) return found.status();
  auto rows = rows_of(*found);
  if (!rows) return rows.status();
  if (Status s = add_rows(into, *rows, reason); !s) return s;
  return Envelope{*found, listed_in(*found), *std::move(batch)};
}

Status PageReader::add_rows(Batch into, Value rows, const std::string& reason) const {
  if (!rows) return {};
  const bool list = rows.is_array();
  const size_t count = list ? rows.size() : 1;
  for (size_t i = 0; i < count; i++) {
    auto json = (list ? rows.item(i) : rows).json();
    if (!json) return json.status();
    if (Status s = add(into, {"record", i + 1}, std::string(*json), reason); !s) return s;
  }
  return {};
}

// The member is part of the record's source, so that a record that parked has it when it is run
// again.
Status PageReader::add(Batch into, const RowPlace& place, std::string json,
                       const std::string& reason) const {
  Status failure;
  if (!as_.empty() && !json.empty() && json.back() == '}') {
    auto with = with_reason(std::move(json), reason);
    if (!with) return with.status();
    json = *std::move(with);
  } else if (!as_.empty()) {
    failure = Status::data("a row is no object, which could have the member \"" + as_ + "\"");
  }
  auto record = into.add_source(json);
  if (record && !record->live()) record->fail(Status::data(place.text()));
  if (record && !failure) record->fail(failure.in(place.text()));
  return record.status();
}

Status PageReader::add_failed(Batch into, const std::string& json, const Status& why) const {
  auto record = into.add_source(json);
  if (record) record->fail(why);
  return record.status();
}

Result<std::string> PageReader::with_reason(std::string json, const std::string& reason) const {
  const std::string name = json_string(as_);
  if (json.find(name) != json.npos || json.find('\\') != json.npos) {
    auto replaced = with_replaced(json, reason);
    if (!replaced || !replaced->empty()) return replaced;
  }
  json.pop_back();
  json.append(json.size() > 1 ? "," : "").append(name).append(":").append(reason);
  return json + '}';
}

// The row with the reason in place of a member of its name. Empty: it has none.
Result<std::string> PageReader::with_replaced(const std::string& json,
                                              const std::string& reason) const {
  auto own = own_batch(host_);
  if (!own) return own.status();
  const Batch batch(own->get());
  auto row = batch.parse(json);
  auto value = batch.parse(reason);
  const Value member = row ? Value(batch.abi(), &*row).find(as_) : Value();
  if (!member || !value) return std::string();
  if (Status s = member.set(Value(batch.abi(), &*value)); !s) return s;
  auto text = Value(batch.abi(), &*row).json();
  return text ? Result<std::string>(std::string(*text)) : text.status();
}

Status PageReader::read_lines(Batch into, const ResponseText& text,
                              const std::string& reason) const {
  std::string_view rest = text.body();
  for (uint64_t number = 1; !rest.empty(); number++) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool json = settings_.format == RowsFormat::kNdjson;
    if (json && is_blank(line)) continue;
    Status added = json ? add(into, {"line", number}, std::string(line), reason)
                        : add_line(into, text, line, number, reason);
    if (!added) return added;
  }
  return {};
}

Status PageReader::add_line(Batch into, const ResponseText& text, std::string_view line,
                            uint64_t number, const std::string& reason) const {
  Fields whole = {line};
  std::vector<std::string> kept;
  Status known = text.utf8(whole, kept);
  const std::string json = "{\"text\":" + shown(known ? whole.front() : line) + "}";
  const RowPlace place{"line", number};
  if (known) return add(into, place, json, reason);
  return add_failed(into, json, known.in(place.text()));
}

Status PageReader::read_csv(Batch into, const ResponseText& text, const std::string& reason) const {
  sluice::csv::Settings settings;
  settings.delimiter = settings_.delimiter;
  sluice::csv::Reader reader(settings);
  reader.feed(text.body());
  reader.end();
  std::optional<Header> header;
  std::vector<std::string> kept;
  for (sluice::csv::Reader::Event event;
       (event = reader.next()) != sluice::csv::Reader::Event::kMore;) {
    if (event == sluice::csv::Reader::Event::kFailed)
      return Status::data("the response is no CSV: " + reader.failure().message());
    Fields fields = reader.fields();
    Status fits = text.utf8(fields, kept);
    const RowPlace place{"line", reader.line()};
    if (!fits) fits.in(place.text());
    const bool names = !header && settings_.header;
    if (!header) {
      auto made = header_of(fields, fits);
      if (!made) return made.status();
      header = *std::move(made);
    }
    if (names) continue;
    if (fits) fits = header->check(fields, reader.line());
    Status added = fits ? add(into, place, json_of(*header, fields), reason)
                        : add_failed(into, json_of(fields), fits);
    if (!added) return added;
  }
  return {};
}

// The first row, or numbers in its place.
Result<Header> PageReader::header_of(const Fields& first, const Status& known) const {
  if (!settings_.header) return Header::numbered(first.size());
  if (!known) return known;
  auto made = Header::of(first);
  if (made) return made;
  return Status::data("the first row does not name the columns: " + made.status().message() +
                      "; set header: false if it is a record");
}

}  // namespace http_plugin
