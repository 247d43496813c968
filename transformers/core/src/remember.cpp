#include "remember.hpp"

#include <ctime>

#include "sluice/duration.hpp"
#include "sluice/expression/moment.hpp"

namespace sluice::core {
namespace {

constexpr int64_t kLongestTtlMs = int64_t{36'525} * 86'400'000;

}  // namespace

std::optional<int64_t> ttl_ms(std::string_view text) {
  const ReadDuration read = read_duration(text);
  if (!read || read.ms < 1 || read.ms > kLongestTtlMs) return std::nullopt;
  return read.ms;
}

Result<std::unique_ptr<Remember>> Remember::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  const std::string name(setup->config()["table"].string_or(""));
  auto table = Table::find(context.host(), name);
  Status found = table.status();
  if (found.ok() && !table->is_stored())
    found = {SLUICE_E_INVALID, "table " + name +
                                   " is not kept in the store, so nothing can be remembered in it; "
                                   "declare it with store: true"};
  if (!found.ok()) found = setup->refuse("/table", found);
  if (found.ok()) table->will_put();
  auto key = setup->expression(setup->config()["key"], "/key");
  if (auto status = first_failure({found, key.status()}); !status.ok()) return status;
  std::unique_ptr<Remember> out(
      new Remember(context.host(), setup->findings(), *table, *std::move(key)));
  if (auto status = first_failure({out->read_value(*setup), out->read_ttl(*setup)}); !status.ok())
    return status;
  return out;
}

Status Remember::read_value(const Setup& setup) {
  const Value config = setup.config();
  removes_ = config["remove"].bool_or(false);
  for (const char* setting : {"value", "ttl"})
    if (removes_ && config[setting].exists())
      return setup.refuse(pointer_to("", setting),
                          {SLUICE_E_INVALID, "remove takes the row out, and needs no " +
                                                 std::string(setting) + "; remove one of them"});
  if (!config["value"].exists()) return {};
  auto value = setup.expression(config["value"], "/value");
  if (!value.ok()) return value.status();
  value_ = *std::move(value);
  return {};
}

Status Remember::read_ttl(const Setup& setup) {
  const Value given = setup.config()["ttl"];
  if (!given.exists()) return {};
  const auto ms = ttl_ms(given.string_or(""));
  if (!ms)
    return setup.refuse("/ttl",
                        {SLUICE_E_INVALID,
                         "a time is whole numbers with w, d, h, m or s behind them, such as "
                         "30d or 1h30m, and at most 100 years"});
  ttl_ms_ = *ms;
  return {};
}

const Status* Remember::failed(const Status& why, std::string_view setting, const Record& record) {
  failure_ = told_of(why, setting, record);
  return &failure_;
}

const sluice_value* Remember::value_of(const Record& record,
                                       std::optional<expression::Evaluator>& value) {
  if (!value) return &now_;
  const sluice_value* out = value->evaluate(&record.abi()->root);
  if (!out) return failed(value->failure(), "value", record), nullptr;
  if (out->kind != SLUICE_KIND_NULL) return out;
  failed(Status::data("it gives null, and there is nothing to remember"), "value", record);
  return nullptr;
}

const Status* Remember::put(const Record& record, expression::Evaluator& key,
                            std::optional<expression::Evaluator>& value) {
  const sluice_value* const name = key.evaluate(&record.abi()->root);
  if (!name) return failed(key.failure(), "key", record);
  if (name->kind == SLUICE_KIND_NULL) return failed(Status::data("it gives null"), "key", record);
  const sluice_value* const row = removes_ ? nullptr : value_of(record, value);
  if (!removes_ && !row) return &failure_;
  const Status put = table_.put_for(record, *name, row, ttl_ms_);
  return put.ok() ? nullptr : (failure_ = put, &failure_);
}

std::vector<LookedAt> Remember::looked_at() {
  std::vector<LookedAt> out = {{"/key", &key_.program(), &findings_}};
  if (value_) out.push_back({"/value", &value_->program(), &findings_});
  return out;
}

Status Remember::transform_batch(Batch batch, const Cancel& cancel) {
  expression::Evaluator key(key_.program(), batch.abi());
  std::optional<expression::Evaluator> value;
  if (value_) value.emplace(value_->program(), batch.abi());
  std::string now;
  expression::write_moment(expression::Decimal(host_.unix_us() / 1000),
                           expression::TimeUnit::kMilliseconds, &now);
  if (auto status = Value(batch.abi(), &now_).set(now); !status.ok()) return status;
  Status status =
      for_each_live(batch, cancel, [&](const Record& record) { return put(record, key, value); });
  tell_notes(findings_, key);
  if (value) tell_notes(findings_, *value);
  return status;
}

}  // namespace sluice::core
