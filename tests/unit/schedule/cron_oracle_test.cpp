#include <doctest/doctest.h>

#include "fuzz/schedule/oracle.hpp"
#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;

namespace {

const char* const kExpressions[] = {"* * * * *",
                                    "*/5 * * * *",
                                    "*/7 * * * *",
                                    "0 * * * *",
                                    "59 23 * * *",
                                    "30 2 * * *",
                                    "0 0 1 * *",
                                    "0 0 31 * *",
                                    "0 0 L * *",
                                    "0 0 29 2 *",
                                    "0 0 28-31 2 *",
                                    "15 10 ? * 5L",
                                    "0 9 * * 2#1",
                                    "0 9 * * 5#5",
                                    "0 0 13 * 5",
                                    "0 0 */2 * 1",
                                    "0 0 1-7 * */2",
                                    "0 8-18 * * 1-5",
                                    "0 8-18/3 * * *",
                                    "10-50/10 * * * *",
                                    "5/15 * * * *",
                                    "0 22,23,0,1 * * *",
                                    "0 0 * 2-11/3 *",
                                    "0 0 1 JAN,JUL *",
                                    "0 0 * * SUN",
                                    "0 0 * * 7",
                                    "0 0 * * FRI-SUN",
                                    "0 0 * * 0-7",
                                    "0 0 15,L * *",
                                    "0 0 L * MON",
                                    "@hourly",
                                    "@daily",
                                    "@weekly",
                                    "@monthly",
                                    "@yearly",
                                    "0 12 * * wed#3,5L",
                                    "1-59/2 */3 * * *",
                                    "0,30 6-20/2 1,15 * *",
                                    "0 0 */5 * *",
                                    "7 7 7 7 *",
                                    "0 0 * * 1,3,5",
                                    "45 23 31 12 *",
                                    "0 0 1 */2 *",
                                    "*/15 0-5,22 * * *",
                                    "3 3 3 3 3",
                                    "0 0 ? * ?",
                                    "20 4 * 6-8 sat,sun",
                                    "0 0 30 4,6,9,11 *",
                                    "0 1 * * 6L",
                                    "12 0 10-20 5 mon"};

// Every minute of a year for which the oracle says yes.
std::vector<int64_t> scanned(const char* expression, int64_t from, int64_t to) {
  const Oracle oracle(expression);
  std::vector<int64_t> out;
  for (int64_t minute = from; minute < to; minute += 60)
    if (oracle.matches(minute)) out.push_back(minute);
  return out;
}

std::vector<int64_t> stepped(const char* expression, int64_t from, int64_t to) {
  const Schedule schedule = made(cron_settings(expression));
  std::vector<int64_t> out;
  std::optional<Due> due = schedule.next(from * 1000 - 1);
  for (; due && due->planned < to * 1000; due = schedule.next(due->planned))
    out.push_back(due->planned / 1000);
  return out;
}

}  // namespace

TEST_CASE("50 expressions have exactly the times of a leap year that a scan of its minutes finds") {
  static_assert(std::size(kExpressions) == 50);
  const int64_t from = local("2028-01-01 00:00"), to = local("2029-01-01 00:00");
  for (const char* expression : kExpressions) {
    CAPTURE(expression);
    const std::vector<int64_t> expected = scanned(expression, from, to);
    CHECK(!expected.empty());
    CHECK(stepped(expression, from, to) == expected);
  }
}
