// Tasks and their groups as people and machines read them, and as they go from store to store. Pure
// functions.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"
#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::app {

// One line of a list.
std::string task_line(const store::Task& task);
// `whole`: with its texts.
config::Node task_node(const store::Task& task, bool whole);
// And back; times of one that is not whole are full seconds. E_DATA says what is wrong.
Result<store::Task> task_of(const config::Node& node, bool whole);

std::string group_line(const store::TaskGroup& group);
config::Node group_node(const store::TaskGroup& group);
Result<store::TaskGroup> group_of(const config::Node& node);

// A line of an export, and a task of such a line. E_DATA says what is wrong with it.
std::string exported(const store::Task& task);
Result<store::Task> imported(std::string_view line);

}  // namespace sluice::app
