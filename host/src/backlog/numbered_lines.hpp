// Values as a page of lines, each with a number, and the step that leaves the values alone. So each
// record's source text, by which the engine knows it, is its own: two numbers with equal values are
// two records. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/plan.hpp"

namespace sluice::backlog {

// Appends one with its line break. `number` is not negative, `value` is JSON. `of`: what stands for
// the record in keys of what is made of it (pipeline::Plan::origin_name); empty: the line.
void add_numbered_line(std::string& lines, int64_t number, std::string_view value,
                       std::string_view of = {});
std::string numbered_line(int64_t number, std::string_view value, std::string_view of = {});

// The number that a cursor of such a source is; 0: it is none.
int64_t cursor_number(std::string_view cursor);

// The number of a line, whose secrets may have been taken out; nothing if it is none, or not
// readable any more.
std::optional<int64_t> number_of(std::string_view line);

// What numbered_line was told, or the hash of the text.
std::string origin_of(std::string_view line);

// Its records are the values. One that is not JSON fails with `broken`, which is a constant.
pipeline::Step values_step(std::string name, const char* broken);

}  // namespace sluice::backlog
