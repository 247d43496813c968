#include "step_helpers.hpp"

#include "sluice/expression/record_name.hpp"

namespace sluice::core {

Result<Setup> Setup::of(Context& context) {
  Result<Value> config = context.config();
  if (!config.ok()) return config.status();
  Host host = context.host();
  return Setup(host, *config, expression::workbench_of(host, config->batch()));
}

// Failures of the host are unchanged.
Status Setup::refuse(std::string_view pointer, const Status& why) const {
  if (why.code() != SLUICE_E_INVALID) return why;
  findings_.problem(pointer, why.message());
  return Status::invalid(pointer, why.message());
}

Result<expression::Expression> Setup::expression(std::string_view text,
                                                 std::string_view pointer) const {
  auto compiled = expression::Expression::compile(text, workbench_);
  if (!compiled.ok()) return refuse(pointer, compiled.status());
  for (const std::string& warning : compiled->warnings()) findings_.warning(pointer, warning);
  return compiled;
}

Result<expression::Expression> Setup::expression(Value setting, std::string_view pointer) const {
  const bool is_constant = setting.exists() && !setting.is_string();
  return is_constant ? constant(setting, pointer) : expression(setting.string_or(""), pointer);
}

// A literal; only its backticks need escaping.
Result<expression::Expression> Setup::constant(Value value, std::string_view pointer) const {
  auto json = value.json();
  if (!json.ok()) return refuse(pointer, json.status());
  std::string literal = "`";
  for (const char c : *json) literal.append(c == '`' ? "\\`" : std::string(1, c));
  return expression(literal + "`", pointer);
}

Result<expression::Path> Setup::path(std::string_view text, std::string_view pointer) const {
  auto compiled = expression::Path::compile(text, workbench_);
  if (!compiled.ok()) return refuse(pointer, compiled.status());
  return compiled;
}

Result<expression::Path> Setup::place(std::string_view text, std::string_view pointer) const {
  auto compiled = path(text, pointer);
  if (!compiled.ok() || !compiled->through_items()) return compiled;
  const std::string& written = compiled->text();
  return refuse(
      pointer, {SLUICE_E_INVALID, "'" + written +
                                      "' stands for a member of each item, and one place is "
                                      "needed here. Set the whole array: set: {" +
                                      written.substr(0, written.find('[')) + ": \"...[].{...}\"}"});
}

Status first_failure(std::initializer_list<Status> all) {
  for (const Status& one : all)
    if (!one.ok()) return one;
  return {};
}

Status told_of(const Status& why, std::string_view setting, sluice_batch* batch,
               const sluice_value* root) {
  if (why.message().empty() || why.code() != SLUICE_E_DATA) return why;
  std::string message = setting.empty() ? std::string() : std::string(setting) + ": ";
  message += why.message() + " (" + expression::record_name(batch, root) + ")";
  return {why.code(), std::move(message)};
}

Status told_of(const Status& why, std::string_view setting, const Record& record) {
  return told_of(why, setting, record.root().batch(), &record.abi()->root);
}

void tell_notes(const Findings& findings, const expression::Evaluator& evaluator) {
  for (const expression::Evaluator::Note& note : evaluator.notes())
    findings.remark(evaluator.words_of(note), note.example, note.count);
}

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string out(parent);
  out += '/';
  for (char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace sluice::core
