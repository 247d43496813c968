#include "results.hpp"

#include <map>

#include "sluice/rest/document.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::MemberPath;

namespace {

constexpr size_t kLongestText = 200;

Result<MemberPath> path(Value settings, const char* name) {
  return MemberPath::parse(settings[name].string_or(""), std::string("/results/") + name);
}

// A scalar as text: an id may be a number here and a string there.
std::string_view scalar(Value value) {
  if (value.is_string()) return value.string_or("");
  return value.text();
}

std::string told(Value error) {
  if (!error || error.is_null()) return {};
  std::string_view text = error.is_string() ? error.string_or("") : std::string_view();
  if (text.empty() && !error.is_string())
    if (auto json = error.json()) text = *json;
  if (text == "\"\"" || text == "[]" || text == "{}" || text == "false") return {};
  std::string out(text.substr(0, kLongestText));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return out;
}

sluice_status code_of(int64_t status) {
  if (status == 429) return SLUICE_E_RATE_LIMITED;
  return status >= 500 ? SLUICE_E_UNAVAILABLE : SLUICE_E_DATA;
}

Status outcome_of(ResultSettings& settings, const Accepted& accepted, Value item) {
  const std::string error =
      told(settings.error.text().empty() ? Value() : settings.error.find(item));
  const Value status = settings.status.text().empty() ? Value() : settings.status.find(item);
  if (status.is_bool()) {
    if (status.is_true()) return {};
    return Status::data("refused: " + (error.empty() ? "the answer says false" : error));
  }
  if (!status) return error.empty() ? Status() : Status::data("refused: " + error);
  const int64_t code = status.is_number() ? status.integer_or(0) : 0;
  if (accepted.has(code)) return {};
  Status out(code_of(code),
             "refused with " + std::string(scalar(status)) + (error.empty() ? "" : ": " + error));
  return out.with_remote_code(static_cast<int32_t>(code));
}

Status not_mentioned() { return Status::data("the answer does not say what became of it"); }

class Matcher {
 public:
  Matcher(ResultSettings& settings, Value list) : settings_(settings), list_(list) {
    if (!settings.id) return;
    for (size_t i = 0; i < list.size(); i++)
      by_id_.emplace(scalar(settings.id->find(list.item(i))), i);
  }

  // The record's item, or an absent value.
  Value item(size_t index, std::string_view id) const {
    if (!settings_.id) return index < list_.size() ? list_.item(index) : Value();
    auto at = by_id_.find(id);
    return at == by_id_.end() || id.empty() ? Value() : list_.item(at->second);
  }

 private:
  ResultSettings& settings_;
  Value list_;
  std::map<std::string_view, size_t> by_id_;
};

}  // namespace

Result<std::optional<ResultSettings>> ResultSettings::read(Value config) {
  const Value settings = config["results"];
  if (!settings) return std::optional<ResultSettings>();
  ResultSettings out;
  auto list = path(settings, "list"), status = path(settings, "status"),
       error = path(settings, "error"), id = path(settings, "id"),
       record_id = path(settings, "record_id");
  for (auto* p : {&list, &status, &error, &id, &record_id})
    if (!*p) return p->status();
  if (status->text().empty() && error->text().empty())
    return Status::invalid("/results",
                           "needs status or error: the member of each result that says "
                           "what became of its record");
  out.list = *list;
  out.status = *status;
  out.error = *error;
  if (!id->text().empty()) out.id = *id;
  if (!record_id->text().empty()) out.record_id = *record_id;
  if (out.id.has_value() != out.record_id.has_value())
    return Status::invalid("/results",
                           "id and record_id go together: the member of a result and the "
                           "member of a record that are equal");
  out.failures_only = settings["failures_only"].bool_or(false);
  if (out.failures_only && !out.id)
    return Status::invalid("/results/failures_only",
                           "needs id and record_id: by index, a list with gaps says nothing");
  return std::optional(std::move(out));
}

Status read_results(ResultSettings& settings, const Accepted& accepted, const sluice::Host& host,
                    std::string_view body, std::vector<Expected>& records) {
  auto document = sluice::rest::Document::parse(host, body, "the answer");
  if (!document) return document.status();
  const Value list = settings.list.find(document->root());
  if (!list.is_array())
    return {SLUICE_E_INVALID,
            "the answer has no list" +
                (settings.list.text().empty() ? "" : " at " + settings.list.text()) +
                ": results.list says where the results are"};
  const Matcher matcher(settings, list);
  for (size_t i = 0; i < records.size(); i++) {
    const Value item = matcher.item(i, records[i].id);
    if (item) records[i].outcome = outcome_of(settings, accepted, item);
    if (!item && !settings.failures_only) records[i].outcome = not_mentioned();
  }
  return {};
}

}  // namespace http_plugin
