// The sinks of canonical values for core.distinct: short keys unchanged,
// and digests. [lane]
#pragma once

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "sluice/expression/canonical.hpp"

namespace sluice::core {

// SHA-256 of all bytes put.
class Digest final : public expression::Canonical::Sink {
 public:
  static constexpr size_t kSize = 32;

  Digest();
  void put(std::string_view bytes) override;
  // Its first `size` bytes; it restarts.
  std::string take(size_t size = kSize);

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_MD* method) const { EVP_MD_free(method); }
  };
  void begin();
  void flush();

  std::unique_ptr<EVP_MD, Free> method_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
  std::array<char, 1024> waiting_;  // pieces are short, and each update costs
  size_t filled_ = 0;
};

// A key as stored: text of at most kLongest bytes, else its digest.
class KeyText final : public expression::Canonical::Sink {
 public:
  static constexpr size_t kLongest = 128;

  void put(std::string_view bytes) override;
  // Never empty; it restarts.
  std::string take();
  void drop() { take(); }

 private:
  std::string short_;
  bool is_long_ = false;
  Digest digest_;
};

}  // namespace sluice::core
