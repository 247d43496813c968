// The meaning of a result's status: an HTTP status in any form, true or false, or a word
// that the configuration defines. Immutable after read; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace http_plugin {

struct Word {
  enum class Kind { kTaken, kRefused, kHttpStatus, kUnknown };
  Kind kind = Kind::kUnknown;
  int32_t http_status = 0;  // of kHttpStatus: 100 to 599
};

class ResultWords {
 public:
  // `taken` and `refused` of the `results` setting. E_INVALID if a word is in both.
  static sluice::Result<ResultWords> read(sluice::Value results);

  // 201, 201.0, "201", "201 Created", "HTTP/1.1 201 Created", true, "true", and the words of the
  // settings, which take precedence; without regard to the case of ASCII letters.
  Word meaning(sluice::Value status) const;

 private:
  std::vector<std::string> taken_, refused_;  // in lower case
};

// A scalar as text, a string decoded: an id may be a number here and a string there.
std::string_view scalar_text(sluice::Value value);

}  // namespace http_plugin
