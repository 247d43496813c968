// http.subscriber: responses that are not UTF-8, and what says so.
#include <doctest/doctest.h>

#include "sluice/encoding/declared.hpp"
#include "source_rig.hpp"

using namespace http_plugin::test;
using namespace std::string_literals;

namespace {

sluice::test::Polled read(const std::string& body, const std::string& config,
                          const std::string& type) {
  const std::string headers = type.empty() ? "" : "Content-Type: " + type + "\r\n";
  ScriptedServer server(always(response(200, body, headers)));
  SourceRig rig(server);
  return rig.given(R"("path":"/x",)" + config).walk();
}

Lines rows(const std::string& body, const std::string& config, const std::string& type = {}) {
  const auto all = read(body, config, type);
  CHECK_MESSAGE(all.status.code() == SLUICE_END, all.status.message());
  CHECK(all.failed.empty());
  return all.records;
}

const std::string kXml = R"("format":"xml","items":"r.o")";
const std::string kCsv = R"("format":"csv")";
const std::string kText = R"("format":"text")";
const Lines kMueller = {R"({"n":"Müller"})"};

}  // namespace

TEST_CASE("http.subscriber: XML is read in the encoding that it says") {
  CHECK(rows("<?xml version='1.0' encoding='ISO-8859-1'?><r><o><n>M\xFCller</n></o></r>", kXml) ==
        kMueller);
  CHECK(rows("<?xml version='1.0' encoding='UTF-8'?><r><o><n>Müller</n></o></r>", kXml) ==
        kMueller);
}

TEST_CASE("http.subscriber: a charset of the response counts for CSV, text and XML") {
  const std::string latin = "text/any; charset=ISO-8859-1";
  CHECK(rows("n\nM\xFCller\n", kCsv, latin) == kMueller);
  CHECK(rows("n\nM\xFCller\n", R"("format":"tsv")", latin) == kMueller);
  CHECK(rows("M\xFCller\n", kText, "text/plain; x=\"a;b\"; CharSet=\"iso-8859-1\"") ==
        Lines{R"({"text":"Müller"})"});
  CHECK(rows("\xFC\n1\n", kCsv, latin) == Lines{R"({"ü":"1"})"});
  // RFC 7303: it says more than the document.
  CHECK(rows("<?xml version='1.0' encoding='UTF-8'?><r><o><n>M\xFCller</n></o></r>", kXml, latin) ==
        kMueller);
  // A second byte of SHIFT_JIS may be a backslash.
  CHECK(rows("n\n\x83\x5C\n", kCsv, "text/csv; charset=Shift_JIS") == Lines{R"({"n":"ソ"})"});
}

TEST_CASE(
    "http.subscriber: encoding says more than the response, a byte order mark more than both") {
  const std::string cp1252 = R"(,"encoding":"WINDOWS-1252")";
  CHECK(rows("n\n\x80\n", kCsv + cp1252, "text/csv; charset=ISO-8859-1") == Lines{R"({"n":"€"})"});
  CHECK(rows("\xEF\xBB\xBFn\nMüller\n", kCsv + cp1252) == kMueller);
  CHECK(rows("\xEF\xBB\xBFn\nMüller\n", kCsv, "text/csv; charset=ISO-8859-1") == kMueller);
  CHECK(rows("\xEF\xBB\xBFM\n", kText) == Lines{R"({"text":"M"})"});
  CHECK(rows("\xEF\xBB\xBF<r><o><n>Müller</n></o></r>", kXml) == kMueller);
  CHECK(rows("{\"d\":[{\"n\":\"M\xFCller\"}]}", R"("items":"d")" + cp1252) == kMueller);
}

TEST_CASE("http.subscriber: UTF-16 is read, by its byte order mark or the charset") {
  CHECK(rows("\xFF\xFEn\0\n\0\xFC\0\n\0"s, kCsv) == Lines{R"({"n":"ü"})"});
  CHECK(rows("\xFE\xFF\0n\0\n\0\xFC\0\n"s, kCsv) == Lines{R"({"n":"ü"})"});
  CHECK(rows("\0n\0\n\0\xFC\0\n"s, kCsv, "text/csv; charset=UTF-16BE") == Lines{R"({"n":"ü"})"});
}

TEST_CASE("http.subscriber: JSON is UTF-8, whatever the charset") {
  CHECK(rows(R"([{"n":"Müller"}])", R"("items":"")", "application/json; charset=ISO-8859-1") ==
        kMueller);
  CHECK(rows("\xEF\xBB\xBF[{\"n\":\"Müller\"}]", R"("items":"")", "text/any; charset=ISO-8859-1") ==
        kMueller);
  CHECK(rows("{\"n\":\"Müller\"}\n", R"("format":"ndjson")", "text/plain; charset=ISO-8859-1") ==
        kMueller);
}

TEST_CASE("http.subscriber: an encoding that is not known is named") {
  const auto unknown = read("n\n1\n", kCsv, "text/csv; charset=none-1");
  CHECK(unknown.status.code() == SLUICE_E_DATA);
  CHECK(unknown.status.message() ==
        "GET /x: the encoding none-1 is not known here (the charset "
        "of the response says so); set encoding");
  CHECK(has(read("<?xml version='1.0' encoding='none-2'?><r/>", kXml, "").status.message(),
            "the encoding none-2 is not known here (the XML declaration says so)"));
  ScriptedServer server(always(200));
  SourceRig rig(server);
  CHECK(has(rig.refusal(R"("path":"/x","format":"csv","encoding":"none-3")"),
            "/encoding: the encoding none-3 is not known here"));
  CHECK(has(rig.refusal(R"("path":"/x","format":"ndjson","encoding":"UTF-8")"),
            "/encoding: is not used with format: ndjson"));
}

TEST_CASE("http.subscriber: bytes that are no character are the fault of their row or line") {
  const auto csv = read("n,m\n\x81,1\nb,2\n", kCsv, "text/csv; charset=WINDOWS-1252");
  CHECK(csv.records == Lines{R"({"n":"b","m":"2"})"});
  CHECK(csv.failed == Lines{"line 2: byte 1 is no character of WINDOWS-1252"});
  const auto text = read("a\nM\xFCller\n", kText, "");
  CHECK(text.records == Lines{R"({"text":"a"})"});
  CHECK(text.failed == Lines{"line 2: it is not UTF-8; set encoding"});
  CHECK(has(read("<?xml version='1.0' encoding='WINDOWS-1252'?><r><o>\x81</o></r>", kXml, "")
                .status.message(),
            "byte 52 is no character of WINDOWS-1252, which the XML declaration says it is"));
}

TEST_CASE("the charset of a Content-Type is read as RFC 9110 has it") {
  using sluice::encoding::of_content_type;
  CHECK(of_content_type("text/html;charset=utf-8") == "utf-8");
  CHECK(of_content_type("text/html; a=\"x;charset=no\" ; Charset = \"a\\b\"") == "ab");
  CHECK(of_content_type("text/html; charset=").empty());
  CHECK(of_content_type("charset=utf-8").empty());
  CHECK(of_content_type("text/html; x=\"open; charset=no").empty());
}
