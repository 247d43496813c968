#include "config/interpolate.hpp"

#include <Poco/Environment.h>

#include <fstream>
#include <iterator>

#include "config/utf8.hpp"
#include "platform/private_file.hpp"
#include "sluice/result.hpp"

namespace sluice::config {
namespace {

constexpr size_t kMaxNestedDefaults = 16;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Status failure(std::string message) { return {SLUICE_E_INVALID, std::move(message)}; }

// `inside`: what stands in the braces, for errors.
Result<std::string> file_text(std::string_view inside, const std::filesystem::path& path,
                              const Sources& sources) {
  const std::string what = "${" + std::string(inside) + "}: ";
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return failure(what + "there is no file " + path.string());
  std::ifstream in(path, std::ios::binary);
  if (!in) return failure(what + path.string() + " cannot be read");
  std::string text(kMaxSecretFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > kMaxSecretFile)
    return failure(what + "the file is larger than " + std::to_string(kMaxSecretFile) + " bytes");
  if (sources.warn && platform::is_open_to_others(path))
    sources.warn(path.string() +
                 ", which a setting is taken from, can be read or changed by others"
                 "; if it is a secret, run: chmod go-rwx " +
                 path.string());
  return value_in_file(std::move(text));
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

// The position of the } of the ${ at `at`; defaults may contain ${….
size_t closing(std::string_view text, size_t at) {
  size_t open = 0;
  for (size_t i = at; i < text.size(); i++) {
    if (text.substr(i, 2) == "${") open++;
    if (text[i] == '}' && --open == 0) return i;
  }
  return std::string_view::npos;
}

// A path may hold anything, a variable's name ends before its default.
std::string reference_of(std::string_view inside) {
  const bool variable = is_variable_name(inside.substr(0, inside.find(":-")));
  return std::string(variable ? inside.substr(0, inside.find(":-")) : inside);
}

// Replaced from left to right; inserted text is not expanded again.
class Expander {
 public:
  // `folder`: of the file that the text is in.
  Expander(const Sources& sources, const std::filesystem::path& folder)
      : sources_(sources), folder_(folder) {}

  // The values inserted so far, and what was written for each.
  std::vector<OutsideValue> take_values() { return std::move(values_); }

  Result<std::string> expand(std::string_view text, size_t depth) {
    if (depth > kMaxNestedDefaults) return failure("defaults of ${…} are nested too deeply");
    std::string out;
    size_t from = 0;
    for (size_t at; (at = text.find("${", from)) != std::string_view::npos;) {
      if (at > from && text[at - 1] == '$') {
        out.append(text, from, at - 1 - from).append("${");
        from = at + 2;
        continue;
      }
      const size_t end = closing(text, at);
      if (end == std::string_view::npos)
        return failure("a ${ without its }; write $${ for the characters ${");
      Result<std::string> value = resolve(text.substr(at + 2, end - at - 2), depth);
      if (!value) return value;
      out.append(text, from, at - from).append(*value);
      from = end + 1;
    }
    return out.append(text, from);
  }

 private:
  Result<std::string> resolve(std::string_view inside, size_t depth) {
    Result<std::string> text = value_of(inside, depth);
    if (text && first_bad_utf8(*text) != std::string::npos)
      return failure("the value of ${" + std::string(inside) + "} is not UTF-8 text");
    if (text) values_.push_back({{}, reference_of(inside), *text});
    return text;
  }

  // What ends in ":-" is a variable of that name with a default.
  Result<std::string> value_of(std::string_view inside, size_t depth) {
    constexpr std::string_view kFile = "file:", kCredential = "credential:", kSecret = "secret:";
    if (starts_with(inside, kFile) && !starts_with(inside, "file:-")) {
      const std::string_view name = inside.substr(kFile.size());
      if (name.empty()) return failure("${file:} names no file; write ${file:path}");
      return file_text(inside, folder_ / name, sources_);
    }
    if (starts_with(inside, kCredential) && !starts_with(inside, "credential:-"))
      return credential_text(inside, inside.substr(kCredential.size()));
    if (starts_with(inside, kSecret) && !starts_with(inside, "secret:-"))
      return secret_text(inside, std::string(inside.substr(kSecret.size())));
    return variable_text(inside, depth);
  }

  Result<std::string> secret_text(std::string_view inside, const std::string& name) {
    const std::string what = "${" + std::string(inside) + "}: ";
    if (!is_variable_name(name))
      return failure(what + "the name of a secret is letters, digits and _, no digit first");
    if (!sources_.secret)
      return failure(what +
                     "settings of the host cannot be kept secrets, as they say where those are; "
                     "write ${NAME} or ${file:path}");
    Result<std::string> value = sources_.secret(name);
    if (!value) return failure(what + value.status().message());
    return value;
  }

  Result<std::string> credential_text(std::string_view inside, std::string_view name) {
    const std::string what = "${" + std::string(inside) + "}: ";
    if (name.empty() || name.front() == '.' || name.find('/') != std::string_view::npos)
      return failure(what +
                     "a credential is named as in LoadCredential=NAME:path, without a folder");
    const std::optional<std::string> folder = sources_.variable("CREDENTIALS_DIRECTORY");
    if (!folder || folder->empty())
      return failure(what +
                     "CREDENTIALS_DIRECTORY is not set: systemd sets it for a service with "
                     "LoadCredential=" +
                     std::string(name) + ":path");
    return file_text(inside, std::filesystem::path(*folder) / name, sources_);
  }

  Result<std::string> variable_text(std::string_view inside, size_t depth) {
    const size_t colon = inside.find(":-");
    const std::string name(inside.substr(0, colon));
    if (!is_variable_name(name))
      return failure("\"${" + std::string(inside) +
                     "}\" is none of ${NAME}, ${NAME:-default}, ${file:path}, ${credential:NAME}, "
                     "${secret:NAME}; "
                     "write $${ for the characters ${");
    const std::optional<std::string> value = sources_.variable(name);
    if (colon != std::string_view::npos)
      return value && !value->empty() ? *value : expand(inside.substr(colon + 2), depth + 1);
    if (value) return *value;
    return failure("the environment variable " + name + " is not set; set it, or write ${" + name +
                   ":-default}");
  }

  const Sources& sources_;
  const std::filesystem::path& folder_;
  std::vector<OutsideValue> values_;
};

class InterpolationWalk {
 public:
  InterpolationWalk(const Sources& sources, Problems& problems)
      : sources_(sources), problems_(problems) {}

  void walk(Node& node, const std::string& pointer, bool needed) {
    needed = needed && !sources_.unneeded.count(pointer);
    if (node.is(Kind::kString)) scalar(node, pointer, needed);
    for (Member& member : node.members)
      walk(member.value, join_pointer(pointer, member.key), needed);
    for (size_t i = 0; i < node.items.size(); i++)
      walk(node.items[i], join_pointer(pointer, std::to_string(i)), needed);
  }

 private:
  void scalar(Node& node, const std::string& pointer, bool needed) {
    const size_t at = node.text.find("${");
    if (at == std::string::npos) return;
    Expander expander(sources_, sources_.folders[node.at.file]);
    Result<std::string> value = expander.expand(node.text, 0);
    if (!value) {
      node.written = node.text;
      node.unresolved = !needed || sources_.missing;
      if (needed) miss({node.at, pointer, value.status().message()});
      return;
    }
    for (OutsideValue& one : expander.take_values()) {
      one.pointer = pointer;
      problems_.add_outside(one.value);
      node.outside.push_back(one.value);
      if (sources_.outside) sources_.outside->push_back(std::move(one));
    }
    if (!node.outside.empty()) node.written = node.text;
    node.whole = at == 0 && closing(node.text, 0) + 1 == node.text.size();
    node.text = std::move(*value);
  }

  void miss(Missing what) {
    if (sources_.missing)
      sources_.missing->push_back(std::move(what));
    else
      problems_.add(what.at, what.pointer, what.why);
  }

  const Sources& sources_;
  Problems& problems_;
};

}  // namespace

std::string value_in_file(std::string text) {
  if (text.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0)
    text.erase(0, kByteOrderMark.size());
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
  return text;
}

bool is_variable_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (const char c : text) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    if (!letter && !(c >= '0' && c <= '9')) return false;
  }
  return true;
}

std::optional<std::string> environment_variable(const std::string& name) {
  if (!Poco::Environment::has(name)) return std::nullopt;
  return Poco::Environment::get(name);
}

void interpolate(Node& node, const std::string& pointer, const Sources& sources,
                 Problems& problems) {
  InterpolationWalk(sources, problems).walk(node, pointer, true);
}

}  // namespace sluice::config
