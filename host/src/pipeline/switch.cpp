#include "pipeline/switch.hpp"

#include <string>
#include <utility>

#include "sluice/expression/absent.hpp"
#include "sluice/expression/known_check.hpp"
#include "sluice/expression/report.hpp"
#include "sluice/expression/values.hpp"
#include "sluice/record_transformer.hpp"

namespace sluice::pipeline {
namespace {

std::string place_of(size_t index) { return "switch/" + std::to_string(index) + "/when"; }

}  // namespace

Result<std::unique_ptr<Switch>> Switch::of(const base::SwitchSettings& settings, const Host& host,
                                           sluice_batch* scratch) {
  std::unique_ptr<Switch> made(new Switch(host));
  made->otherwise_ = settings.otherwise;
  const expression::Workbench workbench = expression::workbench_of(host, scratch);
  Status first;
  for (size_t i = 0; i < settings.cases.size(); i++)
    if (Status s = made->add_case(i, settings.cases[i], workbench); !s && first)
      first = std::move(s);
  if (!first) return first;
  return made;
}

Status Switch::add_case(size_t index, const base::SwitchSettings::Case& one,
                        const expression::Workbench& workbench) {
  const std::string pointer = "/" + place_of(index);
  auto compiled = expression::Expression::compile(one.when, workbench);
  if (!compiled) {
    if (compiled.status().code() != SLUICE_E_INVALID) return compiled.status();
    findings_.problem(pointer.c_str(), compiled.status().message());
    return Status::invalid(pointer, compiled.status().message());
  }
  for (const std::string& warning : compiled->warnings())
    findings_.warning(pointer.c_str(), warning);
  cases_.push_back({*std::move(compiled), one.chain});
  return {};
}

void Switch::check_members(std::string_view members) {
  const expression::Known record = expression::known_of(members);
  for (size_t i = 0; i < cases_.size(); i++)
    expression::check_known(cases_[i].when.program(), record, findings_, "/" + place_of(i));
}

void Switch::add_absent(std::vector<std::string>* out) {
  for (Case& one : cases_) expression::add_absent(one.when.program(), out);
}

Status Switch::run(record::Batch& batch, const sluice_cancel* cancel) {
  std::vector<expression::Evaluator> evaluators;
  evaluators.reserve(cases_.size());
  for (Case& one : cases_) evaluators.emplace_back(one.when.program(), batch.abi());
  Status failure;
  Status status = for_each_live(::sluice::Batch(batch.abi()), ::sluice::Cancel(cancel),
                                [&](const Record& record) -> const Status* {
                                  failure = choose(batch, record.index(), evaluators);
                                  return failure ? nullptr : &failure;
                                });
  for (expression::Evaluator& evaluator : evaluators) expression::tell_notes(findings_, evaluator);
  if (!status && status.message().empty()) status = {status.code(), batch.last_fault().message()};
  return status;
}

Status Switch::choose(record::Batch& batch, size_t index,
                      std::vector<expression::Evaluator>& evaluators) {
  sluice_value* const root = &sluice_record_at(batch.abi(), index)->root;
  for (size_t i = 0; i < cases_.size(); i++) {
    const sluice_value* const holds = evaluators[i].evaluate(root);
    if (!holds) return expression::told_of(evaluators[i].failure(), place_of(i), batch.abi(), root);
    if (!expression::is_truthy(*holds)) continue;
    batch.records().set_route(index, cases_[i].chain);
    return {};
  }
  batch.records().set_route(index, otherwise_);
  return {};
}

}  // namespace sluice::pipeline
