// Writes the heads of plain requests (RFC 9112 3). Their fields rarely differ from those of the
// previous one, so the text is reused. One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/text/message.hpp"

namespace sluice::http {

class PlainHead {
 public:
  // `authority` and `target` are the parts of the request's URL.
  std::string write(const Request& request, std::string_view authority, std::string_view target);

 private:
  void write_fields(const Headers& headers);

  std::vector<Headers::Field> fields_;  // of the previous request
  std::string lines_;                   // their text, and that of the constant fields
};

}  // namespace sluice::http
