#include "services/secret_references.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using sluice::services::SecretReferences;

TEST_CASE("a stored text has a reference for each secret, and comes back whole") {
  SecretReferences secrets;
  secrets.add("KEY", "a+b/c=d1");
  secrets.add("secret:SHOP", "a+b/c=d1-longer");
  const std::string text =
      R"({"next":"https://h/?k=a%2Bb%2Fc%3Dd1&l=a+b/c=d1","m":"a+b/c=d1-longer"})";
  const std::string marked = secrets.mark(text);
  CHECK(marked ==
        R"({"next":"https://h/?k=${sluice:url:KEY}&l=${sluice:KEY}","m":"${sluice:secret:SHOP}"})");
  CHECK(secrets.mark(marked) == marked);
  CHECK(*secrets.put_back(marked) == text);
}

TEST_CASE("a stored text gets the secret of now") {
  SecretReferences secrets;
  secrets.add("KEY", "the-old-key");
  const std::string marked = secrets.mark("k=the-old-key");
  secrets.add("KEY", "the-new-key");
  CHECK(*secrets.put_back(marked) == "k=the-new-key");
}

TEST_CASE("a reference that the config does not have is refused, and names itself") {
  const auto whole = SecretReferences().put_back("k=${sluice:KEY}");
  CHECK(whole.status().code() == SLUICE_E_INVALID);
  CHECK(whole.status().message() ==
        "it needs the value of ${KEY}, which the config does not use any more");
}

TEST_CASE("what occurs in other words is no secret here") {
  SecretReferences secrets;
  secrets.add("KEY", "page");
  CHECK(secrets.mark("page=3") == "page=3");
  CHECK(*secrets.put_back("${KEY} $${x}") == "${KEY} $${x}");
}

TEST_CASE("a secret that is escaped for JSON has a reference, too") {
  SecretReferences secrets;
  secrets.add("KEY", R"(quo"te\12345)");
  const std::string text = R"({"k":"quo\"te\\12345"})";
  const std::string marked = secrets.mark(text);
  CHECK(marked == R"({"k":"${sluice:json:KEY}"})");
  CHECK(*secrets.put_back(marked) == text);
}

TEST_CASE("of references that had one value none is taken for another when they differ") {
  SecretReferences secrets;
  secrets.add("A", "the-same-token");
  secrets.add("C", "the-same-token");
  const std::string marked = secrets.mark("k=the-same-token");
  CHECK(*secrets.put_back(marked) == "k=the-same-token");
  secrets.add("A", "another-token");
  const auto whole = secrets.put_back(marked);
  CHECK(whole.status().code() == SLUICE_E_INVALID);
  CHECK(whole.status().message().find("${A} and ${C} had in common") != std::string::npos);
}

TEST_CASE("a secret that has become short comes back all the same") {
  SecretReferences secrets;
  secrets.add("KEY", "the-long-key");
  const std::string marked = secrets.mark("k=the-long-key");
  secrets.add("KEY", "short");
  CHECK(*secrets.put_back(marked) == "k=short");
}

TEST_CASE("for a digest all spellings of a secret are one, and its value does not count") {
  const auto marked = [](const std::string& value, const std::string& text) {
    SecretReferences secrets;
    secrets.add("KEY", value);
    secrets.add("SAME", value);
    return secrets.mark_for_digest(text);
  };
  CHECK(marked("the-old-key", "k=the-old-key") == marked("quo\"te\\1234", R"(k=quo\"te\\1234)"));
  CHECK(marked("the-old-key", "k=the-old-key") != marked("the-old-key", "k=another-key"));
}

TEST_CASE("a text gets the value of a reference also when that is no secret any more") {
  SecretReferences secrets;
  secrets.add("KEY", "the-old-key");
  const std::string marked = secrets.mark("k=the-old-key");
  SecretReferences now;
  now.add("KEY", "a-long-name", SecretReferences::Kind::kOther);
  now.add("SHORT", "short77");
  CHECK(*now.put_back(marked) == "k=a-long-name");
  CHECK(now.mark("k=a-long-name") == "k=a-long-name");
  CHECK(*now.put_back("k=${sluice:SHORT}") == "k=short77");
}
