#include "group_key.hpp"

#include "sluice/expression/canonical.hpp"

namespace sluice::core {

Result<GroupKey> GroupKey::of(const Setup& setup) {
  GroupKey out;
  const Value by = setup.config()["by"];
  out.is_list_ = by.is_array();
  const size_t count = out.is_list_ ? by.size() : 1;
  Status failure;
  for (size_t i = 0; i < count; i++) {
    const std::string pointer = out.is_list_ ? "/by/" + std::to_string(i) : "/by";
    auto one = setup.expression((out.is_list_ ? by.item(i) : by).string_or(""), pointer);
    if (one.ok())
      out.by_.push_back(*std::move(one));
    else
      failure = first_failure({failure, one.status()});
  }
  if (!failure.ok()) return failure;
  return out;
}

std::vector<LookedAt> GroupKey::looked_at(const Findings& findings) {
  std::vector<LookedAt> out;
  for (size_t i = 0; i < by_.size(); i++)
    out.push_back({is_list_ ? "/by/" + std::to_string(i) : "/by", &by_[i].program(), &findings});
  return out;
}

GroupKey::Evaluators GroupKey::evaluators(sluice_batch* batch) {
  Evaluators out;
  for (expression::Expression& one : by_) out.emplace_back(one.program(), batch);
  return out;
}

Status GroupKey::read(const Record& record, Evaluators& evaluators, KeyText& sink,
                      std::string* key) {
  bool has_value = false;
  values_.clear();
  for (expression::Evaluator& one : evaluators) {
    const sluice_value* const value = one.evaluate(&record.abi()->root);
    if (!value || !expression::Canonical(one, sink).write(*value)) {
      sink.drop();
      return told_of(one.failure(), "by", record);
    }
    has_value |= value->kind != SLUICE_KIND_NULL;
    values_.push_back(value);
  }
  *key = sink.take();
  return has_value ? Status() : told_of(Status::data("by gives null"), {}, record);
}

Status GroupKey::write(sluice_batch* batch, std::string* json) {
  json->assign(is_list_ ? "[" : "");
  for (size_t i = 0; i < values_.size(); i++) {
    sluice_slice text{};
    if (const auto code = batch->json->write(batch, values_[i], &text)) return {code, {}};
    json->append(i ? "," : "").append(view(text));
  }
  json->append(is_list_ ? "]" : "");
  return {};
}

}  // namespace sluice::core
