#include "lookup.hpp"

#include "sluice/expression/absent.hpp"
#include "sluice/expression/copy.hpp"
#include "sluice/expression/known_check.hpp"

namespace sluice::core {
namespace {

constexpr size_t kKeyShown = 60;

std::string shown_key(sluice_batch* batch, sluice_value* key) {
  const auto json = Value(batch, key).json();
  if (!json) return "its key";
  return std::string(json->substr(0, kKeyShown)) + (json->size() > kKeyShown ? "…" : "");
}

}  // namespace

Result<std::unique_ptr<Lookup>> Lookup::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  const std::string name(setup->config()["table"].string_or(""));
  auto table = Table::find(context.host(), name);
  const Status found = table.ok() ? Status() : setup->refuse("/table", table.status());
  auto key = setup->expression(setup->config()["key"], "/key");
  if (auto status = first_failure({found, key.status()}); !status.ok()) return status;
  std::unique_ptr<Lookup> out(new Lookup(setup->findings(), *table, name, *std::move(key)));
  if (auto status = first_failure({out->read_targets(*setup), out->read_missing(*setup)});
      !status.ok())
    return status;
  out->found_.resize(out->sets_.size() + out->has_as_);
  return out;
}

// Of what the table gives nothing is known.
Result<std::string> Lookup::members(std::string_view in) {
  expression::Known record = expression::known_of(in);
  expression::check_known(key_.program(), record, findings_, "/key");
  for (const expression::Path& path : paths_)
    record = expression::known_with(record, path.steps(), nullptr);
  return expression::json_of(record);
}

std::vector<std::string> Lookup::absent() {
  std::vector<std::string> out;
  expression::add_absent(key_.program(), &out);
  return out;
}

Status Lookup::add_set(const Setup& setup, std::string_view target, Value source) {
  const std::string pointer = pointer_to("/set", target);
  const bool is_optional = !target.empty() && target.back() == '?';
  if (is_optional) target.remove_suffix(1);
  auto to = setup.place(target, pointer);
  auto from = setup.expression(source, pointer);
  if (auto status = first_failure({to.status(), from.status()}); !status.ok()) return status;
  for (const expression::Path& other : paths_)
    if (other.contains(*to) || to->contains(other))
      return setup.refuse(
          pointer, {SLUICE_E_INVALID, "the targets '" + other.text() + "' and '" + to->text() +
                                          "' overlap; set each member once"});
  paths_.push_back(*to);
  targets_.add(*std::move(to));
  sets_.push_back({*std::move(from), std::string(target), is_optional});
  return {};
}

Status Lookup::read_targets(const Setup& setup) {
  const Value as = setup.config()["as"], set = setup.config()["set"];
  if (!as.exists() && set.size() == 0)
    return setup.refuse("/", {SLUICE_E_INVALID,
                              "nothing is done with what is found; say as: PATH, or set: {PATH: "
                              "expression on the row}"});
  Status failure;
  if (as.exists()) {
    auto path = setup.place(as.string_or(""), "/as");
    if (!path.ok()) return path.status();
    paths_.push_back(*path);
    targets_.add(*std::move(path));
    has_as_ = true;
  }
  for (size_t i = 0; i < set.size(); i++)
    failure = first_failure({failure, add_set(setup, set.key(i), set.member(i))});
  return failure;
}

Status Lookup::read_missing(const Setup& setup) {
  const Value given = setup.config()["missing"], fallback = setup.config()["default"];
  const std::string_view word = given.is_null() ? "null" : given.string_or("");
  if (fallback.exists()) {
    auto json = fallback.json();
    if (!json.ok()) return setup.refuse("/default", json.status());
    default_ = *json;
    missing_ = Missing::kDefault;
    if (!word.empty() && word != "default")
      return setup.refuse(
          "/default", {SLUICE_E_INVALID, "default is not used with missing: " + std::string(word) +
                                             "; remove one of them"});
  } else if (word == "default") {
    return setup.refuse("/missing",
                        {SLUICE_E_INVALID, "missing: default needs default: what to put instead"});
  } else if (word == "null") {
    missing_ = Missing::kNull;
  }
  return {};
}

const Status* Lookup::failed(const Status& why, const Record& record) {
  failure_ = told_of(why, "core.lookup", record);
  return &failure_;
}

Status Lookup::transform_batch(Batch batch, const Cancel& cancel) {
  asked_.clear();
  expression::Evaluator key(key_.program(), batch.abi());
  Status status = ask(batch, cancel, key);
  if (status.ok()) status = read(batch);
  if (status.ok()) status = put_all(batch);
  tell_notes(findings_, key);
  return status;
}

// Records are changed only when all keys are known: results may be parts of them.
Status Lookup::ask(Batch batch, const Cancel& cancel, expression::Evaluator& key) {
  return for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    if (!expression::is_object(record.abi()->root))
      return failed(Status::data("it takes records that are objects"), record);
    sluice_value* const value = key.evaluate(&record.abi()->root);
    if (!value) return failure_ = told_of(key.failure(), "key", record), &failure_;
    if (expression::is_object(*value))
      return failed(Status::data("key gives an object; a key is text, a number, true or false, or "
                                 "a list of these"),
                    record);
    asked_.push_back({record.index(), value});
    return nullptr;
  });
}

Status Lookup::read(Batch batch) {
  if (asked_.empty()) return {};
  std::vector<sluice_value*> keys;
  std::vector<size_t> records;
  for (const Asked& one : asked_) {
    keys.push_back(one.key);
    records.push_back(one.record);
  }
  std::vector<sluice_value> values(keys.size());
  batch.clear_fault();
  Status status = table_.get_for(batch, records, keys, values.data());
  if (status.code() == SLUICE_E_DATA) return read_one_by_one(batch);
  for (size_t i = 0; i < values.size(); i++) asked_[i].found = values[i];
  return status;
}

// One of the keys is none.
Status Lookup::read_one_by_one(Batch batch) {
  std::vector<Asked> rest;
  for (Asked& one : asked_) {
    batch.clear_fault();
    Status status = table_.get_for(batch, {&one.record, 1}, {&one.key, 1}, &one.found);
    if (status.ok())
      rest.push_back(one);
    else if (status.code() == SLUICE_E_DATA)
      batch[one.record].fail(status);
    else
      return status;
  }
  asked_ = std::move(rest);
  return {};
}

Status Lookup::put_all(Batch batch) {
  std::vector<expression::Evaluator> sets;
  sets.reserve(sets_.size());
  for (Set& set : sets_) sets.emplace_back(set.source.program(), batch.abi());
  for (Asked& asked : asked_) {
    if (!batch[asked.record].live()) continue;  // it waits for one that may put its row
    batch.clear_fault();
    const Status* why = put(batch, asked, sets);
    if (!why) continue;
    if (why->code() != SLUICE_E_DATA) return *why;
    batch[asked.record].fail(*why);
  }
  for (const expression::Evaluator& set : sets) tell_notes(findings_, set);
  return {};
}

// False: the record fails.
bool Lookup::replace_missing(Batch batch, Asked& asked) {
  if (Table::is_row(asked.found)) return true;
  if (missing_ == Missing::kFail) {
    const bool no_key = asked.key->kind == SLUICE_KIND_NULL;
    failure_ = Status::data(no_key ? "key gives null"
                                   : "table " + name_ + " has no row " +
                                         shown_key(batch.abi(), asked.key));
    return false;
  }
  auto value = batch.parse(missing_ == Missing::kDefault ? default_ : "null");
  if (!value.ok()) return failure_ = value.status(), false;
  asked.found = *value;
  return true;
}

// Results may be parts of the row, or of each other.
bool Lookup::take(const Batch& batch, const sluice_value& value, FoundValue* into) {
  into->found = true;
  const sluice_status code = expression::copy_value(batch.abi(), value, &into->value);
  if (code) failure_ = {code, code == SLUICE_E_DATA ? "the value nests too deep" : ""};
  return code == SLUICE_OK;
}

const Status* Lookup::put(Batch batch, Asked& asked, std::vector<expression::Evaluator>& sets) {
  const Record record = batch[asked.record];
  if (!replace_missing(batch, asked)) return failed(failure_, record);
  FoundValue* target = found_.data();
  if (has_as_ && !take(batch, asked.found, target++)) return failed(failure_, record);
  for (size_t i = 0; i < sets.size(); i++, target++) {
    const sluice_value* value = sets[i].evaluate(&asked.found);
    if (!value)
      return failure_ = told_of(sets[i].failure(), "set " + sets_[i].target, record), &failure_;
    if (sets_[i].is_optional && value->kind == SLUICE_KIND_NULL)
      target->found = false;
    else if (!take(batch, *value, target))
      return failed(failure_, record);
  }
  const bool put = targets_.put(batch.abi(), &record.abi()->root, found_, 0, &failure_);
  return put ? nullptr : failed(failure_, record);
}

}  // namespace sluice::core
