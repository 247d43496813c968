#include "common/json_object.hpp"

namespace sluice::simulator {

std::string json_array(const std::vector<std::string>& raw_values) {
  std::string out = "[";
  for (const std::string& raw : raw_values) {
    if (out.size() > 1) out += ',';
    out += raw;
  }
  return out + "]";
}

std::string json_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> raw;
  raw.reserve(texts.size());
  for (const std::string& text : texts) raw.push_back(quote(text));
  return json_array(raw);
}

}  // namespace sluice::simulator
