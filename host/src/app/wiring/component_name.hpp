// The names of a pipeline's components in messages and in the store, and which of them a person
// means. Pure functions; no thread rule.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/model.hpp"

namespace sluice::app {

// Of the steps of a list: "transformers[0] (core.map)"; one that is made of a setting has that
// setting's name without a place, "order_by (core.order)".
std::vector<std::string> step_names(const std::string& list,
                                    const std::vector<config::ComponentConfig>& steps);

// Where it stands in the configuration: of one that is made of a setting, such as `where`, that.
std::string written_at(const config::ComponentConfig& component);

// Of a pipeline's publishers, in order: a named one is called by its name, "books
// (file.publisher)".
std::vector<std::string> publisher_names(const config::PipelineConfig& pipeline);

// Of the steps of one publisher, called `publisher` in its pipeline, in its list `list`:
// "outgoing.books.transformers[0] (core.map)", "outgoing.books.where (core.filter)", of an inline
// one "publishers[0].on_error[0] (core.map)".
std::vector<std::string> own_step_names(const std::vector<config::ComponentConfig>& steps,
                                        const config::ComponentConfig& config,
                                        const std::string& publisher, const char* list);

// Those of `publishers` that `name` means: the full name, the place in the list ("publishers[0]"),
// or the component.
std::vector<std::string> meant_publishers(const std::vector<std::string>& publishers,
                                          const std::string& name);

}  // namespace sluice::app
