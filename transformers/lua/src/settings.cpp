#include "settings.hpp"

#include <utility>

namespace sluice::lua {
namespace {

Limits read_limits(Value given) {
  Limits limits;
  limits.instructions = given["instructions"].integer_or(limits.instructions);
  limits.memory =
      static_cast<size_t>(given["memory"].integer_or(static_cast<int64_t>(limits.memory)));
  limits.time_ms = given["time_ms"].integer_or(limits.time_ms);
  return limits;
}

}  // namespace

Result<Settings> Settings::of(Value config) {
  auto script = expression::read_text_setting(config, "lua.script", "script", "file");
  if (!script.ok()) return script.status();
  return Settings{*std::move(script), read_limits(config["limits"])};
}

}  // namespace sluice::lua
