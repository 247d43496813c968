#include "config/interpolate.hpp"

#include <Poco/Environment.h>

#include <fstream>
#include <iterator>

#include "config/utf8.hpp"
#include "platform/private_file.hpp"
#include "sluice/result.hpp"

namespace sluice::config {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (const char c : text) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    if (!letter && !(c >= '0' && c <= '9')) return false;
  }
  return true;
}

Status failure(std::string message) { return {SLUICE_E_INVALID, std::move(message)}; }

Result<std::string> file_text(const std::string& name, const Sources& sources) {
  if (name.empty()) return failure("${file:} names no file; write ${file:path}");
  const std::filesystem::path path = sources.folder / name;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return failure("${file:" + name + "}: there is no file " + path.string());
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return failure("${file:" + name + "}: " + path.string() + " cannot be read");
  std::string text(kMaxSecretFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > kMaxSecretFile) {
    return failure("${file:" + name + "}: the file is larger than " +
                   std::to_string(kMaxSecretFile) + " bytes");
  }
  if (sources.warn && platform::is_open_to_others(path))
    sources.warn(path.string() +
                 ", which a setting is taken from, can be read or changed by others"
                 "; if it is a secret, run: chmod go-rwx " +
                 path.string());
  if (text.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0)
    text.erase(0, kByteOrderMark.size());
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
  return text;
}

Result<std::string> variable_text(std::string_view inside, const Sources& sources) {
  const size_t colon = inside.find(":-");
  const std::string name(inside.substr(0, colon));
  if (!is_name(name)) {
    return failure("\"${" + std::string(inside) +
                   "}\" is none of ${NAME}, ${NAME:-default}, ${file:path}; write $${ for the "
                   "characters ${");
  }
  const std::optional<std::string> value = sources.variable(name);
  if (colon != std::string_view::npos) {
    return value && !value->empty() ? *value : std::string(inside.substr(colon + 2));
  }
  if (value) return *value;
  return failure("the environment variable " + name + " is not set; set it, or write ${" + name +
                 ":-default}");
}

Result<std::string> resolve(std::string_view inside, const Sources& sources) {
  constexpr std::string_view kFile = "file:";
  const bool file = inside.substr(0, kFile.size()) == kFile && inside.substr(0, 6) != "file:-";
  Result<std::string> text = file ? file_text(std::string(inside.substr(kFile.size())), sources)
                                  : variable_text(inside, sources);
  if (text && first_bad_utf8(*text) != std::string::npos) {
    return failure("the value of ${" + std::string(inside) + "} is not UTF-8 text");
  }
  return text;
}

// One scalar's text, replaced from left to right; what was put in is not looked at again.
class Scalar {
 public:
  Scalar(Node& node, const Sources& sources) : node_(node), sources_(sources) {}

  Status run() {
    const std::string text = node_.text;
    size_t from = 0;
    for (size_t at; (at = text.find("${", from)) != std::string::npos;) {
      if (at > from && text[at - 1] == '$') {
        out_.append(text, from, at - 1 - from).append("${");
        from = at + 2;
        continue;
      }
      const size_t end = text.find('}', at);
      if (end == std::string::npos) {
        return failure("a ${ without its }; write $${ for the characters ${");
      }
      out_.append(text, from, at - from);
      node_.written = text;
      Status status = put(std::string_view(text).substr(at + 2, end - at - 2));
      if (!status) return status;
      node_.whole = at == 0 && end + 1 == text.size();
      from = end + 1;
    }
    node_.text = out_.append(text, from);
    return {};
  }

 private:
  Status put(std::string_view inside) {
    const Result<std::string> value = resolve(inside, sources_);
    if (!value) return value.status();
    out_ += *value;
    node_.outside = true;
    return {};
  }

  Node& node_;
  const Sources& sources_;
  std::string out_;
};

void walk(Node& node, const std::string& pointer, const Sources& sources, Problems& problems) {
  if (node.is(Kind::kString) && node.text.find("${") != std::string::npos) {
    if (Status status = Scalar(node, sources).run(); !status) {
      problems.add(node.at, pointer, status.message());
    }
  }
  for (Member& member : node.members) {
    walk(member.value, join_pointer(pointer, member.key), sources, problems);
  }
  for (size_t i = 0; i < node.items.size(); i++) {
    walk(node.items[i], join_pointer(pointer, std::to_string(i)), sources, problems);
  }
}

}  // namespace

std::optional<std::string> environment_variable(const std::string& name) {
  if (!Poco::Environment::has(name)) return std::nullopt;
  return Poco::Environment::get(name);
}

void interpolate(Node& root, const Sources& sources, Problems& problems) {
  walk(root, "", sources, problems);
}

}  // namespace sluice::config
