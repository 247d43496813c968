#include "sluice/csv/reader.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using sluice::csv::Reader;
using sluice::csv::Settings;

namespace {

// Rows as "a|b" with their lines, "1:a|b"; at the end the failure.
std::vector<std::string> rows_of(std::string_view text, size_t piece,
                                 const Settings& settings = {}) {
  std::vector<std::string> out;
  Reader reader(settings);
  const auto take = [&] {
    while (reader.next() == Reader::Event::kRow) {
      std::string row = std::to_string(reader.line()) + ":";
      for (size_t i = 0; i < reader.fields().size(); i++)
        row.append(i ? "|" : "").append(reader.fields()[i]);
      out.push_back(row);
    }
  };
  for (; !text.empty() && reader.failure().ok(); text.remove_prefix(std::min(piece, text.size()))) {
    reader.feed(text.substr(0, piece));
    take();
  }
  reader.feed({});
  reader.end();
  take();
  if (!reader.failure().ok()) out.push_back(std::string(reader.failure().message()));
  return out;
}

using Rows = std::vector<std::string>;

// The same whatever pieces the text comes in.
Rows rows_of(std::string_view text, const Settings& settings = {}) {
  const Rows whole = rows_of(text, text.size() + 1, settings);
  for (const size_t piece : {1, 2, 3, 7}) CHECK(rows_of(text, piece, settings) == whole);
  return whole;
}

}  // namespace

TEST_CASE("fields are what is between the delimiters, blanks included") {
  CHECK(rows_of("a,b\n1, x ,\n") == Rows{"1:a|b", "2:1| x |"});
}

TEST_CASE("a quoted field holds delimiters, line breaks and doubled quotes") {
  CHECK(rows_of("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"\nnext,1,2\n") ==
        Rows{"1:a,b|say \"hi\"|two\r\nlines", "3:next|1|2"});
}

TEST_CASE("lines end with LF, CR LF or CR, and the last one needs none") {
  CHECK(rows_of("a\r\nb\nc\rd") == Rows{"1:a", "2:b", "3:c", "4:d"});
}

TEST_CASE("empty lines are skipped, a row of one empty quoted field is not") {
  CHECK(rows_of("\n\na\n\r\n\"\"\n\n") == Rows{"3:a", "5:"});
}

TEST_CASE("a byte order mark is no part of the first field, and half a mark is") {
  CHECK(rows_of("\xEF\xBB\xBF"
                "a,b\n") == Rows{"1:a|b"});
  CHECK(rows_of("\xEF\xBB\xBF\"a\",b\n") == Rows{"1:a|b"});
  CHECK(rows_of("\xEF\xBB") == Rows{"1:\xEF\xBB"});
  CHECK(rows_of("\xEF\xBB,x") == Rows{"1:\xEF\xBB|x"});
}

TEST_CASE("nothing has no rows") {
  CHECK(rows_of("").empty());
  CHECK(rows_of("\xEF\xBB\xBF").empty());
  CHECK(rows_of("\r\n\r\n").empty());
}

TEST_CASE("the delimiter can be another byte") {
  CHECK(rows_of("a;b,c\n", {.delimiter = ';'}) == Rows{"1:a|b,c"});
  CHECK(rows_of("a\tb\n", {.delimiter = '\t'}) == Rows{"1:a|b"});
}

TEST_CASE("a trailing delimiter makes an empty last field") {
  CHECK(rows_of("a,") == Rows{"1:a|"});
  CHECK(rows_of(",\n") == Rows{"1:|"});
}

TEST_CASE("a quote within an unquoted field is an error with its line") {
  CHECK(rows_of("a\n5\" pipe\n") ==
        Rows{"1:a",
             "line 2: a quote is within field 1, which does not begin with one; write the field in "
             "quotes and the quote twice"});
}

TEST_CASE("text behind a closing quote is an error with its field") {
  CHECK(rows_of("a,\"b\"c\n") == Rows{"line 1: text follows the closing quote of field 2"});
}

TEST_CASE("a quote that is never closed is an error at the line where it begins") {
  CHECK(rows_of("a\nb,\"c\nd\ne\n") ==
        Rows{"1:a", "line 2: a quoted field begins here and does not end"});
}

TEST_CASE("a row is bounded in bytes and in fields") {
  CHECK(rows_of("ab\n\"abc\n\nd\"\n", {.largest_row = 4}) ==
        Rows{"1:ab", "line 2: the row that begins here has more than 4 bytes"});
  CHECK(rows_of("a,b,c\n", {.most_fields = 2}) ==
        Rows{"line 1: the row that begins here has more than 2 fields"});
}

TEST_CASE("nothing comes after a failure") {
  Reader reader({});
  reader.feed("a\"b\nc\n");
  CHECK(reader.next() == Reader::Event::kFailed);
  CHECK(reader.next() == Reader::Event::kFailed);
}

TEST_CASE(
    "a row of the most fields is read and one more is refused, whether or not its line ends") {
  for (const char* const end : {"", "\n"}) {
    for (const bool one_more : {false, true}) {
      sluice::csv::Settings settings;
      settings.most_fields = 3;
      sluice::csv::Reader reader(settings);
      const std::string text = std::string(one_more ? "1,2,3,4" : "1,2,3") + end;
      reader.feed(text);
      reader.end();
      const auto event = reader.next();
      CHECK((event == sluice::csv::Reader::Event::kRow) == !one_more);
      CHECK(reader.failure().ok() == !one_more);
    }
  }
}
