#include "app/report/task_text.hpp"

#include <Poco/Base64Decoder.h>
#include <Poco/Base64Encoder.h>
#include <Poco/Exception.h>

#include <iterator>
#include <sstream>

#include "base/hex.hpp"
#include "record/batch.hpp"
#include "record/utf8.hpp"
#include "sluice/record.h"

namespace sluice::app {
namespace {

std::string base64(std::string_view bytes) {
  std::ostringstream out;
  Poco::Base64Encoder encoder(out);
  encoder.rdbuf()->setLineLength(0);
  encoder << bytes;
  encoder.close();
  return out.str();
}

}  // namespace

std::string shown_bytes(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t good = record::valid_utf8_prefix({text.data(), text.size()});
    out += text.substr(0, good);
    text.remove_prefix(good);
    if (text.empty()) break;
    base::append_hex(out += "\\x", text.front(), base::kUpperHex);
    text.remove_prefix(1);
  }
  return out;
}

void set_bytes(config::Node& node, const std::string& name, std::string_view text) {
  node.set(name, config::Node::string(shown_bytes(text)));
  if (!record::is_utf8({text.data(), text.size()}))
    node.set(name + "_base64", config::Node::string(base64(text)));
}

std::string base64_bytes(const std::string& text) try {
  std::istringstream in(text);
  Poco::Base64Decoder decoder(in);
  return {std::istreambuf_iterator<char>(decoder), {}};
} catch (const Poco::Exception&) {
  return {};
}

Result<std::string> one_line_json(std::string_view text) {
  record::Batch batch{record::Limits()};
  sluice_value value = {};
  const sluice_status code = batch.abi()->json->parse(batch.abi(), slice(text), &value);
  if (code != SLUICE_OK) return Status(code, batch.last_fault().message());
  sluice_slice line = {};
  if (batch.abi()->json->write(batch.abi(), &value, &line) != SLUICE_OK)
    return Status(batch.last_fault().code(), batch.last_fault().message());
  return std::string(view(line));
}

}  // namespace sluice::app
