#include <doctest/doctest.h>

#include <random>
#include <string>

#include "fuzz/schedule/property.hpp"

namespace {

const char* const kSeeds[] = {"*/5 * * * *",
                              "30 2 * * *",
                              "0 0 29 2 *",
                              "0 8-18/2 * * MON-FRI",
                              "0 0 1,15,L * *",
                              "15 10 * * 5L",
                              "0 9 ? jan,JUL 2#1",
                              "*/10 0 */2 * * *",
                              "10-50/10 * * * *",
                              "0 0 13 * 5",
                              "0 0 */2 * 1",
                              "@weekly",
                              "59 59 23 31 12 ?",
                              "5/15 1,2 * * 7",
                              "0 2 * * FRI-SUN",
                              "* * * * * *",
                              "0 0 31 2-5 tue#5",
                              "@annually",
                              "0-59 0-23 1-31 1-12 0-7",
                              "0 0 L 2 1L"};

const char* const kPieces[] = {"*", "/",   "-",   ",",  "?",   "L",           "#",
                               "W", "5",   "7",   "31", "JAN", "SUN",         " ",
                               "0", "*/7", "1-5", "@",  "x",   "\xE2\x9C\x93"};

std::string mutated_cron(std::string text, std::mt19937& random) {
  for (auto n = random() % 3; n < 2; n++) {
    const size_t at = random() % (text.size() + 1);
    switch (random() % 4) {
      case 0:
        text.insert(at, kPieces[random() % std::size(kPieces)]);
        break;
      case 1:
        text.erase(at, 1 + random() % 3);
        break;
      case 2:
        text.insert(at, text.substr(random() % (text.size() + 1), random() % 6));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(random() % 256);
    }
  }
  return text;
}

// Mostly in this century; now and then any number.
int64_t some_moment(std::mt19937& random) {
  const int64_t any = static_cast<int64_t>(uint64_t{random()} << 32 | random());
  return random() % 8 ? std::abs(any % 4'000'000'000'000) : any;
}

}  // namespace

TEST_CASE(
    "10,000 mutated cron expressions are refused with a column or give later and later times") {
  std::mt19937 random(20261130);
  int taken = 0;
  for (int i = 0; i < 10000; i++) {
    const std::string text = mutated_cron(kSeeds[random() % std::size(kSeeds)], random);
    const int64_t moment = some_moment(random);
    try {
      taken += sluice::schedule::test::check_cron(text, static_cast<unsigned>(random()), moment);
    } catch (const std::string& broken) {
      FAIL_CHECK(broken << ": " << text << " from " << moment);
    }
  }
  CHECK_MESSAGE(taken > 2000, "too few mutations are taken to say anything: " << taken);
}

TEST_CASE("every seed gives later and later times in every zone") {
  for (const char* text : kSeeds)
    for (unsigned zone = 0; zone < 5; zone++)
      for (const int64_t moment : {int64_t{0}, int64_t{1'774'746'000'000}, INT64_MIN, INT64_MAX}) {
        CAPTURE(text);
        CHECK_NOTHROW(sluice::schedule::test::check_cron(text, zone, moment));
      }
}
