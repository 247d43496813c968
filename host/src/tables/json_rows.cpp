#include "tables/json_rows.hpp"

#include "record/key_text.hpp"
#include "sluice/value.hpp"

namespace sluice::tables {
namespace {

record::Limits limits_of(const config::TableConfig& table) {
  record::Limits out;
  out.batch_memory = table.max_bytes * 8 + (size_t{64} << 20);  // a tree is larger than its text
  return out;
}

Status not_a_row(const std::string& place, std::string_view what) {
  return Status::data(place + ": " + std::string(what));
}

}  // namespace

JsonRows::JsonRows(const config::TableConfig& table, const TakeRow& take)
    : table_(table), take_(take), batch_(limits_of(table)) {}

Result<sluice_value> JsonRows::parse(std::string_view text) {
  sluice_value out{};
  sluice_batch* const abi = batch_.abi();
  if (const auto code = abi->json->parse(abi, slice(text), &out))
    return Status(code, batch_.take_fault().message());
  return out;
}

Result<std::string_view> JsonRows::written(sluice_value& value) {
  sluice_slice out{};
  sluice_batch* const abi = batch_.abi();
  if (const auto code = abi->json->write(abi, &value, &out))
    return Status(code, batch_.take_fault().message());
  return view(out);
}

Status JsonRows::take_line(std::string_view line, uint64_t number) {
  const std::string place = "line " + std::to_string(number);
  batch_.reset();
  auto value = parse(line);
  if (!value) return not_a_row(place, value.status().message());
  return take_object(*value, place);
}

Status JsonRows::take_object(sluice_value& object, const std::string& place) {
  const Value row(batch_.abi(), &object);
  if (!row.is_object()) return not_a_row(place, "it is no object");
  const Value key = row[table_.key];
  if (batch_.abi()->fault) return not_a_row(place, batch_.take_fault().message());
  if (!key || key.is_null())
    return not_a_row(place, "it has no \"" + table_.key + "\", the table's key");
  auto text = record::key_text(batch_, *key.abi());
  if (!text) return not_a_row(place, "\"" + table_.key + "\": " + text.status().message());
  const Value value = table_.value.empty() ? row : row[table_.value];
  if (!value) return not_a_row(place, "it has no \"" + table_.value + "\", the table's value");
  return take_member(*text, *value.abi(), place);
}

Status JsonRows::take_member(std::string_view key, sluice_value& value, const std::string& place) {
  auto json = written(value);
  if (!json) return not_a_row(place, json.status().message());
  return take_({key, *json, place});
}

Status JsonRows::take_document(std::string_view text) {
  auto root = parse(text);
  if (!root) return root.status();
  const Value document(batch_.abi(), &*root);
  if (document.is_array() && table_.key.empty())
    return Status::data("it is a list, so the table needs key: the member that rows are found by");
  if (!document.is_array() && !document.is_object())
    return Status::data("it is neither a list of objects nor an object of keys with their values");
  if (document.is_object() && !table_.key.empty())
    return Status::data(
        "it is an object of keys with their values; remove the table's key, or make it a list");
  for (size_t i = 0, count = document.size(); i < count; i++) {
    const std::string place = "row " + std::to_string(i + 1);
    Status taken = document.is_array()
                       ? take_object(*document.item(i).abi(), place)
                       : take_member(document.key(i), *document.member(i).abi(), place);
    if (!taken.ok()) return taken;
  }
  return batch_.abi()->fault ? batch_.take_fault() : Status();
}

}  // namespace sluice::tables
