#include <doctest/doctest.h>

#include <iterator>
#include <random>
#include <string>

#include "fuzz/csv/property.hpp"

namespace {

const char* const kCsvPieces[] = {"\"", "\"\"", ",", ";",  "\t", "\n",           "\r\n", "\r",
                                  "a",  "b c",  " ", "12", "é",  "\xEF\xBB\xBF", "\xFF", "\n\n"};

}  // namespace

TEST_CASE("generated CSV is read the same in pieces, and again when written out") {
  std::mt19937 random(20261130);
  for (int i = 0; i < 20'000; i++) {
    std::string text;
    for (auto n = random() % 20; n > 0; n--) text += kCsvPieces[random() % std::size(kCsvPieces)];
    CAPTURE(text);
    CHECK_NOTHROW(sluice::csv::test::check_csv(text, ",;\t"[random() % 3], random() % 5));
  }
}
