#pragma once
// Words that seeded names are made of, in several scripts on purpose. Immutable: any thread.

#include <string>
#include <string_view>

#include "common/random.hpp"

namespace sluice::simulator {

enum class Words {
  kQuality,
  kGood,
  kColour,
  kSize,
  kFiller,
  kFirstName,
  kLastName,
  kStreet,
  kCity
};

std::string_view pick_word(Random& random, Words words);
// `count` filler words with spaces between.
std::string filler_text(Random& random, std::size_t count);

}  // namespace sluice::simulator
