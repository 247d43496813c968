#include "app/trial/test_report.hpp"

#include <Poco/SAX/AttributesImpl.h>
#include <Poco/XML/XMLWriter.h>

#include <algorithm>
#include <sstream>

#include "app/report/colour.hpp"
#include "app/report/console.hpp"
#include "sluice/printable.hpp"

namespace sluice::app {
namespace {

using config::Node;

size_t failed_in(const std::vector<TestResult>& results) {
  return results.size() -
         static_cast<size_t>(std::count_if(results.begin(), results.end(), is_good));
}

std::string test_place(const TestCase& test) {
  return test.file + ":" + std::to_string(test.at.line);
}

std::vector<std::string> lines_of(const Difference& one) {
  const std::string path = one.path.empty() ? "" : one.path + ": ";
  std::vector<std::string> out;
  if (one.before) out.push_back("- " + path + *one.before);
  if (one.after) out.push_back("+ " + path + *one.after);
  return out;
}

Node mismatch_node(const Mismatch& mismatch) {
  Node out = Node::object();
  out.set("what", text_node(mismatch.what));
  Node list = Node::array();
  for (const Difference& one : mismatch.differences)
    for (const std::string& line : lines_of(one)) list.items.push_back(text_node(line));
  out.set("differences", std::move(list));
  return out;
}

// One XML attribute after the other.
class Attributes : public Poco::XML::AttributesImpl {
 public:
  Attributes& with(const std::string& name, const std::string& value) {
    addAttribute("", "", name, "CDATA", printable(value));
    return *this;
  }
};

std::string seconds(int64_t ns) {
  std::ostringstream out;
  out << static_cast<double>(ns) / 1e9;
  return out.str();
}

std::string mismatch_text(const TestResult& result) {
  std::string out;
  for (const Mismatch& mismatch : result.mismatches) {
    out += mismatch.what + "\n";
    for (const Difference& one : mismatch.differences)
      for (const std::string& line : lines_of(one)) out += "  " + line + "\n";
  }
  return out;
}

void write_test(Poco::XML::XMLWriter& xml, const TestResult& result,
                const services::Redactor& redactor) {
  const TestCase& test = result.test;
  xml.startElement("", "", "testcase",
                   Attributes()
                       .with("classname", test.pipeline)
                       .with("name", test.name)
                       .with("file", test.file)
                       .with("line", std::to_string(test.at.line))
                       .with("time", seconds(result.ns)));
  if (!is_good(result)) {
    const std::string first = redactor.redact(result.mismatches.front().what);
    xml.startElement("", "", "failure", Attributes().with("message", first));
    xml.characters(printable_lines(redactor.redact(mismatch_text(result))));
    xml.endElement("", "", "failure");
  }
  xml.endElement("", "", "testcase");
}

}  // namespace

void print_test(const TestResult& result, const services::Redactor& redactor, bool quiet) {
  const std::string name = result.test.pipeline + ": " + result.test.name;
  if (result.updated) return print("updated  " + name);
  if (result.mismatches.empty())
    return quiet ? void() : print_in(Colour::kGreen, "ok       " + name);
  print_in(Colour::kRed, "FAILED   " + name + " (" + test_place(result.test) + ")");
  for (const Mismatch& mismatch : result.mismatches) {
    print("  " + redactor.redact(mismatch.what));
    for (const Difference& one : mismatch.differences)
      for (const std::string& line : lines_of(one))
        print_in(line[0] == '-' ? Colour::kRed : Colour::kGreen, "    " + redactor.redact(line));
  }
}

void print_count(const std::vector<TestResult>& results) {
  const size_t failed = failed_in(results);
  print(std::to_string(results.size() - failed) + " passed, " + std::to_string(failed) + " failed");
}

Node tests_node(const std::vector<TestResult>& results) {
  Node list = Node::array();
  for (const TestResult& result : results) {
    Node one = Node::object();
    one.set("name", text_node(result.test.name));
    one.set("pipeline", text_node(result.test.pipeline));
    one.set("file", text_node(result.test.file));
    one.set("line", unsigned_node(result.test.at.line));
    one.set("passed", flag_node(result.mismatches.empty()));
    Node mismatches = Node::array();
    for (const Mismatch& mismatch : result.mismatches)
      mismatches.items.push_back(mismatch_node(mismatch));
    one.set("mismatches", std::move(mismatches));
    list.items.push_back(std::move(one));
  }
  Node out = Node::object();
  out.set("tests", std::move(list));
  const size_t failed = failed_in(results);
  out.set("passed", unsigned_node(results.size() - failed));
  out.set("failed", unsigned_node(failed));
  return out;
}

std::string junit_text(const std::vector<TestResult>& results, const services::Redactor& redactor) {
  std::ostringstream out;
  Poco::XML::XMLWriter xml(
      out, Poco::XML::XMLWriter::WRITE_XML_DECLARATION | Poco::XML::XMLWriter::PRETTY_PRINT);
  xml.startDocument();
  xml.startElement("", "", "testsuite",
                   Attributes()
                       .with("name", "sluice")
                       .with("tests", std::to_string(results.size()))
                       .with("failures", std::to_string(failed_in(results))));
  for (const TestResult& result : results) write_test(xml, result, redactor);
  xml.endElement("", "", "testsuite");
  xml.endDocument();
  return out.str();
}

}  // namespace sluice::app
