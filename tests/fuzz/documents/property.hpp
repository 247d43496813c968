// What holds of any text given to the readers of documents. A broken one is thrown as a text.
#pragma once

#include <cstddef>
#include <string_view>

namespace file_plugin::test {

// Records are the same whatever pieces the text comes in (`piece` bytes each), they are within the
// text and behind each other, and reading goes on with the next one behind each. `with_way`: the
// records are at a.b, else at the top.
void check_document(std::string_view text, bool xml, bool with_way, size_t piece);

}  // namespace file_plugin::test
