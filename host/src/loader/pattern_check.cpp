#include "loader/pattern_check.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace sluice::loader {
namespace {

constexpr uint64_t kMaxStates = 10000;
constexpr unsigned kMaxGroups = 32;  // nested

// How many states of the automaton a part needs; nothing if the part is malformed or too costly.
using Cost = std::optional<uint64_t>;

Cost limited(uint64_t cost) { return cost > kMaxStates ? Cost() : cost; }

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool parse() {
    const bool anchored = take('^');
    bool alternatives = false;
    if (!alternation(0, &alternatives)) return false;
    const bool anchored_end = take('$');
    return rest_.empty() && (!alternatives || !(anchored || anchored_end));
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Cost alternation(unsigned depth, bool* alternatives) {
    uint64_t sum = 0;
    for (;;) {
      const Cost part = sequence(depth);
      if (!part || !limited(sum += *part)) return {};
      if (!take('|')) return sum;
      *alternatives = true;
    }
  }

  Cost sequence(unsigned depth) {
    constexpr std::string_view kEnds = "|)$";
    uint64_t sum = 0;
    do {
      const Cost part = repeated(depth);
      if (!part || !limited(sum += *part)) return {};
    } while (!rest_.empty() && kEnds.find(rest_.front()) == kEnds.npos);
    return sum;
  }

  Cost repeated(unsigned depth) {
    Cost cost = atom(depth);
    while (cost && !rest_.empty()) {
      if (take('*') || take('+') || take('?')) {
        cost = limited(*cost + 1);
      } else if (take('{')) {
        cost = counted(*cost);
      } else {
        break;
      }
    }
    return cost;
  }

  // n}, n,} or n,m}
  Cost counted(uint64_t cost) {
    const Cost least = number();
    Cost most = least;
    if (take(',')) most = !rest_.empty() && rest_.front() == '}' ? least : number();
    if (!least || !most || !take('}') || *most < *least || *most == 0) return {};
    return limited((cost + 1) * std::max<uint64_t>(*most, 1));
  }

  Cost number() {
    uint64_t n = 0;
    size_t digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; digits++) {
      n = n * 10 + static_cast<uint64_t>(rest_.front() - '0');
      if (n > kMaxStates) return {};
      rest_.remove_prefix(1);
    }
    return digits ? Cost(n) : Cost();
  }

  Cost atom(unsigned depth) {
    if (take('(')) {
      bool alternatives = false;
      if (depth == kMaxGroups) return {};
      const Cost inner = alternation(depth + 1, &alternatives);
      return inner && take(')') ? inner : Cost();
    }
    if (take('[')) return character_class() ? Cost(1) : Cost();
    if (take('\\')) return escape("") ? Cost(1) : Cost();
    constexpr std::string_view kSigns("^$|)?*+]{}\0", 11);
    if (rest_.empty() || kSigns.find(rest_.front()) != kSigns.npos) return {};
    rest_.remove_prefix(1);
    return 1;
  }

  bool escape(std::string_view more) {
    constexpr std::string_view kKnown = "^$|()?*+.[]{}\\fnrtv";
    if (rest_.empty()) return false;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return kKnown.find(c) != kKnown.npos || more.find(c) != more.npos;
  }

  bool character_class() {
    take('^');
    for (size_t members = 0; !rest_.empty(); members++) {
      if (take(']')) return members > 0;
      if (take('\\')) {
        if (!escape("b")) return false;
      } else {
        if (rest_.front() == '\0') return false;
        rest_.remove_prefix(1);
      }
    }
    return false;
  }

  std::string_view rest_;
};

}  // namespace

bool is_usable_pattern(std::string_view pattern) { return Parser(pattern).parse(); }

}  // namespace sluice::loader
