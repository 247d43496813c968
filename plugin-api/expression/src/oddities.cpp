#include "oddities.hpp"

#include <algorithm>

#include "kinds.hpp"
#include "sluice/expression/values.hpp"

namespace sluice::expression {
namespace {

bool is_compared(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }
bool is_ordering(Op op) { return op >= Op::kLess && op <= Op::kGreaterEqual; }

bool is_selection(Op op) { return op >= Op::kPath && op <= Op::kFilter && op != Op::kPipe; }
bool is_projection(Op op) { return op >= Op::kSlice && op <= Op::kFilter; }

// The name, if the node is just one name; null: it is something else.
const Name* lone_name(const Node* node) {
  const bool lone = node && node->op == Op::kPath && node->names.size() == 1 && !node->children[0];
  return lone ? &node->names[0] : nullptr;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// In double quotes that it does not need.
bool is_quoted_word(const Name& name) {
  if (!name.quoted || name.text.size() < 3) return false;
  const std::string_view word = name.text.substr(1, name.text.size() - 2);
  return is_letter(word[0]) && word != "true" && word != "false" && word != "null" &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

struct Word {
  std::string_view spelling;  // in lower case
  const char* literal;
};
constexpr Word kWords[] = {{"true", "`true`"}, {"false", "`false`"}, {"null", "`null`"},
                           {"none", "`null`"}, {"nil", "`null`"},    {"undefined", "`null`"}};

// The value that other languages spell like this (True, None); null: none.
const char* literal_of(const Name& name) {
  std::string small(name.text);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                         [&](const Word& word) { return word.spelling == small; });
  return name.quoted || found == std::end(kWords) ? nullptr : found->literal;
}

// The spelling of constants: OPEN, IN_STOCK.
bool is_upper_word(const Name& name) {
  return !name.quoted && name.text.size() > 1 && !literal_of(name) &&
         std::none_of(name.text.begin(), name.text.end(),
                      [](char c) { return c >= 'a' && c <= 'z'; });
}

class Search {
 public:
  explicit Search(std::string_view text) : text_(text) {}

  // `member`: it begins after a dot, so its first name is a member of an item.
  void look(const Node* node, bool member = false) {
    if (!node) return;
    if (is_compared(node->op)) look_at_comparison(*node);
    const Name* name = member ? nullptr : lone_name(node);
    if (name) look_at_name(*node, *name);
    look_at_members(*node);
    for (size_t i = 0; i < node->children.size(); i++)
      look(node->children[i].get(),
           i == 0 ? member && is_selection(node->op) : i == 1 && is_projection(node->op));
  }

  std::vector<std::string> take() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> out;
    for (auto& [offset, message] : found_)
      out.push_back(error_at(text_, offset, message).message());
    return out;
  }

 private:
  void tell(uint32_t offset, std::string message) {
    found_.emplace_back(offset, std::move(message));
  }

  std::string part(const Node& node) const { return part_of(node, text_); }

  void look_at_name(const Node& node, const Name& name) {
    if (is_quoted_word(name)) return told_as_text(node);
    if (const char* literal = literal_of(name))
      tell(node.offset, std::string(name.text) + " is the name of a field; the value is written " +
                            literal + " (in backticks)");
  }

  void told_as_text(const Node& node) {
    std::string word(node.names[0].text);
    if (node.names[0].quoted) word = word.substr(1, word.size() - 2);
    tell(node.offset, (node.names[0].quoted ? "\"" + word + "\"" : word) +
                          " is the name of a field; text goes in single quotes: '" + word + "'");
  }

  void look_at_comparison(const Node& node) {
    const Node *left = node.children[0].get(), *right = node.children[1].get();
    look_at_word(left, right);
    look_at_word(right, left);
    const uint8_t a = type_of_node(left), b = type_of_node(right);
    const uint8_t ordered = kNumberType | kStringType;
    for (const uint8_t type : {a, b})
      if (is_ordering(node.op) && type != kAnyType && !(type & ordered))
        return tell(node.offset, part(node) +
                                     " never holds: only numbers and text have an order, "
                                     "not " +
                                     kind_names(type));
    const bool known = a != kAnyType && b != kAnyType && a != kNullType && b != kNullType;
    if (known && !(a & b))
      tell(node.offset,
           part(node) + " compares " + kind_names(a) + " with " + kind_names(b) +
               (node.op == Op::kNotEqual ? ", which always holds" : ", which never holds"));
  }

  // `status == OPEN`: next to a field that is not spelled like a constant.
  void look_at_word(const Node* side, const Node* other) {
    const Name* name = lone_name(side);
    if (!name || !is_upper_word(*name) || !other || other->op != Op::kPath) return;
    if (!is_upper_word(other->names.back())) told_as_text(*side);
  }

  // Members and items of a constant or of a result that has none.
  void look_at_members(const Node& node) {
    const bool of_object = node.op == Op::kPath || node.op == Op::kObjectProjection;
    const bool of_array = node.op == Op::kIndex || node.op == Op::kListProjection ||
                          node.op == Op::kFlatten || node.op == Op::kFilter;
    if (!of_object && !of_array) return;
    const Node* source = node.children[0].get();
    const uint8_t type = type_of_node(source);
    if (type == kAnyType || (type & (of_object ? kObjectType : kArrayType))) return;
    tell(node.offset, part(node) + " is always null: " + part(*source) + " is of type " +
                          kind_names(type) +
                          (of_object ? " and has no members" : " and has no items"));
  }

  std::string_view text_;
  std::vector<std::pair<uint32_t, std::string>> found_;
};

}  // namespace

std::vector<std::string> oddities_of(const Node& tree, std::string_view text) {
  Search search(text);
  search.look(&tree);
  return search.take();
}

}  // namespace sluice::expression
