// Text of another encoding as UTF-8. One lane.
#pragma once

#include <iconv.h>

#include <optional>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::encoding {

class Recode {
 public:
  // An encoding whose ASCII characters are ASCII's bytes, by iconv's name. E_INVALID: it is not
  // known here, or is none of these.
  static Result<Recode> from(const std::string& encoding);
  // Any encoding, for texts that are there as a whole. E_INVALID: it is not known here.
  static Result<Recode> whole(const std::string& encoding);
  Recode(Recode&& other) noexcept;
  Recode& operator=(Recode&&) = delete;
  Recode(const Recode&) = delete;
  Recode& operator=(const Recode&) = delete;
  ~Recode();

  // Whether line breaks, delimiters and brackets are the bytes that they are in ASCII, so that a
  // text can be taken apart before it is recoded.
  bool writes_ascii() const;
  // E_DATA: bytes that are no character of it.
  Result<std::string> utf8(std::string_view text) const;

 private:
  Recode(iconv_t converter, std::string encoding)
      : converter_(converter), encoding_(std::move(encoding)) {}

  iconv_t converter_;
  std::string encoding_;
};

// Nothing where `encoding` is empty or UTF-8, else Recode::from.
Result<std::optional<Recode>> recode_from(const std::string& encoding);

// Whether all of `text` is UTF-8.
bool is_utf8(std::string_view text);

}  // namespace sluice::encoding
