// Named request parameters, path or query, as text. A query parameter may have several values and
// is then sent several times. Values; no thread rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

struct Parameter {
  std::string name;
  std::vector<std::string> values;
};

class Parameters {
 public:
  // From a record's or a configuration's object: strings, numbers (with their original
  // digits), booleans, arrays of those. A null counts as absent, an absent object as an
  // empty one. E_INVALID starts with `pointer` and the name.
  static Result<Parameters> read(Value object, std::string_view pointer);

  const Parameter* find(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  // The first value; empty if there is none.
  std::string_view first(std::string_view name) const;
  // One more value.
  void add(std::string_view name, std::string value);
  // Replaces the old values.
  void set(std::string_view name, std::string value);
  void rename(std::string_view from, std::string_view to);
  // Makes the ASCII letters of its values lower case.
  void lower_case(std::string_view name);
  const std::vector<Parameter>& all() const { return all_; }
  // Names that were given as null: filled in later, for example by a request transformer.
  const std::vector<std::string>& nulls() const { return nulls_; }
  void forget_nulls() { nulls_.clear(); }

 private:
  std::vector<Parameter> all_;
  std::vector<std::string> nulls_;
};

// A line for each, in one order: what a cursor belongs to. `part`: "path" or "query"; `but`: a
// parameter that does not count.
void append_identity(std::string& out, std::string_view part, const Parameters& parameters,
                     std::string_view but);

}  // namespace sluice::rest
