#include "kinds.hpp"

#include "function.hpp"
#include "sluice/expression/values.hpp"

namespace sluice::expression {
namespace {

constexpr size_t kMostOfPart = 60;

uint8_t type_of_json(std::string_view json) {
  const size_t first = json.find_first_not_of(" \t\r\n");
  switch (first == json.npos ? '\0' : json[first]) {
    case '"':
      return kStringType;
    case '[':
      return kArrayType;
    case '{':
      return kObjectType;
    case 'n':
      return kNullType;
    case 't':
    case 'f':
      return kBooleanType;
    default:
      return kNumberType;
  }
}

bool is_comparison(Op op) { return op >= Op::kEqual && op <= Op::kGreaterEqual; }

uint8_t type_of_literal(const Node& node) {
  if (node.raw_string || node.variable) return kStringType;
  return type_of_json(node.text);
}

bool is_never_null(const Node& node) {
  return node.op == Op::kLiteral || node.op == Op::kNot || node.op == Op::kMultiList ||
         node.op == Op::kMultiHash || (node.op >= Op::kAdd && node.op <= Op::kPlus) ||
         (node.op == Op::kCall && !(node.function->result & kNullType));
}

}  // namespace

uint8_t type_of_node(const Node* node) {
  if (!node) return kAnyType;
  switch (node->op) {
    case Op::kLiteral:
      return type_of_literal(*node);
    case Op::kMultiList:
    case Op::kListProjection:
    case Op::kObjectProjection:
    case Op::kFlatten:
    case Op::kFilter:
      return kArrayType;
    case Op::kMultiHash:
      return kObjectType;
    case Op::kTemplate:
      return kStringType;
    case Op::kNot:
      return kBooleanType;
    case Op::kPlace:
      return kNumberType;
    case Op::kCall:
      return node->function->result == kAnyType
                 ? kAnyType
                 : node->function->result & static_cast<uint8_t>(~kNullType);
    default:
      if (is_comparison(node->op)) return kBooleanType;
      if (node->op >= Op::kAdd && node->op <= Op::kPlus) return kNumberType;
      return kAnyType;
  }
}

uint8_t kinds_of(const Node* node) {
  const uint8_t type = type_of_node(node);
  return type == kAnyType || is_never_null(*node) ? type : type | kNullType;
}

std::string kind_names(uint8_t kinds) {
  char names[80];
  return kinds == kStringType ? "text" : type_names(kinds, names, sizeof names);
}

std::string part_of(const Node& node, std::string_view text) {
  const std::string_view all = text.substr(node.begin, node.end - node.begin);
  return "`" + std::string(all.substr(0, kMostOfPart)) + (all.size() > kMostOfPart ? "…`" : "`");
}

}  // namespace sluice::expression
