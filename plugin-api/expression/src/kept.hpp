// What a call makes of a text that is one of a few: made when the expression is compiled if the
// text is a literal, else when it is none of those in earlier calls. A value. [lane]
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "function.hpp"
#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {

template <class Made>
class Kept {
 public:
  using Make = Result<Made> (*)(std::string_view);
  explicit Kept(Make make) : make_(make) {}

  Status keep(std::string_view text) {
    Result<Made> made = make_(text);
    if (!made.ok()) return made.status();
    Entry entry{std::string(text), *std::move(made)};
    if (kept_.size() < kMost) {
      last_ = kept_.size();
      kept_.push_back(std::move(entry));
    } else {
      last_ = (last_ + 1) % kMost;
      kept_[last_] = std::move(entry);
    }
    return {};
  }
  // Of a literal argument, if it is one.
  Status keep(const Constants& constants, size_t argument) {
    const bool is_literal = argument < constants.size() && constants[argument];
    return is_literal ? keep(*constants[argument]) : Status();
  }
  // NULL: the evaluation failed, because the text is wrong. Valid until the next call.
  Made* of(Evaluator& e, std::string_view text) {
    if (find(text)) return &kept_[last_].made;
    const Status status = keep(text);
    return status.ok() ? &kept_[last_].made : (e.fail(status.message()), nullptr);
  }
  // NULL: the evaluation failed.
  Made* of(Evaluator& e, const Arguments& args, size_t argument, std::string_view otherwise) {
    std::string_view text = otherwise;
    if (argument < args.count && !e.text(*args[argument], &text)) return nullptr;
    return of(e, text);
  }

 private:
  // As many as the zones, formats or patterns of one mapping that come from data: enough that they
  // are not made for each record.
  static constexpr size_t kMost = 16;
  struct Entry {
    std::string text;
    Made made;
  };

  bool find(std::string_view text) {
    if (last_ < kept_.size() && kept_[last_].text == text) return true;
    for (size_t i = 0; i < kept_.size(); i++)
      if (kept_[i].text == text) return last_ = i, true;
    return false;
  }

  Make make_;
  std::vector<Entry> kept_;
  size_t last_ = 0;  // used
};

}  // namespace sluice::expression
