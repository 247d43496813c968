// Resolves ${…} inside the scalar values of a parsed file; a value can never change the
// structure. No state; any thread.
//
//   ${NAME}           the environment variable; unset is an error
//   ${NAME:-default}  the same, or the text up to its } if it is unset or empty; ${…} in it count
//   ${file:path}      a file's content without byte order mark and last line end; relative to the
//                     config file it stands in
//   ${credential:NAME}  the same of the file NAME in the folder $CREDENTIALS_DIRECTORY, in which
//   systemd
//                     gives a service its secrets (systemd.exec, LoadCredential=)
//   ${secret:NAME}    a value that is kept in the state store (sluice secret set)
//   $${               the characters ${
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/node.hpp"
#include "config/problem.hpp"
#include "sluice/result.hpp"

namespace sluice::config {

inline constexpr size_t kMaxSecretFile = 64u << 10;

// A value that could not be resolved.
struct Missing {
  Position at;
  std::string pointer;
  std::string why;
};

// What was inserted for one ${…}.
struct OutsideValue {
  std::string pointer;    // of the scalar
  std::string reference;  // what stands in the braces, without a default
  std::string value;
};

struct Sources {
  // Value of an environment variable; nothing if it is unset.
  std::function<std::optional<std::string>(const std::string& name)> variable;
  std::vector<std::filesystem::path> folders;  // what ${file:…} is relative to, in each file
  // JSON pointers of sections that nothing is going to use: what cannot be resolved in them is no
  // problem (Node::unresolved).
  std::set<std::string> unneeded = {};
  std::function<void(const std::string&)> warn =
      {};  // of a file that others can read; may be empty
  // Where what cannot be resolved is listed instead of being a problem; NULL: nowhere.
  std::vector<Missing>* missing = nullptr;
  // Where all that is inserted is listed; NULL: nowhere.
  std::vector<OutsideValue>* outside = nullptr;
  // Value of a kept secret; a failure says why there is none. Empty: secrets are not possible here.
  std::function<Result<std::string>(const std::string& name)> secret = {};
};

// A value as a file has it: without a byte order mark and the end of its last line, also that of
// Windows.
std::string value_in_file(std::string text);

// Letters, digits and _, no digit first.
bool is_variable_name(std::string_view text);

// The process's own environment.
std::optional<std::string> environment_variable(const std::string& name);

// `pointer` leads to `node` from the root. Every failure is a problem at its scalar, which then
// keeps its text.
void interpolate(Node& node, const std::string& pointer, const Sources& sources,
                 Problems& problems);

}  // namespace sluice::config
