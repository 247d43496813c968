#include "app/init/starter.hpp"

#include <algorithm>

#include "config/parse.hpp"
#include "config/suggest.hpp"

namespace sluice::app {
namespace {

using config::Kind;
using config::Node;

std::string text_member(const Node& object, const char* key) {
  const Node* value = object.find(key);
  return value && value->is(Kind::kString) ? value->text : std::string();
}

// A value as YAML reads it: JSON is YAML.
std::string yaml_of(const Node* value) { return value ? config::to_json(*value) : std::string(); }

bool is_digit_first(const std::string& text) { return text.front() >= '0' && text.front() <= '9'; }

// The value as YAML: what reads as a value of YAML stays, the rest becomes a text.
std::string as_yaml(const std::string& typed, bool is_text) {
  config::Problems problems("value");
  const auto node = is_text ? std::nullopt : config::parse_yaml("v: " + typed + "\n", problems);
  const Node* value = node ? node->find("v") : nullptr;
  if (problems.empty() && value && typed.find('#') == std::string::npos &&
      typed.find('\n') == std::string::npos)
    return config::to_json(*value);
  return config::to_json(Node::string(typed));
}

bool is_variable(const std::string& typed) {
  return typed.starts_with("${") && typed.back() == '}';
}

class Writer {
 public:
  Writer(const StarterChoice& choice, const Answer& answer) : choice_(choice), answer_(answer) {}

  Starter run() {
    const std::string from = section(*choice_.from, "subscriber", "from");
    const std::string to = section(*choice_.to, "publisher", "to");
    if (!clients_.empty()) out_.text += "clients:\n" + clients_ + "\n";
    out_.text += "pipelines:\n  " + choice_.pipeline + ":\n" + schedule_line() + from + to;
    for (const auto& [key, typed] : choice_.given)
      if (std::find(known_.begin(), known_.end(), key) == known_.end())
        out_.refused.push_back("there is no setting " + key + meant_by(key));
    return std::move(out_);
  }

 private:
  std::string meant_by(const std::string& key) const {
    const std::string meant = config::did_you_mean(key, known_);
    return meant.empty() ? "; known are " + config::list_names(known_) : meant;
  }

  std::string schedule_line() const {
    if (choice_.schedule.empty()) return {};
    const bool period =
        is_digit_first(choice_.schedule) && choice_.schedule.find(' ') == std::string::npos;
    const std::string quoted = config::to_json(Node::string(choice_.schedule));
    return "    schedule: " + (period ? "{every: " + choice_.schedule + "}" : quoted) + "\n";
  }

  std::string section(const loader::ComponentInfo& component, const std::string& key,
                      const std::string& prefix) {
    const Node schema = schema_of(component);
    std::string out = "    " + key + ":\n      use: " + component.id + "\n";
    const loader::ComponentInfo* const client = client_of(*component.plugin);
    if (client) out += "      client: " + client_for(*client) + "\n";
    for (const std::string& name : with_given(schema, required(schema), prefix))
      if (name != "client") out += "      " + name + ": " + value(schema, name, prefix) + "\n";
    return out;
  }

  const std::string* given(const std::string& key) const {
    for (const auto& [name, typed] : choice_.given)
      if (name == key) return &typed;
    return nullptr;
  }

  // And what is not required, but was given.
  std::vector<std::string> with_given(const Node& schema, std::vector<std::string> names,
                                      const std::string& prefix) {
    const Node* const all = schema.find("properties");
    for (const config::Member& member : all ? all->members : std::vector<config::Member>()) {
      if (member.key == "client") continue;
      known_.push_back(prefix + "." + member.key);
      if (given(known_.back()) && std::find(names.begin(), names.end(), member.key) == names.end())
        names.push_back(member.key);
    }
    return names;
  }

  // What a plugin with clients does, it does through one.
  static const loader::ComponentInfo* client_of(const loader::PluginInfo& plugin) {
    for (const loader::ComponentInfo& one : plugin.components)
      if (one.kind == loader::Kind::kClient) return &one;
    return nullptr;
  }

  // Its name: the plugin's id; one for both ends.
  std::string client_for(const loader::ComponentInfo& client) {
    const std::string& name = client.plugin->id;
    if (std::find(made_.begin(), made_.end(), name) != made_.end()) return name;
    made_.push_back(name);
    write_client(client, name);
    return name;
  }

  // Besides what it must have and was given, a secret: without one hardly any system lets one in.
  // The others that it may have are for other ways in.
  void write_client(const loader::ComponentInfo& component, const std::string& name) {
    const Node schema = schema_of(component);
    std::vector<std::string> wanted = with_given(schema, required(schema), name);
    const Node* const all = schema.find("properties");
    const auto has_secret = [&](const std::string& setting) {
      return is_secret(*all->find(setting));
    };
    for (const config::Member& member : all ? all->members : std::vector<config::Member>())
      if (is_secret(member.value) && !text_member(member.value, "x-example").empty() &&
          std::none_of(wanted.begin(), wanted.end(), has_secret))
        wanted.push_back(member.key);
    clients_ += "  " + name + ":\n    use: " + component.id + "\n";
    for (const std::string& setting : wanted)
      clients_ += "    " + setting + ": " + value(schema, setting, name) + "\n";
  }

  static Node schema_of(const loader::ComponentInfo& component) {
    config::Problems broken("schema of " + component.id);
    return config::parse_json(component.schema, broken).value_or(Node::object());
  }

  static std::vector<std::string> required(const Node& schema) {
    std::vector<std::string> out;
    if (const Node* names = schema.find("required"))
      for (const Node& name : names->items) out.push_back(name.text);
    return out;
  }

  static bool is_secret(const Node& setting) {
    const Node* secret = setting.find("x-secret");
    return secret && secret->text == "true";
  }

  std::string value(const Node& schema, const std::string& name, const std::string& prefix) {
    const Node* all = schema.find("properties");
    const Node* setting = all ? all->find(name) : nullptr;
    const Node none = Node::object();
    if (!setting) setting = &none;
    if (is_secret(*setting)) return variable(*setting, name, prefix);
    const Question question{prefix + "." + name, text_member(*setting, "title"),
                            text_member(*setting, "description"),
                            yaml_of(setting->find("x-example"))};
    const std::string* const typed = given(question.key);
    const auto answer = typed ? std::optional(*typed) : answer_(question);
    if (answer) return as_yaml(*answer, text_member(*setting, "type") == "string");
    out_.missing.push_back(question);
    return {};
  }

  // A secret is never asked for: it does not belong into the file.
  std::string variable(const Node& setting, const std::string& name, const std::string& prefix) {
    std::string written = text_member(setting, "x-example");
    if (!is_variable(written)) written = "${" + variable_name(prefix + "_" + name) + "}";
    const std::string key = prefix + "." + name;
    const std::string* const typed = given(key);
    if (typed && is_variable(*typed)) written = *typed;
    if (typed && !is_variable(*typed))
      out_.refused.push_back(key +
                             " is a secret, which does not belong into the file: leave it out, "
                             "and it comes from " +
                             written + ", or name a variable as in --set '" + key + "=${NAME}'");
    out_.variables.push_back(written.substr(2, written.find_first_of(":}") - 2));
    return written;
  }

  static std::string variable_name(std::string text) {
    for (char& c : text)
      c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '.' || c == '-' ? '_' : c;
    return text;
  }

  const StarterChoice& choice_;
  const Answer& answer_;
  Starter out_;
  std::string clients_;
  std::vector<std::string> made_;
  std::vector<std::string> known_;  // all keys
};

}  // namespace

Starter make_starter(const StarterChoice& choice, const Answer& answer) {
  return Writer(choice, answer).run();
}

}  // namespace sluice::app
