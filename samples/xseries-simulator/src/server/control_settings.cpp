#include <algorithm>

#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "server/control.hpp"

namespace sluice::simulator {
namespace {

struct Flag {
  const char* name;
  bool Settings::*member;
};

constexpr Flag kSettingFlags[] = {
    {"short_pages", &Settings::short_pages},
    {"shuffle_rows", &Settings::shuffle_rows},
    {"strict_scopes", &Settings::strict_scopes},
    {"strict_content_type", &Settings::strict_content_type},
    {"legacy_429", &Settings::legacy_429},
    {"webhook_base64", &Settings::webhook_base64},
    {"webhook_payload_only", &Settings::webhook_payload_only},
    {"webhook_twice", &Settings::webhook_twice},
    {"webhook_out_of_order", &Settings::webhook_out_of_order},
    {"promotions_offset_from_one", &Settings::promotions_offset_from_one},
    {"legacy_pagination_top_level", &Settings::legacy_pagination_top_level},
};

struct Whole {
  const char* name;
  int Settings::*member;
};

// None of them may be 0.
constexpr Whole kWholes[] = {
    {"rate_window_s", &Settings::rate_window_s},
    {"token_ttl_s", &Settings::token_ttl_s},
    {"token_rate_limit", &Settings::token_rate_limit},
    {"token_rate_window_s", &Settings::token_rate_window_s},
    {"default_page_size", &Settings::default_page_size},
    {"max_page_size", &Settings::max_page_size},
};

struct OptionalWhole {
  const char* name;
  std::optional<int> Settings::*member;
};

constexpr OptionalWhole kOptionalWholes[] = {
    {"rate_limit", &Settings::rate_limit},
    {"all_users_limit", &Settings::all_users_limit},
};

ErrorShape error_shape(const std::string& name) {
  static constexpr std::pair<std::string_view, ErrorShape> kShapes[] = {
      {"plain", ErrorShape::kPlain},
      {"two_member", ErrorShape::kTwoMember},
      {"object", ErrorShape::kObject},
      {"empty", ErrorShape::kEmpty},
      {"html", ErrorShape::kHtml}};
  for (const auto& [known, shape] : kShapes) {
    if (known == name) return shape;
  }
  throw ApiError(400, "error_shape must be plain, two_member, object, empty or html");
}

int at_least_one(const JsonMembers& body, const char* name, int known) {
  return std::max(1, static_cast<int>(whole_member(body, name, known)));
}

// null resets the setting.
void set_optional(const JsonMembers& body, const char* name, std::optional<int>& value) {
  const std::string* raw = body.find(name);
  if (raw == nullptr) return;
  value.reset();
  if (*raw != "null") value = static_cast<int>(whole_member(body, name, 0));
}

void set_versions(const JsonMembers& body, Settings& settings) {
  if (body.find("supported_versions") == nullptr) return;
  std::vector<std::string> versions = text_list(body, "supported_versions");
  if (!are_dated_versions(versions)) {
    throw ApiError(400, "supported_versions must list one or more of " + dated_versions_text());
  }
  settings.supported_versions = std::move(versions);
}

}  // namespace

void control_settings(World& world, const JsonMembers& body) {
  Settings next = world.settings;
  for (const auto& [name, member] : kSettingFlags) {
    next.*member = as_bool(body.find(name)).value_or(next.*member);
  }
  for (const auto& [name, member] : kWholes) {
    next.*member = at_least_one(body, name, next.*member);
  }
  set_versions(body, next);
  for (const auto& [name, member] : kOptionalWholes) set_optional(body, name, next.*member);
  if (const std::optional<std::string> shape = as_text(body.find("error_shape"))) {
    next.error_shape = error_shape(*shape);
  }
  world.settings = std::move(next);
  world.configure_limits();
}

}  // namespace sluice::simulator
