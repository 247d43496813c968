#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

#include "support/text.hpp"
#include "unit/schedule/helpers.hpp"

using namespace sluice::schedule;
using namespace sluice::schedule::test;
using sluice::test::has;
using sluice::zones::ClosingRule;

namespace {

Zone zone_named(const char* name) {
  const auto zone = named_zone(name);
  REQUIRE_MESSAGE(zone.ok(), zone.status().message());
  return *zone;
}

std::string zone_refusal(const char* name) {
  const auto zone = named_zone(name);
  return zone.ok() ? "taken" : zone.status().message();
}

// By the C library, which reads the same files with code of its own.
class SystemZone {
 public:
  explicit SystemZone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~SystemZone() {
    ::unsetenv("TZ");
    ::tzset();
  }
  SystemZone(const SystemZone&) = delete;
  SystemZone& operator=(const SystemZone&) = delete;

  int64_t offset_at(int64_t moment) const {
    std::tm tm{};
    const std::time_t time = moment;
    ::localtime_r(&time, &tm);
    return tm.tm_gmtoff;
  }
};

}  // namespace

TEST_CASE("UTC is the default zone and never changes") {
  CHECK(Zone().name() == "UTC");
  CHECK(zone_named("UTC").span_at(0).begin == INT64_MIN);
  CHECK(Zone().local_of(1'000'000) == 1'000'000);
  CHECK(Zone().first_moment(1'000'000) == 1'000'000);
  CHECK(Zone().offset_text(0) == "+00:00");
}

TEST_CASE("an unknown zone is refused with the one that is meant") {
  CHECK(zone_refusal("Europe/Berln") ==
        "there is no time zone \"Europe/Berln\"; did you mean \"Europe/Berlin\"?");
  CHECK(zone_refusal("europe/berlin") ==
        "there is no time zone \"europe/berlin\"; did you mean \"Europe/Berlin\"?");
  CHECK(zone_refusal("new_york") ==
        "there is no time zone \"new_york\"; did you mean \"America/New_York\"?");
  CHECK(has(zone_refusal("Middle-Earth"), "; write it as Europe/Berlin, or UTC"));
  CHECK(has(zone_refusal(""), "there is no time zone \"\""));
}

TEST_CASE("names that lead out of the list of zones are refused, and this machine's own zone") {
  for (const char* name : {"../../../etc/passwd", "/etc/localtime", "localtime", "Europe", "UTC0"})
    CHECK_MESSAGE(has(zone_refusal(name), "there is no time zone"), name);
}

TEST_CASE("offsets are those of the C library, every three hours of ten years") {
  for (const char* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                           "Pacific/Apia", "Asia/Kathmandu", "Etc/UTC"}) {
    const Zone zone = zone_named(name);
    const SystemZone system(name);
    int differences = 0;
    for (int64_t at = local("2008-01-01 00:00"); at < local("2018-01-01 00:00"); at += 10'800)
      differences += zone.span_at(at).offset != system.offset_at(at);
    CHECK_MESSAGE(differences == 0, name);
  }
}

TEST_CASE(
    "offsets are those of the C library after the last change that is listed, in every rule") {
  for (const char* name :
       {"Europe/Berlin", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Gaza",
        "America/Nuuk", "America/Santiago", "Africa/Casablanca", "Asia/Jerusalem", "Pacific/Apia",
        "Asia/Kathmandu", "Antarctica/Troll", "America/Havana", "Africa/Cairo"}) {
    const Zone zone = zone_named(name);
    const SystemZone system(name);
    int differences = 0;
    for (int64_t at = local("2035-01-01 00:00"); at < local("2065-01-01 00:00"); at += 10'800)
      differences += zone.span_at(at).offset != system.offset_at(at);
    CHECK_MESSAGE(differences == 0, name);
  }
}

TEST_CASE("spans follow each other without a gap where the closing rule takes over") {
  for (const char* name : {"Europe/Berlin", "Australia/Lord_Howe", "Europe/Dublin"}) {
    const Zone zone = zone_named(name);
    for (int64_t at = local("2036-01-01 00:00"); at < local("2045-01-01 00:00");) {
      const Span span = zone.span_at(at);
      CHECK(span.end > at);
      CHECK(zone.span_at(span.end).begin == span.end);
      at = span.end;
    }
  }
}

TEST_CASE("closing rules are read in each form, others not") {
  for (const char* text : {"CET-1CEST,M3.5.0,M10.5.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
                           "IST-1GMT0,M10.5.0,M3.5.0/1", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
                           "EET-2EEST,M3.4.4/50,M10.4.4/50", "AAA3BBB2:30:15,J60/0,365/23:59:59"})
    CHECK_MESSAGE(ClosingRule::parse(text), text);
  for (const char* text :
       {"", "CET-1", "<+0545>-5:45", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365",
        "CET-1CEST,M3.5.0,M10.5.0/3x", "<CET-1CEST", "CET-1CEST,M3.5.0/,M10.5.0", "1", ",,,"})
    CHECK_MESSAGE(!ClosingRule::parse(text), text);
}

TEST_CASE("days of the year in a closing rule count 29 February, or not") {
  const auto leap = [](const char* text) {
    return local_text(ClosingRule::parse(text)->span_at(local("2028-07-01 00:00")).begin);
  };
  CHECK(leap("AAA0BBB,J59/0,J300") == "2028-02-28 00:00");
  CHECK(leap("AAA0BBB,J60/0,J300") == "2028-03-01 00:00");
  CHECK(leap("AAA0BBB,59/0,J300") == "2028-02-29 00:00");
}

TEST_CASE("a time that the clock skips has the first moment after it") {
  const Zone berlin = zone_named("Europe/Berlin");
  const int64_t change = local("2026-03-29 01:00");
  CHECK(berlin.first_moment(local("2026-03-29 01:59:59")) == change - 1);
  CHECK(berlin.first_moment(local("2026-03-29 02:00")) == change);
  CHECK(berlin.last_moment(local("2026-03-29 02:59:59")) == change);
  CHECK(berlin.first_moment(local("2026-03-29 03:00")) == change);
  CHECK(berlin.first_moment(local("2026-03-29 03:00:01")) == change + 1);
}

TEST_CASE("a time that the clock shows twice has two moments") {
  const Zone berlin = zone_named("Europe/Berlin");
  CHECK(berlin.first_moment(local("2026-10-25 02:30")) == local("2026-10-25 00:30"));
  CHECK(berlin.last_moment(local("2026-10-25 02:30")) == local("2026-10-25 01:30"));
  CHECK(berlin.first_moment(local("2026-10-25 03:00")) == local("2026-10-25 02:00"));
  CHECK(berlin.last_moment(local("2026-10-25 01:59:59")) == local("2026-10-24 23:59:59"));
}

TEST_CASE("Apia skipped a whole day") {
  const Zone apia = zone_named("Pacific/Apia");
  const int64_t change = local("2011-12-30 10:00");
  CHECK(apia.local_of(change - 1) == local("2011-12-29 23:59:59"));
  CHECK(apia.local_of(change) == local("2011-12-31 00:00"));
  CHECK(apia.first_moment(local("2011-12-30 12:00")) == change);
}

TEST_CASE("offsets are written with their sign") {
  CHECK(zone_named("Asia/Kathmandu").offset_text(1'700'000'000) == "+05:45");
  CHECK(zone_named("America/New_York").offset_text(1'700'000'000) == "-05:00");
}
