#include "config/utf8.hpp"

#include <Poco/UTF8Encoding.h>

#include <algorithm>

namespace sluice::config {

size_t first_bad_utf8(std::string_view text) {
  const Poco::UTF8Encoding utf8;
  for (size_t i = 0; i < text.size();) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data() + i);
    if (*bytes < 0x80) {
      i++;
      continue;
    }
    const int left = static_cast<int>(std::min<size_t>(text.size() - i, 4));
    const int length = utf8.sequenceLength(bytes, left);
    if (length < 2 || length > left || !Poco::UTF8Encoding::isLegal(bytes, length)) return i;
    i += static_cast<size_t>(length);
  }
  return std::string_view::npos;
}

}  // namespace sluice::config
