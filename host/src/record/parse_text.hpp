// Single texts to values and records: what plugins hand in, what lies in a line, what is read
// again. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

// Parses one whole text that ends with a NUL and padding, one level opened (or none, when memory
// is short: then it is opened on touch). Does not check UTF-8. A failure is the record's own; its
// message starts with `subject`.
Status parse_record(BatchContent& batch, sluice_slice text, std::string_view subject,
                    sluice_value* out);

// Text -> one value, copied into the arena, checked whole; containers stay raw.
Status parse_value(BatchContent& batch, sluice_slice text, sluice_value* out);

// Appends a record that was read: `text` (copied) is source and root. Text that is no good makes
// a FAILED record that keeps it, like a bad line; only spent memory is a failure.
Status add_source(BatchContent& batch, sluice_slice text, size_t* index);

}  // namespace sluice::record
