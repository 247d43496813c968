// Values as bytes to compare and to store: equal values give the same bytes, and different ones
// different bytes. Numbers are equal by their decimal value (2, 2.0, 20e-1), objects without
// regard to the order of their members, strings by their decoded text. [lane]
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {

class Canonical {
 public:
  // Receives the bytes in pieces.
  class Sink {
   public:
    virtual void put(std::string_view bytes) = 0;

   protected:
    ~Sink() = default;
  };

  // Both outlive it. Memory is the batch's, and returned after each write.
  Canonical(Evaluator& evaluator, Sink& sink) : evaluator_(evaluator), sink_(sink) {}

  // The value is unchanged: raw parts are expanded in a copy. Several values written in a
  // row cannot be confused with others. False: the evaluator's failure() says why.
  bool write(const sluice_value& value);

 private:
  bool any(sluice_value value, int depth);
  bool number(std::string_view text);
  bool string(const sluice_value& value);
  bool array(const sluice_value& value, int depth);
  bool object(const sluice_value& value, int depth);
  bool put(std::string_view bytes);
  bool put_sized(char kind, size_t size);
  bool put_text(char kind, std::string_view text);

  Evaluator& evaluator_;
  Sink& sink_;
  size_t written_ = 0;
};

}  // namespace sluice::expression
