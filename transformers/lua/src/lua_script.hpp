// lua.script: a script in Lua changes, drops, splits or fails each record. [lane]
#pragma once

#include <memory>

#include "machine.hpp"
#include "settings.hpp"
#include "sluice/findings.hpp"
#include "sluice/plugin.hpp"

namespace sluice::lua {

class Script final : public Transformer {
 public:
  static constexpr std::string_view kId = "lua.script";
  static Result<std::unique_ptr<Script>> create(Context& context);
  Status transform_batch(Batch batch, const Cancel& cancel) override;

 private:
  struct Run;  // the script on one record

  explicit Script(Settings settings);

  static int load(lua_State* state);
  static int run_protected(lua_State* state);
  static int keep_line(lua_State* state);
  static void put_results(lua_State* state, int first, Run* run);
  static void add_record(lua_State* state, int index, Run* run);
  static void convert(lua_State* state, int index, Run* run, const Record& into);

  Status compile();
  const Status* transform(Batch batch, const Record& record, const Cancel& cancel);
  bool attempt(Run* run, const Cancel& cancel);
  bool renew(Run* run);
  Status failure_of(const Run& run) const;
  std::string place_of(int line) const;
  std::string message_of(std::string_view raised, int line) const;

  Settings settings_;
  std::unique_ptr<Machine> machine_;
  int script_ = LUA_NOREF;  // the compiled script, in the state's registry
  Status failure_;
};

}  // namespace sluice::lua
