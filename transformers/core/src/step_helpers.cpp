#include "step_helpers.hpp"

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
  return checked(expression::Expression::compile(text, workbench_), pointer);
}

Result<expression::Expression> Setup::text_template(std::string_view text,
                                                    std::string_view pointer) const {
  return checked(expression::Expression::compile_template(text, workbench_), pointer);
}

// Reports what is wrong with it, or odd about it.
Result<expression::Expression> Setup::checked(Result<expression::Expression> compiled,
                                              std::string_view pointer) const {
  if (!compiled.ok()) return refuse(pointer, compiled.status());
  for (const std::string& warning : compiled->warnings()) findings_.warning(pointer, warning);
  return compiled;
}

Result<expression::Expression> Setup::expression(Value setting, std::string_view pointer) const {
  const bool is_constant = setting.exists() && !setting.is_string();
  return is_constant ? constant(setting, pointer) : expression(setting.string_or(""), pointer);
}

Status Setup::optional_expression(const char* name, std::optional<expression::Expression>* out,
                                  std::string_view usual) const {
  const Value given = config_[name];
  if (!given.exists() && usual.empty()) return {};
  auto compiled = given.exists() ? expression(given, pointer_to("", name))
                                 : expression(usual, pointer_to("", name));
  if (!compiled.ok()) return compiled.status();
  *out = *std::move(compiled);
  return {};
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

double number_or(Value value, double other) {
  auto number = value.number();
  return number.ok() ? *number : other;
}

Status first_failure(std::initializer_list<Status> all) {
  for (const Status& one : all)
    if (!one.ok()) return one;
  return {};
}

Status told_of(const Status& why, std::string_view setting, const Record& record) {
  return told_of(why, setting, record.root().batch(), &record.abi()->root);
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
