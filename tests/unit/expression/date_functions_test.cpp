#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

bool says_date(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("parse_date reads the forms that it is told") {
  Fixture f;
  const auto parsed = [&](const std::string& text, const std::string& more) {
    return f.evaluate("parse_date('" + text + "'" + more + ")", "{}");
  };
  CHECK(parsed("2026-07-15T17:00:00.250+02:00", "") == R"("2026-07-15T15:00:00.25Z")");
  CHECK(parsed("2026-07-15", "") == R"("2026-07-15T00:00:00Z")");
  CHECK(parsed("2026-07-15 17:00", ", 'iso', 'Europe/Amsterdam'") == R"("2026-07-15T15:00:00Z")");
  CHECK(parsed("15/07/26 5:00 pm", ", '%d/%m/%y %I:%M %p'") == R"("2026-07-15T17:00:00Z")");
  CHECK(parsed("Jul 5, 2026", ", '%b %e, %Y'") == R"("2026-07-05T00:00:00Z")");
  CHECK(parsed("Wed, 15 Jul 2026 15:00:00 GMT", ", 'http'") == R"("2026-07-15T15:00:00Z")");
  CHECK(parsed("1784127600", ", 'epoch'") == R"("2026-07-15T15:00:00Z")");
  CHECK(parsed("1784127600250", ", 'epoch_ms'") == R"("2026-07-15T15:00:00.25Z")");
  CHECK(parsed("20260715150000", ", '%Y%m%d%H%M%S'") == R"("2026-07-15T15:00:00Z")");
  CHECK(parsed("2026-196", ", '%Y-%j'") == R"("2026-07-15T00:00:00Z")");
  CHECK(parsed("15-7-2026 24:00", ", '%d-%m-%Y %H:%M'") == R"("2026-07-16T00:00:00Z")");
  CHECK(f.evaluate("parse_date(`1784127600.5`, 'epoch')", "{}") == R"("2026-07-15T15:00:00.5Z")");
}

TEST_CASE("a text of another form or no day of the calendar fails the record") {
  Fixture f;
  const auto refused = [&](const std::string& text, const std::string& form) {
    return says_date(f.evaluate("parse_date('" + text + "', '" + form + "')", "{}"),
                     "parse_date(): \"" + text + "\" is no date of the form " + form);
  };
  CHECK(refused("31-02-2026", "%d-%m-%Y"));
  CHECK(refused("2026-07-15", "%d-%m-%Y"));
  CHECK(refused("15-07-2026x", "%d-%m-%Y"));
  CHECK(refused("", "%d-%m-%Y"));
  CHECK(refused("2026-366", "%Y-%j"));
  CHECK(refused("13:00 pm", "%I:%M %p"));
  CHECK(refused("24:01", "%H:%M"));
  CHECK(refused("99999999999999999999", "epoch"));
  CHECK(refused("2026-13-01", "iso"));
  CHECK(says_date(f.evaluate("parse_date('99999999999999', 'epoch')", "{}"), "the year is not"));
}

TEST_CASE("a clock that is put forward skips times, and one that is put back shows them twice") {
  Fixture f;
  const auto local = [&](const std::string& text) {
    return f.evaluate("parse_date('" + text + "', 'iso', 'Europe/Amsterdam')", "{}");
  };
  CHECK(says_date(
      local("2026-03-29T02:30:00"),
      "there is no 2026-03-29 02:30 in Europe/Amsterdam, where the clock is put forward"));
  CHECK(local("2026-03-29T03:00:00") == R"("2026-03-29T01:00:00Z")");
  CHECK(local("2026-10-25T02:30:00") == R"("2026-10-25T00:30:00Z")");
  CHECK(local("2060-07-01T12:00:00") == R"("2060-07-01T10:00:00Z")");
}

TEST_CASE("zones that come from data are each their own, however many there are in turn") {
  Fixture f;
  // More zones than a call keeps, twice: they push each other out.
  const char* const zones =
      "[`-12`, `-11`, `-10`, `-9`, `-8`, `-7`, `-6`, `-5`, `-4`, `-3`, `-2`, "
      "`-1`, `1`, `2`, `3`, `4`, `5`, `6`, `7`, `8`]";
  const std::string shown = std::string(
                                "join(' ', map(&format_date('2026-07-15T12:00:00Z', '%H', "
                                "join('', ['Etc/GMT', (@ > `0` ? '+' : ''), "
                                "to_string(@)])), ") +
                            zones + "))";
  const std::string hours = "\"00 23 22 21 20 19 18 17 16 15 14 13 11 10 09 08 07 06 05 04\"";
  CHECK(f.evaluate(shown, "{}") == hours);
  CHECK(f.evaluate("[" + shown + ", " + shown + "]", "{}") == "[" + hours + "," + hours + "]");
}

TEST_CASE("format_date shows a moment as a clock of the zone does") {
  Fixture f;
  const auto shown = [&](const std::string& form, const std::string& zone) {
    return f.evaluate("format_date('2026-01-02T03:04:05.678Z', '" + form + "', '" + zone + "')",
                      "{}");
  };
  CHECK(shown("iso", "UTC") == R"("2026-01-02T03:04:05.678Z")");
  CHECK(shown("iso", "America/New_York") == R"("2026-01-01T22:04:05.678-05:00")");
  CHECK(shown("%a %A %d %e %b %B %y %Y", "UTC") == R"("Fri Friday 02 2 Jan January 26 2026")");
  CHECK(shown("%H %I %l %M %S %p %L %f", "UTC") == R"("03 03  3 04 05 AM 678 678000")");
  CHECK(shown("%j %u %V %G %z %F %T %R %%", "Asia/Kolkata") ==
        R"("002 5 01 2026 +05:30 2026-01-02 08:34:05 08:34 %")");
  CHECK(shown("http", "Asia/Kolkata") == R"("Fri, 02 Jan 2026 03:04:05 GMT")");
  CHECK(shown("epoch", "UTC") == R"("1767323045")");
  CHECK(shown("epoch_ms", "UTC") == R"("1767323045678")");
  CHECK(f.evaluate("format_date('2026-07-15', '%d.%m.%Y', 'Asia/Tokyo')", "{}") ==
        R"("15.07.2026")");
}

TEST_CASE("a wrong format, zone or unit is refused when it is compiled") {
  Fixture f;
  CHECK(says_date(f.compile_error("format_date(a, '%Q')"), "the date format \"%Q\" is not known"));
  CHECK(says_date(f.compile_error("format_date(a, 'dd-MM-yyyy')"), "a pattern as %d-%m-%Y"));
  CHECK(says_date(f.compile_error("parse_date(a, 'iso', 'Europe/Amsterdm')"),
                  "there is no time zone \"Europe/Amsterdm\"; did you mean Europe/Amsterdam?"));
  CHECK(says_date(f.compile_error("date_add(a, `1`, 'dayz')"), "did you mean day?"));
  CHECK(says_date(f.evaluate("date_add('2026-01-01', `1`, u)", R"({"u":"x"})"),
                  "the unit of a date is one of second"));
}

TEST_CASE("date_add keeps the clock's time from days on") {
  Fixture f;
  const auto later = [&](const std::string& date, const std::string& more) {
    return f.evaluate("date_add('" + date + "', " + more + ", 'Europe/Amsterdam')", "{}");
  };
  CHECK(later("2026-03-28T11:00:00Z", "`1`, 'day'") == R"("2026-03-29T10:00:00Z")");
  CHECK(later("2026-03-28T11:00:00Z", "`24`, 'hours'") == R"("2026-03-29T11:00:00Z")");
  CHECK(later("2026-03-28T01:30:00Z", "`1`, 'day'") == R"("2026-03-29T01:00:00Z")");
  CHECK(later("2024-02-29T12:00:00Z", "`1`, 'year'") == R"("2025-02-28T12:00:00Z")");
  CHECK(later("2026-01-31T12:00:00Z", "`-2`, 'months'") == R"("2025-11-30T12:00:00Z")");
  CHECK(later("2026-01-01T12:00:00.5Z", "`2`, 'weeks'") == R"("2026-01-15T12:00:00.5Z")");
  CHECK(later("2026-01-01T12:00:00Z", "`3`, 'quarter'") == R"("2026-10-01T11:00:00Z")");
  CHECK(says_date(later("2026-01-01T12:00:00Z", "`1e11`, 'years'"), "outside the years 1 to 9999"));
  CHECK(says_date(later("2026-01-01T12:00:00Z", "`-1e12`, 'seconds'"),
                  "outside the years 1 to 9999"));
  CHECK(says_date(later("yesterday", "`1`, 'day'"),
                  "date_add() takes a date as 2026-07-15T15:00:00Z"));
}

TEST_CASE("date_diff counts whole units, towards zero") {
  Fixture f;
  const auto between = [&](const std::string& a, const std::string& b, const std::string& unit) {
    return f.evaluate("date_diff('" + a + "', '" + b + "', '" + unit + "')", "{}");
  };
  CHECK(between("2026-01-31", "2026-02-28", "months") == "0");
  CHECK(between("2026-01-28", "2026-02-28", "months") == "1");
  CHECK(between("2026-02-28", "2026-01-28", "months") == "-1");
  CHECK(between("2024-02-29", "2026-02-28", "years") == "1");
  CHECK(between("2026-01-01T00:00:00Z", "2026-01-02T23:59:59Z", "days") == "1");
  CHECK(between("2026-01-02T23:59:59Z", "2026-01-01T00:00:00Z", "days") == "-1");
  CHECK(between("2026-01-01T00:00:00.5Z", "2026-01-01T00:00:02.25Z", "seconds") == "1");
  CHECK(between("2026-01-01T00:00:00Z", "2026-01-01T01:30:00Z", "minutes") == "90");
  CHECK(f.evaluate("date_diff('2026-03-28T11:00:00Z', '2026-03-29T10:00:00Z', 'day', "
                   "'Europe/Amsterdam')",
                   "{}") == "1");
}

TEST_CASE("start_of gives the beginning by the zone's clock") {
  Fixture f;
  const auto start = [&](const std::string& unit) {
    return f.evaluate("start_of('2026-08-20T22:34:56.7Z', '" + unit + "', 'Europe/Amsterdam')",
                      "{}");
  };
  CHECK(start("minute") == R"("2026-08-20T22:34:00Z")");
  CHECK(start("hour") == R"("2026-08-20T22:00:00Z")");
  CHECK(start("day") == R"("2026-08-20T22:00:00Z")");
  CHECK(start("week") == R"("2026-08-16T22:00:00Z")");
  CHECK(start("month") == R"("2026-07-31T22:00:00Z")");
  CHECK(start("quarter") == R"("2026-06-30T22:00:00Z")");
  CHECK(start("year") == R"("2025-12-31T23:00:00Z")");
  CHECK(f.evaluate("start_of('2026-08-16', 'week')", "{}") == R"("2026-08-10T00:00:00Z")");
}

TEST_CASE("the first and the last day of the calendar, which mean never, are dates as others are") {
  Fixture f;
  const auto is = [&](const std::string& expression, const std::string& wanted) {
    CAPTURE(expression);
    CHECK(f.evaluate(expression, "{}") == "\"" + wanted + "\"");
  };
  for (const char* day : {"9999-12-31", "0001-01-01"}) {
    is(std::string("parse_date('") + day + "')", std::string(day) + "T00:00:00Z");
    is(std::string("format_date('") + day + "', '%d.%m.%Y %a', 'Asia/Tokyo')",
       day[0] == '9' ? "31.12.9999 Fri" : "01.01.0001 Mon");
    is(std::string("start_of('") + day + "T12:00:00Z', 'day')", std::string(day) + "T00:00:00Z");
    is(std::string("date_add('") + day + "', `0`, 'day')", std::string(day) + "T00:00:00Z");
  }
  is("parse_date('9999-12-31T23:59:59.9999999Z')", "9999-12-31T23:59:59.9999999Z");
  is("format_date('9999-12-31T23:59:59Z', '%Y-%m-%d %V')", "9999-12-31 52");
  is("date_add('9999-12-31', `-1`, 'year')", "9998-12-31T00:00:00Z");
  is("date_add('0001-01-01', `9998`, 'years')", "9999-01-01T00:00:00Z");
  is("start_of('0001-01-03', 'year')", "0001-01-01T00:00:00Z");
  CHECK(f.evaluate("date_diff('0001-01-01', '9999-12-31', 'days')", "{}") == "3652058");
}

TEST_CASE("a first day of the calendar in a zone is written in UTC and read again") {
  Fixture f;
  for (const char* zone : {"Europe/Amsterdam", "Asia/Tokyo", "America/New_York", "Asia/Manila"}) {
    const std::string in = std::string(", '%Y-%m-%d', '") + zone + "')";
    for (const char* day : {"0001-01-01", "9999-12-31"})
      CHECK(f.evaluate("format_date(parse_date('" + std::string(day) + "'" + in + in, "{}") ==
            "\"" + std::string(day) + "\"");
  }
}

TEST_CASE("what leaves the calendar fails with what left it") {
  Fixture f;
  const auto says = [&](const std::string& expression, const std::string& part) {
    CAPTURE(expression);
    const std::string said = f.evaluate(expression, "{}");
    CHECK_MESSAGE(says_date(said, part), said);
  };
  says("date_add('9999-12-31', `1`, 'day')",
       "date_add(): the result is outside the years 1 to 9999");
  says("date_add('9999-12-31T23:59:59Z', `1`, 'second')", "outside the years 1 to 9999");
  says("date_add('0001-01-01', `-2`, 'months')", "outside the years 1 to 9999");
  says("format_date('9999-12-31T23:59:59Z', '%Y', 'Asia/Tokyo')",
       "format_date(): the clock of Asia/Tokyo is outside the years 1 to 9999");
  says("parse_date('9999-12-31T23:59:59', 'iso', 'America/New_York')",
       "parse_date(): 9999-12-31 23:59:59 in America/New_York is outside the years 1 to 9999");
  says("start_of('0001-01-01T00:00:00Z', 'year', 'America/New_York')",
       "start_of(): the beginning is outside the years 1 to 9999");
  says("parse_date('253402300800', 'epoch')", "parse_date(): the year is not 1 to 9999");
}

TEST_CASE("now is of the clock that it is given") {
  Fixture f;
  auto compiled = f.compile("now()");
  REQUIRE(compiled.ok());
  sluice::expression::Evaluator evaluator(compiled->program(), f.batch());
  CHECK(f.json(evaluator.evaluate(f.value("{}"))) == R"("2026-07-15T15:00:00Z")");
  f.unix_us = -1;
  CHECK(f.json(evaluator.evaluate(f.value("{}"))) == R"("1969-12-31T23:59:59Z")");
}

TEST_CASE("without a clock now() is refused") {
  Fixture f;
  auto workbench = f.workbench();
  workbench.unix_us = {};
  const auto compiled = sluice::expression::Expression::compile("now()", workbench);
  REQUIRE(!compiled.ok());
  CHECK(compiled.status().message() == "column 1: now() has no clock here");
}
