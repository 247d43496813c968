#include "app/trial/value_diff.hpp"

#include <algorithm>

#include "config/node.hpp"
#include "config/parse.hpp"
#include "sluice/expression/decimal.hpp"

namespace sluice::app {
namespace {

using config::Kind;
using config::Node;
using expression::Decimal;
using expression::DecimalError;

std::optional<Node> parsed(std::string_view text) {
  config::Problems problems("");
  auto out = config::parse_json(text, problems);
  return problems.empty() ? std::move(out) : std::nullopt;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  });
}

std::string member_path(const std::string& path, const std::string& name) {
  if (!is_plain_name(name)) return path + "[" + config::to_json(Node::string(name)) + "]";
  return path.empty() ? name : path + "." + name;
}

bool same_number(const std::string& a, const std::string& b) {
  Decimal left, right;
  if (Decimal::parse(a, &left) != DecimalError::kNone) return a == b;
  if (Decimal::parse(b, &right) != DecimalError::kNone) return a == b;
  return Decimal::compare(left, right) == 0;
}

class Differ {
 public:
  void compare(const std::string& path, const Node* before, const Node* after) {
    if (!before || !after || before->kind != after->kind) return add(path, before, after);
    if (before->is(Kind::kObject)) return compare_members(path, *before, *after);
    if (before->is(Kind::kArray)) return compare_items(path, *before, *after);
    const bool number = before->is(Kind::kNumber);
    const bool same = number ? same_number(before->text, after->text) : before->text == after->text;
    if (!same) add(path, before, after);
  }

  std::vector<Difference> take() { return std::move(found_); }

 private:
  void compare_members(const std::string& path, const Node& before, const Node& after) {
    for (const config::Member& one : before.members)
      compare(member_path(path, one.key), &one.value, after.find(one.key));
    for (const config::Member& one : after.members)
      if (!before.find(one.key)) add(member_path(path, one.key), nullptr, &one.value);
  }

  void compare_items(const std::string& path, const Node& before, const Node& after) {
    const auto item = [](const Node& node, size_t i) {
      return i < node.items.size() ? &node.items[i] : nullptr;
    };
    for (size_t i = 0; i < std::max(before.items.size(), after.items.size()); i++)
      compare(path + "[" + std::to_string(i) + "]", item(before, i), item(after, i));
  }

  void add(const std::string& path, const Node* before, const Node* after) {
    const auto text = [](const Node* node) {
      return node ? std::optional(config::to_json(*node)) : std::nullopt;
    };
    found_.push_back({path, text(before), text(after)});
  }

  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(std::string_view before, std::string_view after) {
  const auto left = parsed(before), right = parsed(after);
  if (!left || !right) {
    if (before == after) return {};
    return {{"", std::string(before), std::string(after)}};
  }
  Differ differ;
  differ.compare("", &*left, &*right);
  return differ.take();
}

}  // namespace sluice::app
