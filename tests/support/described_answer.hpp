// Whether an answer of the control API is one that its OpenAPI document describes.
#pragma once

#include <cctype>
#include <string>
#include <string_view>

#include "app/api/openapi.hpp"
#include "config/parse.hpp"
#include "config/schema_validator.hpp"

namespace sluice::test {

class ApiDescription {
 public:
  // Empty if the answer is as described; else what is not. `path`: without the query.
  std::string check(const std::string& method, std::string_view path, int status,
                    std::string_view content_type, std::string_view body) const {
    const config::Node* const operation = find_operation(method, path);
    // The errors of what is not there at all are the only ones without an operation.
    if (!operation && status != 404 && status != 405)
      return method + " " + std::string(path) + " is not described";
    const config::Node* const answer =
        operation ? resolved(operation->find("responses")->find(std::to_string(status)))
                  : root_.at_pointer("/components/responses/Problem");
    if (!answer) return "status " + std::to_string(status) + " is not described";
    const config::Node* const content = answer->find("content");
    if (!content) return body.empty() ? "" : "it has a body";
    const config::Node* const media = content->find(content_type);
    if (!media) return "its type is " + std::string(content_type);
    return content_type.ends_with("json") ? mismatch(*media->find("schema"), body) : "";
  }

  // Of one of the document's schemas, by its name.
  std::string check_as(const std::string& schema, std::string_view body) const {
    return mismatch(*root_.at_pointer("/components/schemas/" + schema), body);
  }

  const config::Node& root() const { return root_; }

 private:
  static config::Node parsed(std::string_view text) {
    config::Problems problems("answer.json");
    auto node = config::parse_json(text, problems);
    return node && problems.empty() ? *std::move(node) : config::Node();
  }

  static bool fits(std::string_view path, std::string_view pattern) {
    while (!path.empty() && !pattern.empty()) {
      const std::string_view given = step(path), wanted = step(pattern);
      if (wanted.starts_with('{') ? given.empty() : given != wanted) return false;
    }
    return path.empty() && pattern.empty();
  }

  static std::string_view step(std::string_view& path) {
    path.remove_prefix(1);
    const std::string_view out = path.substr(0, path.find('/'));
    path.remove_prefix(out.size());
    return out;
  }

  const config::Node* find_operation(const std::string& method, std::string_view path) const {
    std::string key = method == "HEAD" ? "get" : method;
    for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    // A path without braces is meant before one with them.
    const config::Node* out = nullptr;
    for (const config::Member& one : root_.find("paths")->members)
      if (const config::Node* found = fits(path, one.key) ? one.value.find(key) : nullptr;
          found && (!out || one.key.find('{') == std::string::npos))
        out = found;
    return out;
  }

  const config::Node* resolved(const config::Node* node) const {
    const config::Node* const to = node ? node->find("$ref") : nullptr;
    return to ? root_.at_pointer(to->text.substr(1)) : node;
  }

  // References of the schema lead into the document, so both are one for the validator.
  std::string mismatch(const config::Node& schema, std::string_view body) const {
    config::Node whole = *resolved(&schema);
    whole.set("components", *root_.find("components"));
    const config::Node value = parsed(body);
    if (!value.is(config::Kind::kObject)) return "it is no JSON object: " + std::string(body);
    const auto wrong = config::validate(whole, value);
    return wrong ? wrong->pointer + " (" + wrong->keyword + ") of " + std::string(body) : "";
  }

  const config::Node root_ = parsed(app::openapi_text());
};

}  // namespace sluice::test
