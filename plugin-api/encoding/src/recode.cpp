#include "sluice/encoding/recode.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "sluice/encoding/declared.hpp"
#include "sluice/expression/utf8.hpp"

namespace sluice::encoding {
namespace {

// What iconv_open returns if it fails (POSIX).
// NOLINTNEXTLINE(performance-no-int-to-ptr): this is how POSIX says it.
iconv_t none() { return reinterpret_cast<iconv_t>(-1); }

struct Converted {
  std::string text;
  size_t bad;  // the first byte that is no character; npos: all of them are
};

// With what the converter holds back, as it may be combined with what follows (WINDOWS-1258).
Converted convert(iconv_t converter, std::string_view text) {
  Converted out{{}, text.npos};
  std::array<char, 4096> part;
  // iconv takes a pointer to changeable text and does not change it.
  char* from = const_cast<char*>(text.data());
  size_t left = text.size();
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  for (bool more = true; more;) {
    more = left != 0;
    char* into = part.data();
    size_t room = part.size();
    const size_t done = iconv(converter, more ? &from : nullptr, &left, &into, &room);
    out.text.append(part.data(), part.size() - room);
    if (done == static_cast<size_t>(-1) && errno != E2BIG) return out.bad = text.size() - left, out;
  }
  return out;
}

}  // namespace

Result<Recode> Recode::whole(const std::string& encoding) {
  const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == none())
    return Status(SLUICE_E_INVALID, "the encoding " + encoding + " is not known here");
  return Recode(converter, encoding);
}

Result<Recode> Recode::from(const std::string& encoding) {
  auto out = whole(encoding);
  if (!out || out->writes_ascii()) return out;
  return Status(SLUICE_E_INVALID, "the encoding " + encoding +
                                      " does not write ASCII as ASCII: recode the file first "
                                      "(`iconv -f " +
                                      encoding + " -t UTF-8 FILE`)");
}

// The readers look for line breaks, quotes and brackets before they recode. Control characters may
// be others (VISCII), but none may begin a shift (ISO-2022-JP), and SHIFT_JIS has a yen sign and an
// overline.
bool Recode::writes_ascii() const {
  for (char c = 0; c >= 0 && c <= 0x7E; c++) {
    const std::string_view one(&c, 1);
    const Converted made = convert(converter_, one);
    const bool counts = (c >= ' ' && c != '\\' && c != '~') || c == '\t' || c == '\r' || c == '\n';
    if (made.bad != one.npos || (counts && made.text != one)) return false;
  }
  return true;
}

Recode::Recode(Recode&& other) noexcept
    : converter_(std::exchange(other.converter_, none())), encoding_(std::move(other.encoding_)) {}

Recode::~Recode() {
  if (converter_ != none()) iconv_close(converter_);
}

Result<std::string> Recode::utf8(std::string_view text) const {
  Converted made = convert(converter_, text);
  if (made.bad == text.npos) return std::move(made.text);
  return Status::data("byte " + std::to_string(made.bad + 1) + " is no character of " + encoding_);
}

Result<std::optional<Recode>> recode_from(const std::string& encoding) {
  std::optional<Recode> out;
  if (encoding.empty() || names_utf8(encoding)) return out;
  auto made = Recode::from(encoding);
  if (!made) return made.status();
  out.emplace(std::move(*made));
  return out;
}

// Most text is ASCII.
bool is_utf8(std::string_view text) {
  const auto beyond = [](char c) { return static_cast<unsigned char>(c) > 0x7F; };
  return std::none_of(text.begin(), text.end(), beyond) ||
         expression::find_invalid_utf8(text) == text.npos;
}

}  // namespace sluice::encoding
