// Reads lines of JSON, {"expression": text, "given": value}, and writes for each what our language
// makes of it: {"result": value}, {"error": text} or {"refused": text}.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <iostream>
#include <string>

#include "unit/expression/fixture.hpp"

namespace {

std::string quoted(const std::string& text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.c_str(), static_cast<rapidjson::SizeType>(text.size()));
  return buffer.GetString();
}

std::string json_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

std::string answer(const std::string& line) {
  rapidjson::Document question;
  question.Parse(line.c_str());
  if (!question.IsObject()) return "{\"error\":\"the line is no object\"}";
  sluice::expression::Fixture fixture;
  const std::string expression = question["expression"].GetString();
  auto compiled = fixture.compile(expression);
  if (!compiled.ok()) return "{\"refused\":" + quoted(compiled.status().message()) + "}";
  const std::string result = fixture.evaluate(expression, json_of(question["given"]));
  return result.starts_with('!') ? "{\"error\":" + quoted(result) + "}"
                                 : "{\"result\":" + result + "}";
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << '\n';
}
