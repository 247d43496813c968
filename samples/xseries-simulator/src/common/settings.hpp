#pragma once
// The settings of a simulator. A plain value: copied at start, changed later only by the
// control interface under the simulator's lock.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::simulator {

// A personal token. No scope means every scope.
struct TokenGrant {
  std::string token;
  std::vector<std::string> scopes;
};

// An application that may request authorization; the secret also signs webhooks.
struct OAuthClient {
  std::string id;
  std::string secret;
};

enum class ErrorShape { kPlain, kTwoMember, kObject, kEmpty, kHtml };

struct Settings {
  std::uint16_t port = 0;
  std::string port_file;
  std::string domain_prefix = "example";
  // Dated contracts that are served; a version older than all of them gets the oldest, any other
  // date is 404. Never empty.
  std::vector<std::string> supported_versions = {"2026-01", "2026-04", "2026-07", "2026-10"};
  std::uint64_t seed = 1;
  std::size_t products = 5000;
  std::size_t customers = 2000;
  std::size_t sales = 300;        // of the past
  std::size_t recent_sales = 70;  // closed in the seven days before the clock
  std::size_t rows = 25;          // of each smaller list
  std::vector<TokenGrant> tokens;
  std::vector<OAuthClient> oauth_clients;  // without any: `simulator` with `simulator-secret`
  int token_ttl_s = 86400;                 // life of an access token
  int token_rate_limit = 10;               // requests to the token endpoint in a window
  int token_rate_window_s = 60;
  int registers = 1;
  std::optional<int> rate_limit;       // else 300 x registers + 50
  std::optional<int> all_users_limit;  // second bucket, over all tokens
  int rate_window_s = 300;
  int default_page_size = 100;
  int max_page_size = 1000;
  bool short_pages = false;
  bool shuffle_rows = false;
  bool strict_scopes = true;
  bool strict_content_type = false;  // 415 for a body that is not declared as JSON
  bool legacy_429 = false;
  bool promotions_offset_from_one = false;   // promotions/search counts its offset from one
  bool legacy_pagination_top_level = false;  // 0.9: the four members beside the rows
  bool webhook_base64 = false;               // the digest as base64 instead of hex
  bool webhook_payload_only = false;         // no field beside `payload`
  bool webhook_twice = false;                // every event comes twice
  bool webhook_out_of_order = false;         // the newest due event first
  ErrorShape error_shape = ErrorShape::kPlain;
  std::string clock;  // ISO 8601; empty: the real clock
  int life_s = 7200;
};

inline int effective_rate_limit(const Settings& settings) {
  return settings.rate_limit.value_or(300 * settings.registers + 50);
}

}  // namespace sluice::simulator
