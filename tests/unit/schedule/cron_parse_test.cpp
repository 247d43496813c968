#include <doctest/doctest.h>

#include "support/text.hpp"
#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;
using sluice::test::has;

TEST_CASE("a number outside its field is refused with the field, the column and what is allowed") {
  CHECK(refusal_of("60 * * * *") == "column 1: minute 60 is not 0 to 59");
  CHECK(refusal_of("0 25 * * *") == "column 3: hour 25 is not 0 to 23");
  CHECK(refusal_of("0 0 0 * *") == "column 5: day of month 0 is not 1 to 31");
  CHECK(refusal_of("0 0 32 * *") == "column 5: day of month 32 is not 1 to 31");
  CHECK(refusal_of("0 0 * 13 *") == "column 7: month 13 is not 1 to 12 or JAN to DEC");
  CHECK(refusal_of("0 0 * * 8") == "column 9: weekday 8 is not 0 to 7 or SUN to SAT");
  CHECK(refusal_of("60 0 0 * * *") == "column 1: second 60 is not 0 to 59");
}

TEST_CASE("the column is that of the item, counted in characters of the whole text") {
  CHECK(refusal_of("0,15,75 * * * *") == "column 6: minute 75 is not 0 to 59");
  CHECK(refusal_of("  0\t 0-24  * * *") == "column 8: hour 24 is not 0 to 23");
  CHECK(refusal_of("é x * * *") == "column 1: minute \"é\" is not 0 to 59");
  CHECK(refusal_of("0 é,y * * *") == "column 3: hour \"é\" is not 0 to 23");
  CHECK(refusal_of("0 0 é * 9") == "column 5: day of month \"é\" is not 1 to 31");
}

TEST_CASE("what is no number is refused, as are numbers that are too long") {
  CHECK(refusal_of("1x * * * *") == "column 1: minute \"1x\" is not 0 to 59");
  CHECK(refusal_of("-5 * * * *") == "column 1: minute \"-5\" is not 0 to 59");
  CHECK(refusal_of("99999999999999999999 * * * *") ==
        "column 1: minute \"99999999999999999999\" is not 0 to 59");
  CHECK(refusal_of("0 0 * * MON-") == "column 13: weekday \"\" is not 0 to 7 or SUN to SAT");
  CHECK(refusal_of("0 0 1--2 * *") == "column 7: day of month \"-2\" is not 1 to 31");
  CHECK(has(refusal_of(std::string(60, '9') + " * * * *"), "…\" is not 0 to 59"));
}

TEST_CASE("a name that is not known is refused with the one that is meant") {
  CHECK(refusal_of("0 0 * JAM *") ==
        "column 7: month \"JAM\" is not 1 to 12 or JAN to DEC; did you mean \"JAN\"?");
  CHECK(refusal_of("0 0 * * mno") ==
        "column 9: weekday \"mno\" is not 0 to 7 or SUN to SAT; did you mean \"MON\"?");
  CHECK(refusal_of("JAN * * * *") == "column 1: minute \"JAN\" is not 0 to 59");
}

TEST_CASE("empty places in a list are refused") {
  CHECK(refusal_of("1,,2 * * * *") ==
        "column 3: minute has an empty place in its list; 0 to 59 is wanted");
  CHECK(refusal_of(", * * * *") ==
        "column 1: minute has an empty place in its list; 0 to 59 is wanted");
  CHECK(refusal_of("1, * * * *") ==
        "column 3: minute has an empty place in its list; 0 to 59 is wanted");
}

TEST_CASE("ranges that run backwards are refused, except to Sunday") {
  CHECK(refusal_of("0 22-2 * * *") ==
        "column 3: hour \"22-2\" runs backwards; write two ranges with a comma");
  CHECK(refusal_of("0 0 * * FRI-MON") ==
        "column 9: weekday \"FRI-MON\" runs backwards; write two ranges with a comma");
  CHECK(refusal_of("0 0 * * FRI-SUN") == "taken");
  CHECK(refusal_of("0 0 * * 5-7") == "taken");
  CHECK(refusal_of("0 0 * * 0-7") == "taken");
}

TEST_CASE("a step is at least 1 and less than its field is long") {
  CHECK(refusal_of("*/0 * * * *") == "column 3: minute step 0 is not 1 to 59");
  CHECK(refusal_of("*/60 * * * *") == "column 3: minute step 60 is not 1 to 59");
  CHECK(refusal_of("0 */24 * * *") == "column 5: hour step 24 is not 1 to 23");
  CHECK(refusal_of("0 0 */31 * *") == "column 7: day of month step 31 is not 1 to 30");
  CHECK(refusal_of("0 0 1 */12 *") == "column 9: month step 12 is not 1 to 11");
  CHECK(refusal_of("0 0 * * */7") == "column 11: weekday step 7 is not 1 to 6");
  CHECK(refusal_of("*/x * * * *") == "column 3: minute step \"x\" is not 1 to 59");
  CHECK(refusal_of("*/ * * * *") == "column 3: minute step \"\" is not 1 to 59");
  CHECK(refusal_of("*/5/5 * * * *") == "column 3: minute step \"5/5\" is not 1 to 59");
}

TEST_CASE("what stands behind a star is a step or nothing") {
  CHECK(refusal_of("*5 * * * *") ==
        "column 1: minute \"*5\": * stands alone or before a step, as */5");
  CHECK(refusal_of("*-5 * * * *") ==
        "column 1: minute \"*-5\": * stands alone or before a step, as */5");
}

TEST_CASE("a question mark stands alone in the day fields, and nowhere else") {
  CHECK(refusal_of("0 0 ? * 1") == "taken");
  CHECK(refusal_of("0 0 1 * ?") == "taken");
  CHECK(refusal_of("0 0 ? * ?") == "taken");
  CHECK(refusal_of("? 0 * * *") ==
        "column 1: minute \"?\": ? stands alone, for day of month or weekday; write *");
  CHECK(refusal_of("0 0 ?/2 * *") ==
        "column 5: day of month \"?/2\": ? stands alone, for day of month or weekday; write *");
}

TEST_CASE("the nearest working day is refused by name") {
  for (const char* text : {"0 0 15W * *", "0 0 LW * *", "0 0 w * *"})
    CHECK(has(refusal_of(text), ": W, the nearest working day, is not known"));
  CHECK(has(refusal_of("0 0 * * 5W"), "weekday \"5W\": W, the nearest working day"));
}

TEST_CASE("L stands alone as a day of month, and behind a day as a weekday") {
  CHECK(refusal_of("0 0 L * *") == "taken");
  CHECK(refusal_of("0 0 1,l * *") == "taken");
  CHECK(refusal_of("0 0 L-3 * *") ==
        "column 5: day of month \"L-3\": L stands alone, for the last day of the month");
  CHECK(refusal_of("0 0 5L * *") == "column 5: day of month \"5L\" is not 1 to 31");
  CHECK(refusal_of("0 0 * * L") ==
        "column 9: weekday L needs a day in front: 5L is the last Friday of the month");
  CHECK(refusal_of("0 0 * * friL,7L") == "taken");
  CHECK(refusal_of("0 0 * * 8L") == "column 9: weekday 8 is not 0 to 7 or SUN to SAT");
  CHECK(refusal_of("L * * * *") == "column 1: minute \"L\" is not 0 to 59");
}

TEST_CASE("n#k takes a weekday and 1 to 5") {
  CHECK(refusal_of("0 0 * * 2#1") == "taken");
  CHECK(refusal_of("0 0 * * tue#5,0#1") == "taken");
  CHECK(refusal_of("0 0 * * 2#6") == "column 11: weekday \"2#6\": what follows # is not 1 to 5");
  CHECK(refusal_of("0 0 * * 2#0") == "column 11: weekday \"2#0\": what follows # is not 1 to 5");
  CHECK(refusal_of("0 0 * * 2#") == "column 11: weekday \"2#\": what follows # is not 1 to 5");
  CHECK(refusal_of("0 0 * * #1") == "column 9: weekday \"\" is not 0 to 7 or SUN to SAT");
  CHECK(refusal_of("0 0 2#1 * *") == "column 5: day of month \"2#1\" is not 1 to 31");
}

TEST_CASE("five or six fields are wanted") {
  const std::string wanted =
      "5 fields are wanted (minute hour day-of-month month weekday), or 6 (second first); there "
      "are ";
  CHECK(refusal_of("") == "column 1: " + wanted + "0");
  CHECK(refusal_of("  \t ") == "column 1: " + wanted + "0");
  CHECK(refusal_of("* * * *") == "column 7: " + wanted + "4");
  CHECK(refusal_of("0 0 0 * * ? 2026") == "column 13: " + wanted + "7");
  CHECK(refusal_of(std::string(1001, ' ')) ==
        "column 1: an expression has at most 1000 characters");
}

TEST_CASE("macros are taken in any case, alone") {
  for (const char* text : {"@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly",
                           "@annually", " @Daily "})
    CHECK_MESSAGE(refusal_of(text) == "taken", text);
  CHECK(refusal_of("@daily 5") == "column 8: @daily stands alone");
}

TEST_CASE("@reboot is refused by name, another macro with those that are known") {
  CHECK(refusal_of("@reboot") ==
        "column 1: @reboot is not known: the start of the host is no time that can be planned");
  CHECK(refusal_of(" @weakly") ==
        "column 2: \"@weakly\" is none of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, "
        "@annually; did you mean \"@weekly\"?");
}

TEST_CASE("an expression whose day is in no year is refused") {
  CHECK(refusal_of("0 0 30 2 *") ==
        "column 5: no year has such a day: day of month \"30\", month \"2\", weekday \"*\"");
  CHECK(has(refusal_of("0 0 31 2,4,6,9,11 *"), "column 5: no year has such a day"));
  CHECK(has(refusal_of("0 0 0 31 jun ?"), "column 7: no year has such a day"));
  // Both day fields count, as one begins with a star: day 1 is never in the second week.
  CHECK(has(refusal_of("0 0 */30 2 1#2"), "no year has such a day"));
}

TEST_CASE("a day that few years have is taken") {
  CHECK(refusal_of("0 0 29 2 *") == "taken");
  CHECK(refusal_of("0 0 */28 2 1#5") == "taken");  // 29 February on a Monday
  CHECK(refusal_of("0 0 30 2 1") == "taken");      // or on any Monday
  CHECK(refusal_of("0 0 L 2 *") == "taken");
}
