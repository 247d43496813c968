#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>
#include <utility>
#include <vector>

#include "config/parse.hpp"
#include "config/tree_builder.hpp"

namespace sluice::config {
namespace {

Position place(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {static_cast<uint32_t>(mark.line + 1), static_cast<uint32_t>(mark.column + 1)};
}

std::string in_single_quotes(const std::string& text) {
  if (text.find_first_of("\"\\") == std::string::npos) return '"' + text + '"';
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

class YamlHandler : public YAML::EventHandler {
 public:
  YamlHandler(std::string_view text, Problems& problems)
      : text_(text), problems_(problems), builder_(problems) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++) {
      throw TreeBuilder::Refused{place(mark),
                                 "a second document starts here; a config is one document"};
    }
  }
  void OnDocumentEnd() override {}

  // Called before the value it belongs to, whose tag may turn out to be the real mistake.
  void OnAnchor(const YAML::Mark&, const std::string& name) override { anchor_ = name; }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    const std::string word = word_at(mark);
    refuse(mark, "\"" + word + "\" is a YAML alias, which a config does not use; write text as " +
                     in_single_quotes(word));
    scalar(Kind::kString, place(mark), word);
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse_anchor(mark);
    Position at = place(mark);
    if (builder_.wants_key())
      throw TreeBuilder::Refused{at, "a key is missing or null; write a name"};
    // For "key:" without a value the mark is the next token's.
    if (builder_.key_position().known() && at.line != builder_.key_position().line) {
      at = builder_.key_position();
    }
    scalar(Kind::kNull, at, "null");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    std::string text = tag.size() > 1 ? refuse_tag(mark, tag, value) : value;
    refuse_anchor(mark);
    const Kind kind = tag == "?" ? plain_kind(text) : Kind::kString;
    if (builder_.wants_key())
      return builder_.key(std::move(text), place(mark), kind == Kind::kNumber);
    scalar(kind, place(mark), std::move(text));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value style) override {
    open(mark, tag, style, Node::array(place(mark)));
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value style) override {
    open(mark, tag, style, Node::object(place(mark)));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  Node take() { return builder_.take(); }

 private:
  static Kind plain_kind(const std::string& text) {
    if (text == "true" || text == "false") return Kind::kBoolean;
    return is_json_number(text) ? Kind::kNumber : Kind::kString;
  }

  void refuse(const YAML::Mark& mark, std::string message) {
    problems_.add(place(mark), builder_.pointer(), std::move(message));
  }

  void refuse_anchor(const YAML::Mark& mark) {
    const std::string name = std::exchange(anchor_, {});
    if (name.empty()) return;
    refuse(mark,
           "\"&" + name +
               "\" is a YAML anchor, which a config does not use; write text that starts with "
               "& in quotes");
  }

  // Returns the text that was meant, as in the file: after a tag, && is parsed as an anchor.
  std::string refuse_tag(const YAML::Mark& mark, const std::string& tag, const std::string& value) {
    if (tag[0] != '!') {
      refuse(mark, "YAML tags such as " + tag + " are not used in a config; remove it");
      return value;
    }
    anchor_.clear();
    std::string text = rest_of_value(mark);
    refuse(mark, "an unquoted ! starts a YAML tag; write " + in_single_quotes(text));
    return text;
  }

  std::string rest_of_value(const YAML::Mark& mark) const {
    const size_t begin = std::min(static_cast<size_t>(std::max(mark.pos, 0)), text_.size());
    std::string_view rest = text_.substr(begin, text_.find_first_of("\r\n", begin) - begin);
    rest = rest.substr(0, rest.find(" #"));
    if (!flow_.empty() && flow_.back()) rest = rest.substr(0, rest.find_first_of(",]}"));
    return std::string(rest.substr(0, rest.find_last_not_of(" \t") + 1));
  }

  void scalar(Kind kind, Position at, std::string text) {
    Node node = Node::string(std::move(text), at);
    node.kind = kind;
    builder_.add(std::move(node));
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::EmitterStyle::value style,
            Node node) {
    if (builder_.wants_key()) {
      throw TreeBuilder::Refused{place(mark),
                                 "a key must be text, not a list or an object; put it in quotes"};
    }
    if (tag.size() > 1) refuse_tag(mark, tag, "");
    refuse_anchor(mark);
    builder_.open(std::move(node));
    flow_.push_back(style == YAML::EmitterStyle::Flow);
  }

  void close() {
    builder_.close();
    flow_.pop_back();
  }

  std::string word_at(const YAML::Mark& mark) const {
    const size_t begin = std::min(static_cast<size_t>(std::max(mark.pos, 0)), text_.size());
    const size_t end = std::min(text_.find_first_of(" \t\r\n,]}", begin), text_.size());
    return std::string(text_.substr(begin, end - begin));
  }

  std::string_view text_;
  Problems& problems_;
  TreeBuilder builder_;
  std::string anchor_;
  std::vector<bool> flow_;  // of the open containers
  int documents_ = 0;
};

// Text as a stream without a copy.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // a get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

std::string_view line_of(std::string_view text, const YAML::Mark& mark) {
  const size_t at = std::min(static_cast<size_t>(std::max(mark.pos, 0)), text.size());
  const size_t begin = at ? text.rfind('\n', at - 1) + 1 : 0;
  return text.substr(begin, std::min(text.find('\n', at), text.size()) - begin);
}

// yaml-cpp reports where parsing failed; what the author most likely meant follows from the text.
std::string hint(std::string_view text, const YAML::Mark& mark) {
  const size_t at = static_cast<size_t>(std::max(mark.pos, 0));
  const char c = at < text.size() ? text[at] : '\n';
  if (c == '*' || c == '&' || c == '@' || c == '`' || c == '%' || c == '!') {
    return "; text that starts with " + std::string(1, c) + " must be in quotes";
  }
  const std::string_view line = line_of(text, mark);
  for (const char* start : {": !", "- !", ": *", "- *", ": &", "- &"}) {
    if (line.find(start) == std::string_view::npos) continue;
    return "; text that starts with " + std::string(1, start[2]) + " must be in quotes";
  }
  if (line.find("${") != std::string_view::npos) {
    return "; within { } and [ ] write ${…} in quotes: \"${NAME}\"";
  }
  if (line.find('\t') != std::string_view::npos) return "; indent with spaces, not with tabs";
  if (line.find(": ") != line.rfind(": ")) return "; text that holds \": \" must be in quotes";
  return {};
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, Problems& problems) {
  ViewBuffer buffer(text);
  std::istream stream(&buffer);
  YamlHandler handler(text, problems);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(handler)) {
    }
    return handler.take();
  } catch (const TreeBuilder::Refused& refused) {
    problems.add(refused.at, "", refused.message);
  } catch (const YAML::Exception& e) {
    problems.add(place(e.mark), "", "not YAML: " + e.msg + hint(text, e.mark));
  }
  return std::nullopt;
}

}  // namespace sluice::config
