// Text packed as a server packs it. Pure functions.
#pragma once

#include <Poco/DeflatingStream.h>

#include <sstream>
#include <string>

namespace sluice::http::test {

inline std::string packed(const std::string& text, Poco::DeflatingStreamBuf::StreamType type) {
  std::ostringstream out;
  Poco::DeflatingOutputStream stream(out, type);
  stream << text;
  stream.close();
  return out.str();
}

inline std::string gzip(const std::string& text) {
  return packed(text, Poco::DeflatingStreamBuf::STREAM_GZIP);
}

// With zlib's frame, as RFC 9110 8.4.1.2 has it.
inline std::string deflate(const std::string& text) {
  return packed(text, Poco::DeflatingStreamBuf::STREAM_ZLIB);
}

}  // namespace sluice::http::test
