// Single texts to values and records: texts from plugins, lines, and records that are parsed
// again. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

// Parses one whole text that ends with a NUL and padding, one level expanded (or none, when memory
// is short: then it is expanded on touch). Does not check UTF-8. A failure is the record's own; its
// message starts with `subject`.
Status parse_record(BatchContent& batch, sluice_slice text, std::string_view subject,
                    sluice_value* out);

// Text -> one value, copied into the arena, checked completely; containers stay raw.
Status parse_value(BatchContent& batch, sluice_slice text, sluice_value* out);

// Appends a record that was read: `text` (copied) is source and root. Invalid text makes
// a FAILED record that keeps it, like a bad line; only exhausted memory is a failure.
Status add_source(BatchContent& batch, sluice_slice text, size_t* index);

}  // namespace sluice::record
