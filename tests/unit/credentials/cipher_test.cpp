#include "credentials/cipher.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::credentials;

namespace {

const std::string kHex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const std::string kBase64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";  // the same bytes

Cipher cipher(const std::string& key = kHex) { return *Cipher::from_text(key); }

}  // namespace

TEST_CASE("what was sealed opens with the same key and context only") {
  const std::string sealed = cipher().seal("a secret", "shop 1");
  CHECK(sealed.find("secret") == std::string::npos);
  CHECK(*cipher().open(sealed, "shop 1") == "a secret");
  CHECK(cipher().open(sealed, "shop 2").status().code() == SLUICE_E_DATA);
  const auto other = cipher(std::string(64, 'a')).open(sealed, "shop 1");
  CHECK(other.status().code() == SLUICE_E_INVALID);
  CHECK(other.status().message().find("another key") != std::string::npos);
}

TEST_CASE("a key may be written as hexadecimal digits or base64") {
  CHECK(*cipher(kBase64).open(cipher(kHex).seal("x", ""), "") == "x");
}

TEST_CASE("one text is never sealed alike twice") {
  CHECK(cipher().seal("x", "c") != cipher().seal("x", "c"));
}

TEST_CASE("every changed byte is noticed") {
  const std::string sealed = cipher().seal("a secret", "c");
  for (size_t i = 0; i < sealed.size(); i++) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(cipher().open(changed, "c").ok());
  }
  for (size_t size = 0; size < sealed.size(); size++)
    CHECK_FALSE(cipher().open(sealed.substr(0, size), "c").ok());
}

TEST_CASE("what is no key is refused with what to do, and not repeated") {
  for (const std::string& key :
       {std::string("too short"), std::string(64, 'x'), std::string(63, 'a'), std::string(44, '='),
        std::string(43, 'A') + "A"}) {
    const auto refused = Cipher::from_text(key);
    CHECK(refused.status().code() == SLUICE_E_INVALID);
    CHECK(refused.status().message().find("openssl rand -base64 32") != std::string::npos);
    CHECK(refused.status().message().find(key) == std::string::npos);
  }
}

TEST_CASE("random digits differ") {
  CHECK(random_hex(16).size() == 32);
  CHECK(random_hex(16) != random_hex(16));
}
