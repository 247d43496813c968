#include "setup.hpp"

namespace sluice::core {
namespace {

// The setting in front, the reason behind; trouble of the host stays as it is.
Status at(std::string_view pointer, const Status& why) {
  return why.code() == SLUICE_E_INVALID ? Status::invalid(pointer, why.message()) : why;
}

}  // namespace

Result<Setup> Setup::of(Context& context) {
  Result<Value> config = context.config();
  if (!config.ok()) return config.status();
  Host host = context.host();
  expression::Workbench workbench{config->batch(),
                                  [host](std::string_view text) { return host.intern(text); }};
  return Setup(*config, std::move(workbench));
}

Result<expression::Expression> Setup::expression(std::string_view text,
                                                 std::string_view pointer) const {
  auto compiled = expression::Expression::compile(text, workbench_);
  if (!compiled.ok()) return at(pointer, compiled.status());
  return compiled;
}

Result<expression::Path> Setup::path(std::string_view text, std::string_view pointer) const {
  auto compiled = expression::Path::compile(text, workbench_);
  if (!compiled.ok()) return at(pointer, compiled.status());
  return compiled;
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
