#include "stand_in.hpp"

namespace file_plugin {

namespace {
constexpr size_t kMostShown = 1000;
}  // namespace

sluice::Status add_failed_text(sluice::Batch into, uint64_t line, std::string_view text,
                               const std::string& why) {
  std::string stand_in = "{\"line\":" + std::to_string(line) + ",\"start\":\"";
  for (const char c : text.substr(0, kMostShown))
    stand_in += c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?';
  stand_in += "\"}";
  auto record = into.add_source(stand_in);
  if (!record) return {record.status().code(), "no memory for line " + std::to_string(line)};
  record->fail(sluice::Status::data(why));
  return {};
}

}  // namespace file_plugin
