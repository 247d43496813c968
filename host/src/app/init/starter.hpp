// A first config: one subscriber, one publisher, and the clients they need, as text that people
// edit. Which components there are, and what each must be told, comes from the plugins. Main
// thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "loader/plugin_info.hpp"

namespace sluice::app {

// A setting without which a component cannot be made.
struct Question {
  std::string key;      // "from.entity", "to.path", "lightspeedhq.base_uri"
  std::string title;    // "What to read"
  std::string hint;     // of its description; may be empty
  std::string example;  // as YAML; may be empty
};

// What was typed, or nothing: it is missing. [main]
using Answer = std::function<std::optional<std::string>(const Question&)>;

struct StarterChoice {
  const loader::ComponentInfo* from = nullptr;
  const loader::ComponentInfo* to = nullptr;
  std::string pipeline;  // its name
  std::string schedule;  // cron expression or period; empty: by hand
  std::vector<std::pair<std::string, std::string>> given = {};  // keys and what was typed
};

struct Starter {
  std::string text;
  std::vector<std::string> variables;  // that it takes from the environment
  std::vector<Question> missing;       // that had no answer; then the text is of no use
  std::vector<std::string> refused;    // what is wrong with what was given; the same
};

Starter make_starter(const StarterChoice& choice, const Answer& answer);

}  // namespace sluice::app
