#include "results.hpp"

#include <map>
#include <set>

#include "sluice/rest/error_map.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::MemberPath;

namespace {

constexpr size_t kLongestWord = 80;

Result<MemberPath> path(Value settings, const char* name) {
  return MemberPath::parse(settings[name].string_or(""), std::string("/results/") + name);
}

sluice_status code_of(int32_t status) {
  if (status == 429) return SLUICE_E_RATE_LIMITED;
  return status >= 500 ? SLUICE_E_UNAVAILABLE : SLUICE_E_DATA;
}

Status refused(const std::string& error, std::string_view otherwise) {
  return Status::data("refused: " + (error.empty() ? std::string(otherwise) : error));
}

// The only member's value, if a result is below a name: {"index": {"status": 201}}.
Value below_name(Value item) {
  if (!item.is_object() || item.size() != 1 || !item.member(0).is_object()) return {};
  return item.member(0);
}

Value find_in(MemberPath& path, Value item, bool also_below) {
  if (path.text().empty()) return {};
  const Value found = path.find(item);
  return found || !also_below ? found : path.find(below_name(item));
}

bool is_missing(Value value) { return !value || value.is_null(); }

// How messages show a text that matches no rule.
std::string quoted(Value value) {
  auto json = value.json();
  return json ? std::string(json->substr(0, kLongestWord)) : "it";
}

Status unknown(const ResultSettings& settings, Value status) {
  if (is_missing(status))
    return {SLUICE_E_INVALID, "a result has no " + settings.status.text() +
                                  ": results.status says where its status is"};
  return {SLUICE_E_INVALID, "a result's status is " + quoted(status) +
                                ", not an HTTP status, true or false: say with results.taken or "
                                "results.refused what it means"};
}

class Reader {
 public:
  Reader(ResultSettings& settings, const SuccessStatuses& success_statuses)
      : settings_(settings), success_statuses_(success_statuses) {}

  // `in_list`: the item is one of a list, and may be below a name of its own.
  void read(Value item, Expected& record, bool in_list = true) {
    const std::string error = told_error(find_in(settings_.error, item, in_list));
    const Value status = find_in(settings_.status, item, in_list);
    if (settings_.status.text().empty() || (is_missing(status) && !error.empty())) {
      if (!error.empty()) record.outcome = refused(error, {});
      return;
    }
    read(settings_.words.meaning(status), status, error, record);
  }
  const Status& settings() const { return unknown_; }

 private:
  void read(Word word, Value status, const std::string& error, Expected& record) {
    switch (word.kind) {
      case Word::Kind::kTaken:
        return;
      case Word::Kind::kRefused:
        record.outcome = refused(error, "the response says " + quoted(status));
        return;
      case Word::Kind::kHttpStatus:
        if (success_statuses_.has(word.http_status)) return;
        record.outcome =
            Status(code_of(word.http_status), "refused with " + std::to_string(word.http_status) +
                                                  (error.empty() ? "" : ": " + error))
                .with_remote_code(word.http_status);
        return;
      case Word::Kind::kUnknown:
        break;
    }
    record.open = true;
    record.outcome = unknown(settings_, status);
    if (unknown_) unknown_ = record.outcome;
  }

  ResultSettings& settings_;
  const SuccessStatuses& success_statuses_;
  Status unknown_;
};

void leave_open(Expected& record, std::string why) {
  record.outcome = Status::data(std::move(why));
  record.open = true;
}

void read_by_position(Value list, Reader& reader, std::vector<Expected>& records) {
  for (size_t i = 0; i < records.size(); i++) {
    if (i < list.size())
      reader.read(list.item(i), records[i]);
    else
      leave_open(records[i], "the response does not say what became of it");
  }
}

void read_by_id(ResultSettings& settings, Value list, Reader& reader,
                std::vector<Expected>& records) {
  std::map<std::string_view, size_t> by_id;
  for (size_t i = 0; i < list.size(); i++)
    by_id.emplace(scalar_text(settings.id->find(list.item(i))), i);
  std::set<size_t> matched;
  std::vector<Expected*> rest;
  for (Expected& record : records) {
    auto at = record.id.empty() ? by_id.end() : by_id.find(record.id);
    if (at == by_id.end()) {
      rest.push_back(&record);
      continue;
    }
    matched.insert(at->second);
    reader.read(list.item(at->second), record);
  }
  // A failure that names none of them may concern any record.
  const bool all_known = matched.size() == by_id.size();
  for (Expected* record : rest)
    if (!settings.failures_only)
      leave_open(*record, "the response does not say what became of it");
    else if (!all_known)
      leave_open(*record, "the response lists a failure of none of these records");
}

bool is_nothing(Value list) {
  return !list || list.is_null() || (list.is_bool() && !list.is_true()) ||
         (!list.is_array() && !list.is_number() && told_error(list).empty());
}

Status no_list(const ResultSettings& settings) {
  return {SLUICE_E_INVALID,
          "the response has no list" +
              (settings.list.text().empty() ? "" : " at " + settings.list.text()) +
              ": results.list says where the results are"};
}

Status check_together(const ResultSettings& s) {
  if (s.status.text().empty() && s.error.text().empty())
    return Status::invalid("/results",
                           "needs status or error: the member of each result that says what became "
                           "of its record");
  if (s.id.has_value() != s.record_id.has_value())
    return Status::invalid("/results",
                           "id and record_id go together: the member of a result and the member of "
                           "a record that are equal");
  if (s.failures_only && !s.id)
    return Status::invalid("/results/failures_only",
                           "needs id and record_id: by index, a list with gaps says nothing");
  return {};
}

}  // namespace

std::string told_error(Value error) {
  if (!error || error.is_null() || (error.is_bool() && !error.is_true())) return {};
  if ((error.is_array() || error.is_object()) && error.size() == 0) return {};
  auto json = error.json();
  if (!json || *json == "\"\"") return {};
  // As an error document, to get the messages of objects and lists.
  return sluice::rest::error_text("{\"error\":" + std::string(*json) + "}");
}

Result<std::optional<ResultSettings>> ResultSettings::read(Value config, bool one_record) {
  const Value settings = config["results"];
  if (!settings) return std::optional<ResultSettings>();
  ResultSettings out;
  auto list = path(settings, "list"), status = path(settings, "status"),
       error = path(settings, "error"), id = path(settings, "id"),
       record_id = path(settings, "record_id");
  for (auto* p : {&list, &status, &error, &id, &record_id})
    if (!*p) return p->status();
  out.list = *list;
  out.status = *status;
  out.error = *error;
  if (!id->text().empty()) out.id = *id;
  if (!record_id->text().empty()) out.record_id = *record_id;
  out.failures_only = settings["failures_only"].bool_or(false);
  out.one_record = one_record;
  if (auto wrong = check_together(out); !wrong) return wrong;
  auto words = ResultWords::read(settings);
  if (!words) return words.status();
  out.words = *std::move(words);
  return std::optional(std::move(out));
}

ResultsRead read_results(ResultSettings& settings, const SuccessStatuses& success_statuses,
                         Value body, std::vector<Expected>& records) {
  Reader reader(settings, success_statuses);
  const Value list = settings.list.find(body);
  if (settings.failures_only && is_nothing(list)) return {};
  // The response to one record is its result, where no list is configured.
  if (settings.one_record && settings.list.text().empty() && body.is_object()) {
    reader.read(body, records.front(), false);
    return {{}, reader.settings()};
  }
  if (!list.is_array()) return {no_list(settings), {}};
  if (!settings.id && list.size() > records.size())
    return {{SLUICE_E_INVALID, "the response has " + std::to_string(list.size()) + " results for " +
                                   std::to_string(records.size()) +
                                   " records: results.id and results.record_id say whose they are"},
            {}};
  if (settings.id)
    read_by_id(settings, list, reader, records);
  else
    read_by_position(list, reader, records);
  return {{}, reader.settings()};
}

}  // namespace http_plugin
