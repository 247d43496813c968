// Lines that a person types at a terminal, with editing, history and completion (libedit). Main
// thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/trial/completion.hpp"

namespace sluice::app {

class LinePrompt {
 public:
  using Completer = std::function<Completion(std::string_view typed)>;

  // `history`: the file of earlier lines; empty: none is kept. What cannot be read or written there
  // is passed over.
  LinePrompt(std::string history, Completer completer);
  LinePrompt(const LinePrompt&) = delete;
  LinePrompt& operator=(const LinePrompt&) = delete;
  ~LinePrompt();

  // Without its line break; nothing at the end of the input.
  std::optional<std::string> next();

 private:
  struct Editor;
  std::unique_ptr<Editor> editor_;
};

// Where a program keeps such a file: in $XDG_STATE_HOME or ~/.local/state (XDG Base Directory
// Specification), in a folder that is made; empty: there is no home.
std::string history_file(const std::string& name);

}  // namespace sluice::app
