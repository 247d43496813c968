// Sample records from a file. Main thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/limits.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Of a text: lines of JSON, one value, or an array of records; each as one line of JSON. E_INVALID
// says which line or record is wrong.
Result<std::vector<std::string>> records_of(std::string_view text, const record::Limits& limits);

// The same of a file, or of standard input if its name is "-". Rows of a file that is named .csv or
// .tsv are objects of texts, as file.subscriber reads them. E_INVALID names the file.
Result<std::vector<std::string>> read_records(const std::string& file,
                                              const record::Limits& limits);

}  // namespace sluice::app
