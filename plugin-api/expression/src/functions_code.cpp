// base64_decode, base64_encode, hex_decode, hex_encode, hmac_sha256, md5, sha256, url_decode,
// url_encode, uuid, uuid5. Text is its UTF-8 bytes.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <vector>

#include "characters.hpp"
#include "parameters.hpp"
#include "sluice/expression/utf8.hpp"

namespace sluice::expression {
namespace {

using Bytes = std::vector<unsigned char>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex_of(const unsigned char* bytes, size_t size) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(size * 2);
  for (size_t i = 0; i < size; i++) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

// -1: no digit.
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

sluice_value* no_openssl(Evaluator& e, const char* name) {
  ERR_clear_error();
  return e.fail(std::string(name) + ": OpenSSL refuses this hash here");
}

// What is decoded becomes text, so it has to be UTF-8.
sluice_value* decoded_text(Evaluator& e, const char* name, std::string_view bytes) {
  if (find_invalid_utf8(bytes) == bytes.npos) return e.copied_string(bytes);
  return e.fail(std::string(name) + ": what it decodes to is not text in UTF-8");
}

sluice_value* hashed(Evaluator& e, const Arguments& args, const EVP_MD* kind, const char* name) {
  std::string_view text;
  std::array<unsigned char, EVP_MAX_MD_SIZE> out;
  unsigned size = 0;
  if (!e.text(*args[0], &text)) return nullptr;
  if (!EVP_Digest(text.data(), text.size(), out.data(), &size, kind, nullptr))
    return no_openssl(e, name);
  return e.copied_string(hex_of(out.data(), size));
}

sluice_value* sha256(Evaluator& e, const Arguments& args) {
  return hashed(e, args, EVP_sha256(), "sha256()");
}
sluice_value* md5(Evaluator& e, const Arguments& args) {
  return hashed(e, args, EVP_md5(), "md5()");
}

sluice_value* hmac_sha256(Evaluator& e, const Arguments& args) {
  std::string_view text, key;
  std::array<unsigned char, EVP_MAX_MD_SIZE> out;
  unsigned size = 0;
  if (!text_at(e, args, 0, &text) || !text_at(e, args, 1, &key)) return nullptr;
  if (key.empty()) return e.fail("hmac_sha256(): the key is empty");
  if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets(text), text.size(),
            out.data(), &size))
    return no_openssl(e, "hmac_sha256()");
  return e.copied_string(hex_of(out.data(), size));
}

// The base64 text of a text, as bytes.
sluice_value* base64_encode(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text) || !is_small_enough(e, "base64_encode()", text.size() / 3 * 4))
    return nullptr;
  Bytes out((text.size() + 2) / 3 * 4 + 1);
  const int size = EVP_EncodeBlock(out.data(), octets(text), static_cast<int>(text.size()));
  return e.copied_string({reinterpret_cast<const char*>(out.data()), static_cast<size_t>(size)});
}

// In the alphabet of RFC 4648 section 4, with padding; that of section 5 (- and _), white space and
// a missing padding are accepted.
std::string strict_base64(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_space(c) || c == '=') continue;
    out += static_cast<char>(c == '-' ? '+' : c == '_' ? '/' : c);
  }
  return out.append((4 - out.size() % 4) % 4, '=');
}

sluice_value* base64_decode(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text) || !is_small_enough(e, "base64_decode()", text.size()))
    return nullptr;
  const std::string strict = strict_base64(text);
  const size_t padding = strict.size() - std::min(strict.find('='), strict.size());
  Bytes out(strict.size() / 4 * 3 + 1);
  const int size = EVP_DecodeBlock(out.data(), octets(strict), static_cast<int>(strict.size()));
  if (size < 0 || padding > 2) return e.fail("base64_decode(): the text is not base64");
  return decoded_text(
      e, "base64_decode()",
      {reinterpret_cast<const char*>(out.data()), static_cast<size_t>(size) - padding});
}

sluice_value* hex_encode(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text) || !is_small_enough(e, "hex_encode()", text.size() * 2))
    return nullptr;
  return e.copied_string(hex_of(octets(text), text.size()));
}

sluice_value* hex_decode(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  std::string out;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return e.fail("hex_decode(): the text has other signs than 0-9 a-f");
    out += static_cast<char>(high * 16 + low);
  }
  if (text.size() % 2) return e.fail("hex_decode(): the text has an odd number of digits");
  return decoded_text(e, "hex_decode()", out);
}

bool is_unreserved(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

sluice_value* url_encode(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text) || !is_small_enough(e, "url_encode()", text.size() * 3))
    return nullptr;
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(c))
      out += c;
    else
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
  }
  return e.copied_string(out);
}

sluice_value* url_decode(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) i += 2;
    out += low >= 0 ? static_cast<char>(high * 16 + low) : text[i] == '+' ? ' ' : text[i];
  }
  return decoded_text(e, "url_decode()", out);
}

using Uuid = std::array<unsigned char, 16>;

std::string uuid_text(Uuid id, int version) {
  id[6] = static_cast<unsigned char>((id[6] & 0x0F) | (version << 4));
  id[8] = static_cast<unsigned char>((id[8] & 0x3F) | 0x80);
  std::string text = hex_of(id.data(), id.size());
  for (const size_t at : {8, 13, 18, 23}) text.insert(at, 1, '-');
  return text;
}

sluice_value* uuid(Evaluator& e, const Arguments&) {
  Uuid id;
  if (RAND_bytes(id.data(), static_cast<int>(id.size())) != 1) return no_openssl(e, "uuid()");
  return e.copied_string(uuid_text(id, 4));
}

// The namespaces of RFC 9562 by name, or any UUID.
bool read_namespace(std::string_view text, Uuid* out) {
  constexpr std::pair<std::string_view, std::string_view> kKnown[] = {
      {"dns", "6ba7b8109dad11d180b400c04fd430c8"},
      {"url", "6ba7b8119dad11d180b400c04fd430c8"},
      {"oid", "6ba7b8129dad11d180b400c04fd430c8"},
      {"x500", "6ba7b8149dad11d180b400c04fd430c8"}};
  std::string digits;
  for (const char c : text)
    if (c != '-') digits += c;
  for (const auto& [name, id] : kKnown)
    if (text == name) digits = id;
  if (digits.size() != out->size() * 2) return false;
  for (size_t i = 0; i < out->size(); i++) {
    const int high = hex_value(digits[i * 2]), low = hex_value(digits[i * 2 + 1]);
    if (high < 0 || low < 0) return false;
    (*out)[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return true;
}

constexpr const char* kWrongNamespace =
    "the namespace of uuid5() is a UUID, or one of dns, url, oid, x500";

Result<std::unique_ptr<Prepared>> check_namespace(const Workbench&, const Constants& constants) {
  Uuid ignored;
  if (!constants.empty() && constants[0] && !read_namespace(*constants[0], &ignored))
    return Status(SLUICE_E_INVALID, kWrongNamespace);
  return std::unique_ptr<Prepared>();
}

sluice_value* uuid5(Evaluator& e, const Arguments& args) {
  std::string_view space, name;
  Uuid id;
  if (!text_at(e, args, 0, &space) || !text_at(e, args, 1, &name)) return nullptr;
  if (!read_namespace(space, &id)) return e.fail(kWrongNamespace);
  std::string hashed(reinterpret_cast<const char*>(id.data()), id.size());
  hashed += name;
  std::array<unsigned char, EVP_MAX_MD_SIZE> out;
  unsigned size = 0;
  if (!EVP_Digest(hashed.data(), hashed.size(), out.data(), &size, EVP_sha1(), nullptr))
    return no_openssl(e, "uuid5()");
  std::copy_n(out.begin(), id.size(), id.begin());
  return e.copied_string(uuid_text(id, 5));
}

constexpr Function kCodeFunctions[] = {
    {"base64_decode",
     1,
     1,
     {kStringType},
     kStringType,
     base64_decode,
     {"text", "The text that base64 spells, of either alphabet, with or without padding.",
      "base64_decode('Y2Fmw6k=')", "\"caf\xC3\xA9\""}},
    {"base64_encode",
     1,
     1,
     {kStringType},
     kStringType,
     base64_encode,
     {"text", "The text's bytes in base64.", "base64_encode('caf\xC3\xA9')", R"("Y2Fmw6k=")"}},
    {"hex_decode",
     1,
     1,
     {kStringType},
     kStringType,
     hex_decode,
     {"text", "The text whose bytes are spelled in hexadecimal.", "hex_decode('636166c3a9')",
      "\"caf\xC3\xA9\""}},
    {"hex_encode",
     1,
     1,
     {kStringType},
     kStringType,
     hex_encode,
     {"text", "The text's bytes in hexadecimal.", "hex_encode('caf\xC3\xA9')", R"("636166c3a9")"}},
    {"hmac_sha256",
     2,
     2,
     {kStringType},
     kStringType,
     hmac_sha256,
     {"text, key", "The keyed hash of the text, in hexadecimal.", "hmac_sha256('order-1', 'key')",
      R"("c6ced3e70923c16f06a9c146cc70c212cff69a9bd51f8a8475b66f7599bbbc7c")"}},
    {"md5",
     1,
     1,
     {kStringType},
     kStringType,
     md5,
     {"text",
      "The MD5 hash of the text, in hexadecimal. For systems that ask for it; it protects nothing.",
      "md5('caf\xC3\xA9')", R"("07117fe4a1ebd544965dc19573183da2")"}},
    {"sha256",
     1,
     1,
     {kStringType},
     kStringType,
     sha256,
     {"text", "The SHA-256 hash of the text, in hexadecimal.", "sha256('caf\xC3\xA9')",
      R"("850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e")"}},
    {"url_decode",
     1,
     1,
     {kStringType},
     kStringType,
     url_decode,
     {"text", "Characters instead of `%20` and the like; `+` is a blank.",
      "url_decode('caf%C3%A9+bar')", "\"caf\xC3\xA9 bar\""}},
    {"url_encode",
     1,
     1,
     {kStringType},
     kStringType,
     url_encode,
     {"text", "The text as a part of an address: `%20` for a blank, and so on.",
      "url_encode('caf\xC3\xA9 bar')", R"("caf%C3%A9%20bar")"}},
    {"uuid",
     0,
     0,
     {kAnyType},
     kStringType,
     uuid,
     {"", "A random UUID (version 4), another one each time.", "length(uuid())", "36"}},
    {"uuid5",
     2,
     2,
     {kStringType},
     kStringType,
     uuid5,
     {"namespace, name",
      "The UUID (version 5) of a name in a namespace: a UUID, or `dns`, `url`, `oid`, `x500`. The "
      "same "
      "each time.",
      "uuid5('dns', 'example.com')", R"("cfbff0d1-9375-5685-968c-48ce8b15ae17")"},
     check_namespace},
};

}  // namespace

FunctionList code_functions() { return {"coding", kCodeFunctions, std::size(kCodeFunctions)}; }

}  // namespace sluice::expression
