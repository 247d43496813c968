#include "lua_script.hpp"

#include <string>
#include <utility>

#include "from_lua.hpp"
#include "sandbox.hpp"
#include "sluice/expression/report.hpp"
#include "table_source.hpp"
#include "to_lua.hpp"

namespace sluice::lua {
namespace {

// What Lua puts before the number of a line in the script.
constexpr std::string_view kPrefix = "line:";
// A script that comes to its end without a return returns the record.
constexpr std::string_view kUsualEnd = "\nreturn record";

std::string_view raised_text(lua_State* state, int index) {
  if (!lua_isstring(state, index)) return {};
  size_t size = 0;
  const char* const text = lua_tolstring(state, index, &size);
  return {text, size};
}

}  // namespace

struct Script::Run {
  Script& script;
  Batch batch;
  Record record;
  sluice_value root;  // of the record, in a place that stays while records are added
  int line = 0;       // where an error was raised
  Status status{};
};

Script::Script(Settings settings)
    : settings_(std::move(settings)), machine_(std::make_unique<Machine>(settings_.limits)) {
  settings_.script.text.append(kUsualEnd);
}

Result<std::unique_ptr<Script>> Script::create(Context& context) {
  auto config = context.config();
  if (!config.ok()) return config.status();
  auto settings = Settings::of(*config);
  if (!settings.ok()) return settings.status();
  std::unique_ptr<Script> made(new Script(*std::move(settings)));
  if (Status status = made->compile(); !status.ok()) {
    if (status.code() != SLUICE_E_INVALID) return status;
    Findings(context.host()).problem(made->settings_.script.pointer, status.message());
    return Status::invalid(made->settings_.script.pointer, status.message());
  }
  return made;
}

// With its usual end; where that is no Lua, the script as it is written, whose errors are told.
int Script::load(lua_State* state) {
  auto& self = *static_cast<Script*>(lua_touserdata(state, 1));
  open_sandbox(state);
  const std::string& text = self.settings_.script.text;
  const auto compiles = [&](size_t size) {
    return luaL_loadbufferx(state, text.data(), size, kChunkName, "t") == 0;
  };
  if (!compiles(text.size()) && !compiles(text.size() - kUsualEnd.size())) lua_error(state);
  self.script_ = luaL_ref(state, LUA_REGISTRYINDEX);
  return 0;
}

Status Script::compile() {
  lua_State* const state = machine_->state();
  if (!state) return {SLUICE_E_NO_MEMORY, "no memory for a state of Lua"};
  const int code = lua_cpcall(state, load, this);
  if (!code) return {};
  if (code == LUA_ERRMEM)
    return {SLUICE_E_INVALID, "the script does not fit into limits.memory (" +
                                  std::to_string(settings_.limits.memory) + " bytes)"};
  return {SLUICE_E_INVALID, message_of(raised_text(state, -1), 0)};
}

Status Script::transform_batch(Batch batch, const Cancel& cancel) {
  return for_each_live(batch, cancel,
                       [&](const Record& record) { return transform(batch, record, cancel); });
}

const Status* Script::transform(Batch batch, const Record& record, const Cancel& cancel) {
  const size_t before = batch.size();
  Run run{*this, batch, record, record.abi()->root};
  bool done = attempt(&run, cancel);
  if (!done && machine_->bound() == Bound::kMemory && batch.size() == before) {
    run.root = record.abi()->root;
    done = renew(&run) && attempt(&run, cancel);
  }
  if (done) return nullptr;
  for (size_t i = before; i < batch.size(); i++) batch[i].filter();
  failure_ = expression::told_of(run.status, {}, batch.abi(), &record.abi()->root);
  return &failure_;
}

// What earlier records left counts as memory until Lua collects it, and some of it stays even then.
// A record that meets the bound runs again in a state that has seen no other, so what becomes of it
// does not depend on those before it.
bool Script::renew(Run* run) {
  machine_ = std::make_unique<Machine>(settings_.limits);
  run->status = compile();
  return run->status.ok();
}

bool Script::attempt(Run* run, const Cancel& cancel) {
  lua_State* const state = machine_->state();
  machine_->begin(run->batch.abi(), cancel);
  const int code = lua_cpcall(state, run_protected, run);
  if (code || machine_->bound() != Bound::kNone) run->status = failure_of(*run);
  lua_settop(state, 0);
  return run->status.ok();
}

// In protected mode: everything here may raise an error, so nothing here has a destructor.
int Script::run_protected(lua_State* state) {
  Run* const run = static_cast<Run*>(lua_touserdata(state, 1));
  forget_sources(state);
  lua_pushlightuserdata(state, run);
  lua_pushcclosure(state, keep_line, 1);
  lua_rawgeti(state, LUA_REGISTRYINDEX, run->script.script_);
  push_globals(state);
  lua_pushliteral(state, "record");
  push_value(state, &run->root);
  lua_rawset(state, -3);
  lua_setfenv(state, 3);
  if (lua_pcall(state, 0, LUA_MULTRET, 2)) return lua_error(state);
  put_results(state, 3, run);
  return 0;
}

// The handler of errors, which runs where one was raised.
int Script::keep_line(lua_State* state) {
  Run* const run = static_cast<Run*>(lua_touserdata(state, lua_upvalueindex(1)));
  run->line = current_line(state);
  return 1;
}

// What the script returned, from `first` to the top; nil is no record.
void Script::put_results(lua_State* state, int first, Run* run) {
  int count = 0, last = 0;
  for (int i = first; i <= lua_gettop(state); i++)
    if (!lua_isnil(state, i)) count++, last = i;
  if (count == 1) return convert(state, last, run, run->record);
  for (int i = first; i <= lua_gettop(state) && run->status.ok(); i++)
    if (!lua_isnil(state, i)) add_record(state, i, run);
  if (run->status.ok()) run->record.filter();
}

void Script::convert(lua_State* state, int index, Run* run, const Record& into) {
  Writer writer(state, run->batch.abi());
  sluice_value made{};
  if (writer.convert(index, &made))
    into.abi()->root = made;
  else
    run->status = writer.failure();
}

void Script::add_record(lua_State* state, int index, Run* run) {
  const Result<Record> added = run->batch.add(run->record);
  if (added.status().code() == SLUICE_PAUSED) return;
  run->status = added.status();
  if (added.ok()) convert(state, index, run, *added);
}

Status Script::failure_of(const Run& run) const {
  lua_State* const state = machine_->state();
  switch (machine_->bound()) {
    case Bound::kNone:
      return Status::data(message_of(raised_text(state, -1), run.line));
    case Bound::kCancelled:
      return {SLUICE_E_CANCELLED, "cancelled within a script"};
    case Bound::kHost:
      return {run.batch.fault(), {}};
    default:
      return Status::data(place_of(machine_->bound_line()) + machine_->bound_message());
  }
}

std::string Script::place_of(int line) const {
  return line ? settings_.script.origin + "line " + std::to_string(line) + ": "
              : settings_.script.origin;
}

// Lua writes "line:3: what" where it knows the line.
std::string Script::message_of(std::string_view raised, int line) const {
  if (raised.empty()) raised = "the script raised an error that is no text";
  if (raised.substr(0, kPrefix.size()) == kPrefix) {
    const std::string_view rest = raised.substr(kPrefix.size());
    return settings_.script.origin + "line " + std::string(rest);
  }
  const std::string_view prelude = std::string_view(kPreludeName).substr(1);
  if (raised.substr(0, prelude.size()) == prelude && raised.find(": ") != std::string_view::npos)
    raised.remove_prefix(raised.find(": ") + 2);
  return place_of(line) + std::string(raised);
}

}  // namespace sluice::lua
