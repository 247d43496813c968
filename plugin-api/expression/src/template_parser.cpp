#include "template_parser.hpp"

#include <algorithm>

#include "lexer.hpp"
#include "parser.hpp"

namespace sluice::expression {
namespace {

constexpr std::string_view kOpen = "{{";

// Behind the quote that ends what begins at `at`; the end if there is none.
size_t quote_end(std::string_view text, size_t at) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

// Where the expression that begins at `at` ends: at braces that are none of its own.
size_t expression_end(std::string_view text, size_t at) {
  size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '\'' || c == '"' || c == '`') {
      at = quote_end(text, at);
      continue;
    }
    if (c == '}' && depth == 0 && text.substr(at).starts_with("}}")) return at;
    if (c == '{') depth++;
    if (c == '}' && depth > 0) depth--;
    at++;
  }
  return text.npos;
}

class TemplateParser {
 public:
  explicit TemplateParser(std::string_view text) : text_(text), root_(new Node()) {
    root_->op = Op::kTemplate;
    root_->end = static_cast<uint32_t>(text.size());
  }

  Result<NodePtr> run() {
    for (size_t at = 0; at < text_.size();) {
      const size_t open = std::min(text_.find(kOpen, at), text_.size());
      const Status status = part(&at, open);
      if (!status.ok()) return status;
    }
    if (root_->children.empty()) add_text(0, 0);
    if (root_->children.size() == 1) return std::move(root_->children.front());
    return std::move(root_);
  }

 private:
  // The text before `open`, and what begins there.
  Status part(size_t* at, size_t open) {
    size_t slashes = 0;
    while (open < text_.size() && open - slashes > *at && text_[open - slashes - 1] == '\\')
      slashes++;
    // Two backslashes are one, and one that is left takes the braces' meaning away.
    add_text(*at, open - slashes + slashes / 2);
    *at = open;
    if (open == text_.size()) return {};
    if (slashes % 2) {
      add_text(open, open + kOpen.size());
      *at = open + kOpen.size();
      return {};
    }
    return hole(at);
  }

  void add_text(size_t begin, size_t end) {
    if (begin == end && !text_.empty()) return;
    auto node = std::make_unique<Node>();
    node->op = Op::kLiteral;
    node->offset = node->begin = static_cast<uint32_t>(begin);
    node->end = static_cast<uint32_t>(end);
    node->text = text_.substr(begin, end - begin);
    node->raw_string = node->verbatim = true;
    root_->children.push_back(std::move(node));
  }

  Status hole(size_t* at) {
    const size_t begin = *at + kOpen.size();
    const size_t end = expression_end(text_, begin);
    if (end == text_.npos)
      return error_at(text_, *at,
                      "'{{' begins an expression, and no '}}' ends it; write \\{{ for the braces "
                      "themselves");
    Result<NodePtr> tree = parse_part(text_.substr(0, end), begin);
    if (!tree.ok()) return tree.status();
    root_->depth = std::max(root_->depth, (*tree)->depth + 1);
    root_->children.push_back(*std::move(tree));
    *at = end + kOpen.size();
    return {};
  }

  std::string_view text_;
  NodePtr root_;
};

}  // namespace

Result<NodePtr> parse_template(std::string_view text) {
  if (Status status = check_text(text); !status.ok()) return status;
  return TemplateParser(text).run();
}

}  // namespace sluice::expression
