#include "app/api/answers.hpp"

#include <algorithm>
#include <optional>

#include "app/report/console.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

// "column 12: …", of an expression.
std::optional<int64_t> column_in(const std::string& message) {
  constexpr std::string_view kColumn = "column ";
  const size_t at = message.find(kColumn);
  if (at == message.npos) return std::nullopt;
  const size_t from = at + kColumn.size();
  const int64_t out =
      id_of(message.substr(from, message.find_first_not_of("0123456789", from) - from));
  return out ? std::optional(out) : std::nullopt;
}

listener::Response unprocessable(const std::string& message, const Call& call) {
  const auto column = column_in(message);
  if (!column) return problem(ProblemKind::kUnprocessable, message, call.path);
  return problem(ProblemKind::kUnprocessable, message, call.path, "column", number_node(*column));
}

}  // namespace

Status check_members(const config::Node& object, Members known, std::string_view in) {
  for (const config::Member& member : object.members) {
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const auto& one) { return one.first == member.key; });
    const std::string name = std::string(in) + member.key;
    if (found == known.end()) return {SLUICE_E_INVALID, name + " is not known here"};
    if (found->second != config::Kind::kNull && !member.value.is(found->second))
      return {SLUICE_E_INVALID, name + " is no " + std::string(config::kind_name(found->second))};
    if (member.value.is(config::Kind::kNumber) &&
        member.value.text.find_first_not_of("0123456789") != std::string::npos)
      return {SLUICE_E_INVALID, name + " is no whole number from 0"};
  }
  return {};
}

Result<config::Node> json_body(const Call& call, Members known) {
  config::Problems problems("body");
  auto node = config::parse_json(call.body, problems);
  if (!node || !problems.empty())
    return Status(
        SLUICE_E_INVALID,
        "the body is no JSON" + (problems.empty() ? "" : ": " + problems.sorted().front().message));
  if (!node->is(config::Kind::kObject)) return Status(SLUICE_E_INVALID, "the body is no object");
  if (Status s = check_members(*node, known); !s) return s;
  return *std::move(node);
}

listener::Response failed_answer(const Status& why, const Call& call) {
  switch (why.code()) {
    case SLUICE_E_UNSUPPORTED:
      return problem(ProblemKind::kNotFound, why.message(), call.path);
    case SLUICE_E_UNAVAILABLE:
      return problem(ProblemKind::kUnavailable, why.message(), call.path);
    case SLUICE_E_INTERNAL:
      return problem(ProblemKind::kInternal, why.message(), call.path);
    default:
      return unprocessable(why.message(), call);
  }
}

}  // namespace sluice::app
