#include "schedule/parse_field.hpp"

#include "schedule/cron_item.hpp"

namespace sluice::schedule {

Result<FieldValues> parse_field(const FieldKind& kind, std::string_view whole,
                                std::string_view field) {
  FieldValues out;
  out.is_star = !field.empty() && (field[0] == '*' || field[0] == '?');
  ItemParser parser(kind, whole, out);
  for (std::string_view rest = field;;) {
    const size_t comma = rest.find(',');
    if (Status status = parser.add(rest.substr(0, comma)); !status) return status;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return out;
}

}  // namespace sluice::schedule
