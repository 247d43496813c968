#include "config/retry_section.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "config/length.hpp"
#include "config/parse.hpp"
#include "config/scalar_check.hpp"
#include "config/suggest.hpp"
#include "schedule/duration.hpp"

namespace sluice::config {
namespace {

constexpr std::pair<const char*, sluice_status> kKinds[] = {
    {"unavailable", SLUICE_E_UNAVAILABLE},
    {"timeout", SLUICE_E_TIMEOUT},
    {"rate_limited", SLUICE_E_RATE_LIMITED}};

constexpr ShortestLength kShortestWithin = {1, "1s or more; leave it out for no limit"};

// Unchanged where the schema found it wrong.
void read_number(const Node& section, const char* key, int64_t& into) {
  const Node* value = section.find(key);
  if (!value || !is_of_type(*value, "integer")) return;
  into = std::strtol(value->text.c_str(), nullptr, 10);
}

class Section {
 public:
  Section(const Node& node, std::string pointer, Problems& problems)
      : node_(node), pointer_(std::move(pointer)), problems_(problems) {}

  base::RetrySettings read(const base::RetrySettings& inherited) const {
    base::RetrySettings out = inherited;
    read_number(node_, "attempts", out.attempts);
    read_number(node_, "initial_ms", out.base_ms);
    read_number(node_, "max_ms", out.max_ms);
    read_length(node_, "within", kShortestWithin, pointer_, out.within_ms, problems_);
    check(out);
    return out;
  }

 private:
  void check(const base::RetrySettings& given) const {
    const std::string initial = "initial_ms " + std::to_string(given.base_ms) + " is more than ";
    if (given.base_ms > given.max_ms)
      problems_.add(node_.at, pointer_,
                    initial + "max_ms " + std::to_string(given.max_ms) +
                        "; raise max_ms or lower initial_ms");
    else if (given.within_ms && given.base_ms > given.within_ms)
      problems_.add(node_.at, pointer_,
                    initial + "within " + schedule::duration_text(given.within_ms) +
                        " allows; raise within or lower initial_ms");
  }

  const Node& node_;
  const std::string pointer_;
  Problems& problems_;
};

// 409 of "409", 4 of "4xx"; nothing: it is neither.
std::optional<int32_t> status_of(std::string_view name) {
  if (name.size() != 3 || (name[0] != '4' && name[0] != '5')) return std::nullopt;
  if (name.substr(1) == "xx") return name[0] - '0';
  int32_t out = 0;
  for (const char c : name) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + (c - '0');
  }
  return out;
}

std::string status_name(int32_t status) {
  return status < 10 ? std::to_string(status) + "xx" : std::to_string(status);
}

// Not by itself: by default it is about the record, which parks.
bool has_to_be_told(int32_t status) {
  return status == 4 || (status >= 400 && status < 500 && status != 408);
}

std::string unknown_class(const std::string& name) {
  std::vector<std::string> known;
  for (const auto& kind : kKinds) known.emplace_back(kind.first);
  const std::string meant = did_you_mean(name, known);
  return "there is no class \"" + name + "\"" +
         (meant.empty() ? "; known are " + list_names(known) +
                              ", and HTTP statuses from 400 to 599 like \"409\" or \"5xx\""
                        : meant);
}

// Empty: the class makes sense.
std::string wrong_status(int32_t status, const base::RetrySettings& given) {
  if (status == 401 || status == 407)
    return "a status " + std::to_string(status) +
           " is about the credentials, which waiting does not put right; remove it";
  if (status == 429) return "a status 429 is the class rate_limited; write that";
  if (has_to_be_told(status) && given.attempts == 1)
    return "attempts: 1 never repeats, and without this class " + status_name(status) +
           " is not repeated either; remove it or raise attempts";
  return {};
}

void read_class(const Member& member, const std::string& pointer, base::RetryRules& rules,
                Problems& problems) {
  const std::string place = join_pointer(pointer, member.key);
  const Section section(member.value, place, problems);
  for (const auto& [name, code] : kKinds) {
    if (member.key != name) continue;
    const auto known = rules.by_code.find(code);
    rules.by_code[code] = section.read(known == rules.by_code.end() ? rules : known->second);
    return;
  }
  const std::optional<int32_t> status = status_of(member.key);
  if (!status) return problems.add(member.at, place, unknown_class(member.key));
  const auto known = rules.by_status.find(*status);
  const base::RetrySettings given =
      section.read(known == rules.by_status.end() ? rules : known->second);
  rules.by_status[*status] = given;
  if (const std::string wrong = wrong_status(*status, given); !wrong.empty())
    problems.add(member.at, place, wrong);
}

bool knows_statuses(const Node& publisher, const Catalogue& catalogue) {
  const Node* use = publisher.find("use");
  const ComponentType* type = use ? catalogue.find(use->text) : nullptr;
  if (!type) return false;
  Problems ignored("schema");
  const std::optional<Node> schema = parse_json(type->schema, ignored);
  const Node* properties = schema ? schema->find("properties") : nullptr;
  return properties && properties->find("on_status");
}

}  // namespace

base::RetryRules read_retry(const Node& section, const std::string& pointer,
                            const base::RetryRules& inherited, Problems& problems) {
  base::RetryRules out = inherited;
  static_cast<base::RetrySettings&>(out) = Section(section, pointer, problems).read(inherited);
  const Node* classes = section.find("classes");
  if (!classes || !classes->is(Kind::kObject)) return out;
  for (const Member& member : classes->members)
    if (member.value.is(Kind::kObject)) read_class(member, pointer + "/classes", out, problems);
  return out;
}

bool retries_statuses(const base::RetryRules& rules) {
  return std::any_of(rules.by_status.begin(), rules.by_status.end(),
                     [](const auto& rule) { return has_to_be_told(rule.first); });
}

bool add_retried_statuses(const base::RetryRules& rules, const Catalogue& catalogue,
                          const std::string& pointer, Node& publisher, Problems& problems) {
  if (!knows_statuses(publisher, catalogue)) return false;
  const Node* given = publisher.find("on_status");
  if (given && !given->is(Kind::kObject)) return true;  // the schema's to report
  Node on_status = given ? *given : Node::object(publisher.at);
  for (const auto& [status, rule] : rules.by_status) {
    if (!has_to_be_told(status)) continue;
    const std::string name = status_name(status);
    const Node* told = on_status.find(name);
    if (!told) on_status.set(name, Node::string("retry", publisher.at));
    if (told && told->text != "retry")
      problems.add(told->at, pointer + "/classes/" + name,
                   "on_status says " + told->text + " of " + name +
                       ", so it is never retried; remove one of them");
  }
  if (!on_status.members.empty()) publisher.set("on_status", std::move(on_status));
  return true;
}

}  // namespace sluice::config
