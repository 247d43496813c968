// The program's commands, one source file each. Called on the main thread; each returns an
// ExitCode, prints results to standard output and errors to standard error, one line each.
#pragma once

#include <span>
#include <string_view>

#include "app/wiring/options.hpp"

namespace sluice::app {

int run_command(Options options);
int serve_command(Options options);
int status_command(Options options);
int runs_command(Options options);
int reload_command(Options options);
int top_command(Options options);
int logs_command(Options options);
int check_command(Options options);
int preview_command(Options options);
int test_command(Options options);
int eval_command(Options options);
int config_command(Options options);
int doctor_command(Options options);
int auth_command(Options options);
int plan_command(Options options);
int plugins_command(Options options);
int manifest_command(Options options);
int schema_command(Options options);
int secret_command(Options options);
int access_command(Options options);
int backlog_command(Options options);
int tasks_command(Options options);
int state_command(Options options);
int table_command(Options options);
int version_command(Options options);
int help_command(Options options);
int init_command(Options options);
int prove_command(Options options);

struct Command {
  std::string_view name;
  std::string_view synopsis;  // what follows the name
  std::string_view summary;
  int (*run)(Options);
};

std::span<const Command> commands();

}  // namespace sluice::app
