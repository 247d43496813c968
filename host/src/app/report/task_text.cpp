#include "app/report/task_text.hpp"

#include "app/report/console.hpp"

#include <Poco/Base64Encoder.h>

#include <sstream>

#include "base/hex.hpp"
#include "record/utf8.hpp"

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

config::Node task_node(const store::Task& task, bool whole) {
  config::Node node = config::Node::object();
  node.set("id", number_node(task.id));
  node.set("pipeline", text_node(task.pipeline));
  node.set("step", text_node(task.step));
  node.set("key", text_node(task.record_key));
  node.set("message", text_node(task.message));
  node.set("status", number_node(task.code));
  node.set("remote_code", number_node(task.remote_code));
  node.set("attempts", unsigned_node(task.attempts));
  node.set("first", text_node(time_text(task.first_us)));
  node.set("last", text_node(time_text(task.last_us)));
  if (!whole) return node;
  node.set("origin", text_node(task.origin));
  set_bytes(node, "source", task.source);
  set_bytes(node, "value", task.value);
  return node;
}

}  // namespace sluice::app
