#include "loader/schema_include.hpp"

#include "config/merge_patch.hpp"
#include "config/parse.hpp"
#include "config/schema_fragment.hpp"

namespace sluice::loader {
namespace {

constexpr std::string_view kInclude = "x-include";

Result<config::Node> parse(std::string_view json) {
  config::Problems problems("schema");
  std::optional<config::Node> out = config::parse_json(json, problems);
  if (out && problems.empty()) return *std::move(out);
  const auto wrong = problems.sorted();
  return Status::invalid("", wrong.empty() ? "is not JSON" : wrong.front().message);
}

}  // namespace

Result<std::string> with_fragment(std::string_view schema) {
  auto patch = parse(schema);
  if (!patch) return patch.status();
  const config::Node* name = patch->find(kInclude);
  if (!name) return std::string(schema);
  const std::string_view fragment = config::schema_fragment(name->text);
  if (fragment.empty())
    return Status::invalid(
        "/x-include", "there is no fragment \"" + name->text + "\"; this host knows http.session");
  patch->erase(kInclude);
  auto out = parse(fragment);
  if (!out) return out.status();
  config::merge_patch(*out, *patch);
  return config::to_json(*out);
}

}  // namespace sluice::loader
