// Text of another encoding as UTF-8. One lane.
#pragma once

#include <iconv.h>

#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace file_plugin {

class Recode {
 public:
  // An encoding whose ASCII characters are ASCII's bytes, by iconv's name. E_INVALID: it is not
  // known here, or is none of these.
  static sluice::Result<Recode> from(const std::string& encoding);
  Recode(Recode&& other) noexcept;
  Recode& operator=(Recode&&) = delete;
  Recode(const Recode&) = delete;
  Recode& operator=(const Recode&) = delete;
  ~Recode();

  // E_DATA: bytes that are no character of it.
  sluice::Result<std::string> utf8(std::string_view text) const;

 private:
  Recode(iconv_t converter, std::string encoding)
      : converter_(converter), encoding_(std::move(encoding)) {}

  iconv_t converter_;
  std::string encoding_;
};

// Whether all of `text` is UTF-8.
bool is_utf8(std::string_view text);

}  // namespace file_plugin
