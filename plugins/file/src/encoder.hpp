// Records as the text of a file, in its format. On the publisher's lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

using sluice::Status;

class Encoder {
 public:
  virtual ~Encoder() = default;

  // Appends a record, with what has to be in front of it; `first`: nothing is in the file yet.
  // E_DATA: it cannot be one of this file, and `out` may have a part of it.
  virtual Status append(const sluice::Record& record, bool first, std::string& out) = 0;
  // What completes a file behind its records, or one that has none.
  virtual std::string closing(bool empty) const = 0;
  // Whether nothing may follow that, so that it has to go before more records are written.
  virtual bool is_document() const = 0;
  // E_INVALID: a file that begins like this cannot take these records.
  virtual Status check_beginning(std::string_view) const { return {}; }
};

}  // namespace file_plugin
