#include "prelude.hpp"

#include "exact_text.hpp"

namespace sluice::jq {
namespace {

struct Refused {
  const char* name;
  const char* instead;
};

// What reaches out of the record, or is not the same each time.
constexpr Refused kRefused[] = {
    {"env", "a script has no environment"},
    {"input", "a script sees one record"},
    {"inputs", "a script sees one record"},
    {"input_filename", "a script sees one record and no files"},
    {"input_line_number", "a script sees one record and no files"},
    {"get_search_list", "a script sees no files"},
    {"modulemeta", "a script sees no files"},
    {"debug", "a script prints nothing; core.log does"},
    {"stderr", "a script prints nothing; core.log does"},
    {"halt", "nothing stops but the record: empty drops it, error fails it"},
    {"halt_error", "nothing stops but the record: empty drops it, error fails it"},
    {"now", "core.map has the time: set: {at: now()}"},
    {"localtime", "a script has no time zone; gmtime is there"},
};

}  // namespace

std::string prelude() {
  std::string out;
  for (const Refused& one : kRefused)
    out += std::string("def ") + one.name + ": error(\"" + one.name +
           " is not there: " + one.instead + "\"); ";
  out += "def halt_error(x): halt_error; ";
  out +=
      "def strflocaltime(f): error(\"strflocaltime is not there: a script has no time zone; "
      "strftime is there\"); ";
  // jq takes error(null) for a program without results.
  out +=
      "def _fail(m): error(m); def error(m): m as $m | if $m == null then _fail(\"null\") else "
      "_fail($m) end; def error: error(.); ";
  out += "def digits: if type == \"string\" then rtrimstr(\"" + std::string(kMark) +
         "\") else tostring end; ";
  return out;
}

}  // namespace sluice::jq
