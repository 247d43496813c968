#include "recode.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "sluice/expression/utf8.hpp"

namespace file_plugin {
namespace {

// What iconv_open returns if it fails (POSIX).
// NOLINTNEXTLINE(performance-no-int-to-ptr): this is how POSIX says it.
iconv_t none() { return reinterpret_cast<iconv_t>(-1); }

}  // namespace

sluice::Result<Recode> Recode::from(const std::string& encoding) {
  const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == none())
    return sluice::Status(SLUICE_E_INVALID, "the encoding " + encoding + " is not known here");
  return Recode(converter, encoding);
}

Recode::Recode(Recode&& other) noexcept
    : converter_(std::exchange(other.converter_, none())), encoding_(std::move(other.encoding_)) {}

Recode::~Recode() {
  if (converter_ != none()) iconv_close(converter_);
}

sluice::Result<std::string> Recode::utf8(std::string_view text) const {
  std::string out;
  std::array<char, 4096> part;
  // iconv takes a pointer to changeable text and does not change it.
  char* from = const_cast<char*>(text.data());
  size_t left = text.size();
  iconv(converter_, nullptr, nullptr, nullptr, nullptr);
  while (left) {
    char* into = part.data();
    size_t room = part.size();
    const size_t done = iconv(converter_, &from, &left, &into, &room);
    out.append(part.data(), part.size() - room);
    if (done == static_cast<size_t>(-1) && errno != E2BIG)
      return sluice::Status::data("byte " + std::to_string(text.size() - left + 1) +
                                  " is no character of " + encoding_);
  }
  return out;
}

// Most text is ASCII.
bool is_utf8(std::string_view text) {
  const auto beyond = [](char c) { return static_cast<unsigned char>(c) > 0x7F; };
  return std::none_of(text.begin(), text.end(), beyond) ||
         sluice::expression::find_invalid_utf8(text) == text.npos;
}

}  // namespace file_plugin
