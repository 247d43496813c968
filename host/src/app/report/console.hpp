// The output of commands: results to standard output, errors to standard error, one line each.
// Their text may come from records, servers and plugins: terminal control characters are
// removed (sluice/printable.hpp). Main thread.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"
#include "config/problem.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

void print(std::string_view line);        // standard output, with a line end
void print_error(std::string_view line);  // standard error, with a line end
void print_text(std::string_view text);   // several lines, to standard output, with a line end

// "sluice run: what is wrong; see sluice help run"; returns kInvalid.
int usage_error(std::string_view command, std::string_view what);

// "sluice state: what went wrong"; returns kFailed, or kBusy for a lock that another process has
// (E_UNAVAILABLE of lock_state_folder).
int lock_failure(std::string_view command, const Status& status);

// "sluice state: what went wrong"; returns kFailed.
int failure(std::string_view command, const Status& status);
// The same, but kInvalid if the status is E_INVALID: something else must be asked for.
int refuse_command(std::string_view command, const Status& status);

// Every problem, one line each, without secrets.
void print_problems(const config::Problems& problems, const services::Redactor& redactor);

// The same for warnings, which stop nothing, each with "warning: " in front.
void print_warnings(const config::Problems& warnings, const services::Redactor& redactor);

// The same for machines: [{"file":…,"line":…,"column":…,"pointer":…,"message":…}].
config::Node problems_node(const config::Problems& problems, const services::Redactor& redactor);

// Values for machines.
config::Node text_node(std::string_view text);
config::Node number_node(int64_t value);
config::Node unsigned_node(uint64_t value);
config::Node flag_node(bool value);

// JSON indented for people.
std::string pretty(const config::Node& node);

// "5,000"; "34.2 MiB"; "1.2 s"
std::string grouped(uint64_t value);
std::string bytes_text(uint64_t bytes);
std::string seconds_text(int64_t milliseconds);
// "2026-07-31T12:00:00Z" of microseconds since 1970 UTC; "-" for 0.
std::string time_text(int64_t microseconds);

}  // namespace sluice::app
