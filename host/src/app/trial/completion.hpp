// What may follow in an expression that is being typed. Pure but for the record's text; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::app {

// The words that the one before the cursor may become: names of functions, with their parenthesis,
// and members of the object that stands in front of it in the record; sorted, each once. `typed`:
// the line up to the cursor. `record`: JSON.
struct Completion {
  size_t begun = 0;  // bytes of the word that are typed
  std::vector<std::string> words;
};
Completion completion_of(std::string_view typed, std::string_view record);

// What all of them begin with.
std::string common_beginning(const std::vector<std::string>& words);

}  // namespace sluice::app
