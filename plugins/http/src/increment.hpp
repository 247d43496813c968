// `incremental`: each walk asks for what has changed since the one before. Made at create, used on
// the component's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sluice/expression/expression.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/parameters.hpp"

namespace http_plugin {

// How far a list has been read: a text or a number of its rows, or of a response.
struct Reached {
  std::string text;
  bool is_number = false;

  // Empty if the value is neither.
  static Reached of(sluice::Value value);
  bool empty() const { return text.empty(); }
  std::string json() const { return is_number ? text : sluice::rest::json_string(text); }
};

// What is known of one list.
struct Span {
  Reached low;   // the walk asks for what is behind it; empty: for everything
  Reached high;  // met by the walk so far; empty: nothing yet
};

class Increment {
 public:
  // Nothing if the setting is absent or false. E_INVALID starts with its pointer.
  static sluice::Result<std::optional<Increment>> read(sluice::Value config,
                                                       const sluice::Host& host);

  // Puts where to start into a request: the span's low, or `first` where it has none; nothing if
  // that is empty, too. E_INVALID: it cannot be put there.
  sluice::Status put(const Span& span, const Reached& first, const sluice::Host& host,
                     sluice::rest::Parameters& query, sluice::rest::JsonBody& body);
  // Takes note of a page. `began_s`: when the walk began; a row of the future does not count as
  // later. E_DATA: the page does not say.
  sluice::Status note(sluice::Batch rows, sluice::Value envelope, int64_t began_s,
                      Span& span) const;
  // Of a walk that met rows and is over: it did not say how far it came.
  void tell_missing(const sluice::Host& host) const;
  // What a cursor with marks belongs to.
  std::string identity() const { return param_ + " " + by_ + " " + cursor_; }
  // Whether it reads what is around the rows.
  bool reads_envelope() const { return !cursor_.empty(); }

 private:
  sluice::Status note_rows(sluice::Batch rows, int64_t began_s, Span& span) const;
  static sluice::Status raise(Span& span, Reached met);
  sluice::Result<Reached> looked_back(const Reached& low) const;
  sluice::Result<Reached> value_of(const Reached& start, const sluice::Host& host);

  std::string by_, cursor_, param_;  // by_ or cursor_
  bool in_body_ = false;
  int64_t lookback_ = 0;
  bool lookback_is_time_ = false;
  std::optional<sluice::expression::Expression> value_;
};

}  // namespace http_plugin
