#include "server/command_line.hpp"

#include <charconv>
#include <limits>
#include <sstream>

#include "api/route_table.hpp"
#include "common/clock.hpp"

namespace sluice::simulator {
namespace {

template <typename Number>
bool read_number(const std::string& text, Number& into, Number low) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end || value < low) return false;
  into = value;
  return true;
}

bool read_token(const std::string& text, Settings& settings) {
  const std::size_t equal = text.find('=');
  TokenGrant grant{text.substr(0, equal), {}};
  if (grant.token.empty()) return false;
  if (equal != std::string::npos) {
    std::istringstream words(text.substr(equal + 1));
    std::string word;
    while (words >> word) grant.scopes.push_back(word);
  }
  settings.tokens.push_back(std::move(grant));
  return true;
}

// The secret may hold any character, `=` too; an id may not.
bool read_client(const std::string& text, Settings& settings) {
  const std::size_t equal = text.find('=');
  if (equal == 0 || equal == std::string::npos || equal + 1 == text.size()) return false;
  settings.oauth_clients.push_back({text.substr(0, equal), text.substr(equal + 1)});
  return true;
}

bool read_versions(const std::string& text, Settings& settings) {
  std::vector<std::string> versions;
  std::istringstream words(text);
  std::string word;
  while (std::getline(words, word, ',')) versions.push_back(word);
  if (!are_dated_versions(versions)) return false;
  settings.supported_versions = std::move(versions);
  return true;
}

struct Option {
  std::string_view name;
  std::string_view value;  // its name in the help; empty: a switch
  std::string_view help;
  bool (*set)(const std::string&, Settings&);
};

using Text = const std::string&;

constexpr Option kOptions[] = {
    {"--port", "N", "port on 127.0.0.1; 0 (default) takes a free one",
     [](Text t, Settings& s) { return read_number<std::uint16_t>(t, s.port, 0); }},
    {"--port-file", "FILE", "write the port here when ready",
     [](Text t, Settings& s) { return s.port_file = t, !t.empty(); }},
    {"--seed", "N", "seed of the shop (1)",
     [](Text t, Settings& s) { return read_number<std::uint64_t>(t, s.seed, 0); }},
    {"--products", "N", "products in the shop (5000)",
     [](Text t, Settings& s) { return read_number<std::size_t>(t, s.products, 0); }},
    {"--customers", "N", "customers in the shop (2000)",
     [](Text t, Settings& s) { return read_number<std::size_t>(t, s.customers, 0); }},
    {"--sales", "N", "sales of the past (300)",
     [](Text t, Settings& s) { return read_number<std::size_t>(t, s.sales, 0); }},
    {"--recent-sales", "N", "sales closed in the seven days before the clock (70)",
     [](Text t, Settings& s) { return read_number<std::size_t>(t, s.recent_sales, 0); }},
    {"--rows", "N", "rows of each smaller list (25)",
     [](Text t, Settings& s) { return read_number<std::size_t>(t, s.rows, 0); }},
    {"--token", "TOKEN[=scope scope]", "personal token, repeatable; no scope means every scope",
     [](Text t, Settings& s) { return read_token(t, s); }},
    {"--oauth-client", "ID=SECRET", "application, repeatable (simulator=simulator-secret)",
     [](Text t, Settings& s) { return read_client(t, s); }},
    {"--token-ttl-s", "N", "life of an access token (86400)",
     [](Text t, Settings& s) { return read_number<int>(t, s.token_ttl_s, 1); }},
    {"--token-rate-limit", "N", "requests to the token endpoint in a window (10)",
     [](Text t, Settings& s) { return read_number<int>(t, s.token_rate_limit, 1); }},
    {"--token-rate-window-s", "N", "seconds of that window (60)",
     [](Text t, Settings& s) { return read_number<int>(t, s.token_rate_window_s, 1); }},
    {"--domain-prefix", "NAME", "name of the shop (example)",
     [](Text t, Settings& s) { return s.domain_prefix = t, !t.empty(); }},
    {"--supported-versions", "DATE,DATE", "dated API versions that are answered (all four of 2026)",
     [](Text t, Settings& s) { return read_versions(t, s); }},
    {"--registers", "N", "registers; the request limit is 300 x N + 50 (1)",
     [](Text t, Settings& s) { return read_number<int>(t, s.registers, 1); }},
    {"--rate-limit", "N", "request limit instead of the formula",
     [](Text t, Settings& s) { return read_number<int>(t, s.rate_limit.emplace(), 1); }},
    {"--all-users-limit", "N", "requests of all tokens together in a window (none)",
     [](Text t, Settings& s) { return read_number<int>(t, s.all_users_limit.emplace(), 1); }},
    {"--rate-window-s", "N", "seconds of a rate window (300)",
     [](Text t, Settings& s) { return read_number<int>(t, s.rate_window_s, 1); }},
    {"--default-page-size", "N", "rows of a page when the client does not say (100)",
     [](Text t, Settings& s) { return read_number<int>(t, s.default_page_size, 1); }},
    {"--max-page-size", "N", "larger page sizes are cut to this (1000)",
     [](Text t, Settings& s) { return read_number<int>(t, s.max_page_size, 1); }},
    {"--short-pages", "", "pages shorter than requested although more follow",
     [](Text, Settings& s) { return s.short_pages = true; }},
    {"--shuffle-rows", "", "rows of a page in no order",
     [](Text, Settings& s) { return s.shuffle_rows = true; }},
    {"--clock", "ISO-TIME", "frozen time instead of the real one",
     [](Text t, Settings& s) { return s.clock = t, parse_iso(t).has_value(); }},
    {"--life", "SECONDS", "stop after this time (7200)",
     [](Text t, Settings& s) { return read_number<int>(t, s.life_s, 1); }},
};

const Option* find_option(std::string_view name) {
  for (const Option& option : kOptions) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

}  // namespace

std::variant<Settings, UsageError> parse_command_line(const std::vector<std::string>& arguments) {
  Settings settings;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    // Both `--name value` and `--name=value`.
    const std::size_t equal = arguments[i].find('=');
    const std::string name = arguments[i].substr(0, equal);
    const Option* option = find_option(name);
    if (option == nullptr) return UsageError{"unknown option " + name};
    std::string value;
    if (equal != std::string::npos) {
      value = arguments[i].substr(equal + 1);
    } else if (!option->value.empty()) {
      if (++i == arguments.size()) return UsageError{name + " needs a value"};
      value = arguments[i];
    }
    if (!option->set(value, settings)) {
      return UsageError{name + " does not take the value " + value};
    }
  }
  return settings;
}

std::string usage() {
  std::string text = "usage: xseries-simulator [options]\n";
  for (const Option& option : kOptions) {
    std::string line = "  " + std::string(option.name) + " " + std::string(option.value);
    line.resize(std::max<std::size_t>(line.size() + 1, 34), ' ');
    text += line + std::string(option.help) + "\n";
  }
  return text;
}

}  // namespace sluice::simulator
