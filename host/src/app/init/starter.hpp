// A first config: one subscriber, one publisher, and the clients they need, as text that people
// edit. Which components there are, and what each must be told, comes from the plugins. Main
// thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
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

// The answer as YAML, or nothing: it is missing. [main]
using Answer = std::function<std::optional<std::string>(const Question&)>;

struct StarterChoice {
  const loader::ComponentInfo* from = nullptr;
  const loader::ComponentInfo* to = nullptr;
  std::string pipeline;  // its name
  std::string schedule;  // cron expression or period; empty: by hand
};

struct Starter {
  std::string text;
  std::vector<std::string> variables;  // that it takes from the environment
  std::vector<Question> missing;       // that had no answer; then the text is of no use
};

Starter make_starter(const StarterChoice& choice, const Answer& answer);

}  // namespace sluice::app
