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
