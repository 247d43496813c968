#include "app/api/answers.hpp"

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

Result<config::Node> json_body(const Call& call) {
  config::Problems problems("body");
  auto node = config::parse_json(call.body, problems);
  if (!node || !problems.empty())
    return Status(
        SLUICE_E_INVALID,
        "the body is no JSON" + (problems.empty() ? "" : ": " + problems.sorted().front().message));
  if (!node->is(config::Kind::kObject)) return Status(SLUICE_E_INVALID, "the body is no object");
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
