// regex_find, regex_find_all, regex_match, regex_replace, regex_split: by RE2, whose time is linear
// in the text, or without it where the pattern is plain.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "kept.hpp"
#include "parameters.hpp"
#include "plain_pattern.hpp"
#include "sluice/expression/utf8.hpp"

namespace sluice::expression {
namespace {

struct Regex {
  std::unique_ptr<re2::RE2> whole;
  std::optional<PlainPattern> plain = {};
};

using Pieces = std::span<re2::StringPiece>;  // what a match and its groups found

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view_of(const re2::StringPiece& p) { return {p.data(), p.size()}; }

Result<Regex> regex_of(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto regex = std::make_unique<re2::RE2>(piece(pattern), options);
  if (regex->ok()) return Regex{std::move(regex), PlainPattern::parse(pattern)};
  return Status(SLUICE_E_INVALID, "the pattern \"" + std::string(pattern.substr(0, 60)) +
                                      "\" is no regular expression: " + regex->error());
}

struct RegexCall : Prepared {
  Kept<Regex> regex{regex_of};
};

Result<std::unique_ptr<Prepared>> prepare_regex(const Workbench&, const Constants& constants) {
  auto call = std::make_unique<RegexCall>();
  const Status status = call->regex.keep(constants, 1);
  if (!status.ok()) return status;
  return std::unique_ptr<Prepared>(std::move(call));
}

// The text and the pattern of a call; `regex` null: it failed.
struct Subject {
  std::string_view text;
  const Regex* regex = nullptr;

  Subject(Evaluator& e, const Arguments& args) {
    if (!e.text(*args[0], &text)) return;
    regex = static_cast<RegexCall&>(*args.prepared).regex.of(e, args, 1, "");
  }
  int groups() const { return regex->whole->NumberOfCapturingGroups(); }
  // A plain pattern has no groups.
  bool match(size_t from, Pieces groups) const {
    PlainPattern::Match found{};
    const auto plain =
        regex->plain ? regex->plain->find(text, from, &found) : PlainPattern::Found::kUnknown;
    if (plain == PlainPattern::Found::kUnknown)
      return regex->whole->Match(piece(text), from, text.size(), re2::RE2::UNANCHORED,
                                 groups.data(), static_cast<int>(groups.size()));
    if (plain == PlainPattern::Found::kNo) return false;
    if (!groups.empty()) groups[0] = piece(text.substr(found.begin, found.end - found.begin));
    return true;
  }
};

// Calls `visit` with the groups of each match, one after the other; it returns false to end.
template <class Visit>
void for_each_match(const Subject& subject, Pieces groups, Visit visit) {
  size_t at = 0;
  while (at <= subject.text.size() && subject.match(at, groups)) {
    const std::string_view found = view_of(groups[0]);
    const auto begin = static_cast<size_t>(found.data() - subject.text.data());
    if (!visit(begin, found.size())) return;
    at = begin + found.size();
    if (found.empty()) at += at < subject.text.size() ? code_point_size(subject.text, at) : 1;
  }
}

sluice_value* regex_match(Evaluator& e, const Arguments& args) {
  const Subject subject(e, args);
  return subject.regex ? e.boolean(subject.match(0, {})) : nullptr;
}

bool group_at(Evaluator& e, const Arguments& args, const Subject& subject, int64_t* group) {
  return whole_number_at(e, args, 2, "group of the pattern", 0, subject.groups(), group);
}

sluice_value* regex_find(Evaluator& e, const Arguments& args) {
  const Subject subject(e, args);
  int64_t group = 0;
  if (!subject.regex || !group_at(e, args, subject, &group)) return nullptr;
  std::vector<re2::StringPiece> groups(static_cast<size_t>(group) + 1);
  if (!subject.match(0, groups)) return e.null();
  const re2::StringPiece& found = groups[static_cast<size_t>(group)];
  return found.data() ? e.string(view_of(found)) : e.null();
}

sluice_value* list_of(Evaluator& e, const char* name, const std::vector<std::string_view>& texts) {
  sluice_value* const result =
      are_few_enough(e, name, texts.size()) ? e.array(texts.size()) : nullptr;
  for (size_t i = 0; result && i < texts.size(); i++) result->as.items[i] = make_string(texts[i]);
  return result;
}

sluice_value* regex_find_all(Evaluator& e, const Arguments& args) {
  const Subject subject(e, args);
  int64_t group = 0;
  if (!subject.regex || !group_at(e, args, subject, &group)) return nullptr;
  std::vector<re2::StringPiece> groups(static_cast<size_t>(group) + 1);
  std::vector<std::string_view> found;
  for_each_match(subject, groups, [&](size_t, size_t) {
    found.push_back(view_of(groups[static_cast<size_t>(group)]));
    return found.size() <= kMostItems;
  });
  return list_of(e, "regex_find_all()", found);
}

sluice_value* regex_split(Evaluator& e, const Arguments& args) {
  const Subject subject(e, args);
  if (!subject.regex) return nullptr;
  std::array<re2::StringPiece, 1> groups;
  std::vector<std::string_view> parts;
  size_t begin = 0;
  for_each_match(subject, groups, [&](size_t at, size_t size) {
    if (size == 0) return true;
    parts.push_back(subject.text.substr(begin, at - begin));
    begin = at + size;
    return parts.size() <= kMostItems;
  });
  parts.push_back(subject.text.substr(begin));
  return list_of(e, "regex_split()", parts);
}

// Appends a replacement, in which $1 is what the first group found, $0 all of it, $$ a dollar.
bool append_replacement(Evaluator& e, std::string_view with,
                        std::span<const re2::StringPiece> groups, std::string* out) {
  for (size_t i = 0; i < with.size(); i++) {
    const char next = i + 1 < with.size() ? with[i + 1] : '\0';
    if (with[i] != '$' || (next != '$' && (next < '0' || next > '9'))) {
      *out += with[i];
      continue;
    }
    i++;
    const auto group = static_cast<size_t>(next - '0');
    if (next != '$' && group >= groups.size())
      return e.fail("regex_replace(): the pattern has no group $" + std::string(1, next)), false;
    if (next == '$')
      *out += next;
    else
      *out += view_of(groups[group]);
  }
  return is_small_enough(e, "regex_replace()", out->size());
}

sluice_value* regex_replace(Evaluator& e, const Arguments& args) {
  const Subject subject(e, args);
  std::string_view with;
  if (!subject.regex || !text_at(e, args, 2, &with)) return nullptr;
  constexpr int kMostGroups = 9;
  std::array<re2::StringPiece, kMostGroups + 1> all_groups;
  const Pieces groups =
      Pieces(all_groups).first(static_cast<size_t>(std::min(kMostGroups, subject.groups())) + 1);
  std::string out;
  size_t begin = 0;
  bool is_good = true, is_found = false;
  for_each_match(subject, groups, [&](size_t at, size_t size) {
    if (!is_found) out.reserve(subject.text.size());
    out += subject.text.substr(begin, at - begin);
    begin = at + size;
    is_found = true;
    return is_good = append_replacement(e, with, groups, &out);
  });
  if (!is_good) return nullptr;
  if (!is_found) return args[0];
  return e.copied_string(out.append(subject.text.substr(begin)));
}

constexpr Function kRegexFunctions[] = {
    {"regex_find",
     2,
     3,
     {kStringType, kStringType, kNumberType},
     kStringType | kNullType,
     regex_find,
     {"text, pattern, group?",
      "The first part of the text that the pattern matches, or a group of it; null if there is "
      "none.",
      "regex_find('SKU-1234-B', '([0-9]+)-([A-Z])', `1`)", R"("1234")"},
     prepare_regex},
    {"regex_find_all",
     2,
     3,
     {kStringType, kStringType, kNumberType},
     kArrayType,
     regex_find_all,
     {"text, pattern, group?", "Every such part.", "regex_find_all('10 x 20 x 30', '[0-9]+')",
      R"(["10","20","30"])"},
     prepare_regex},
    {"regex_match",
     2,
     2,
     {kStringType},
     kBooleanType,
     regex_match,
     {"text, pattern",
      "Whether the pattern matches a part of the text; `^` and `$` are its ends, `(?i)` at the "
      "beginning makes no difference of case.",
      "regex_match('NL1234', '^[A-Z]{2}[0-9]+$')", "true"},
     prepare_regex},
    {"regex_replace",
     3,
     3,
     {kStringType},
     kStringType,
     regex_replace,
     {"text, pattern, new",
      "Every part that the pattern matches becomes `new`, in which `$1` is its first group, `$0` "
      "all of "
      "it, `$$` a dollar.",
      "regex_replace('Jansen, Piet', '(\\w+), (\\w+)', '$2 $1')", R"("Piet Jansen")"},
     prepare_regex},
    {"regex_split",
     2,
     2,
     {kStringType},
     kArrayType,
     regex_split,
     {"text, pattern", "The parts between what the pattern matches.",
      "regex_split('a, b;c', '[,;] *')", R"(["a","b","c"])"},
     prepare_regex},
};

}  // namespace

FunctionList regex_functions() { return {"text", kRegexFunctions, std::size(kRegexFunctions)}; }

}  // namespace sluice::expression
