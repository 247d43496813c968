#include "key_text.hpp"

#include <cstring>
#include <new>
#include <utility>

namespace sluice::core {

Digest::Digest() : method_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
  if (!method_ || !context_) throw std::bad_alloc();
  begin();
}

void Digest::begin() {
  filled_ = 0;
  if (EVP_DigestInit_ex2(context_.get(), method_.get(), nullptr) != 1) throw std::bad_alloc();
}

void Digest::flush() {
  EVP_DigestUpdate(context_.get(), waiting_.data(), filled_);
  filled_ = 0;
}

void Digest::put(std::string_view bytes) {
  if (filled_ + bytes.size() > waiting_.size()) flush();
  if (bytes.size() > waiting_.size()) {
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
  } else if (!bytes.empty()) {
    std::memcpy(waiting_.data() + filled_, bytes.data(), bytes.size());
    filled_ += bytes.size();
  }
}

std::string Digest::take(size_t size) {
  flush();
  std::array<unsigned char, kSize> out{};
  EVP_DigestFinal_ex(context_.get(), out.data(), nullptr);
  begin();
  return {reinterpret_cast<const char*>(out.data()), size};
}

void KeyText::put(std::string_view bytes) {
  if (!is_long_ && short_.size() + bytes.size() <= kLongest) {
    short_ += bytes;
    return;
  }
  if (!std::exchange(is_long_, true)) digest_.put(short_);
  digest_.put(bytes);
}

std::string KeyText::take() {
  std::string key = is_long_ ? "d" + digest_.take() : "k" + short_;
  short_.clear();
  is_long_ = false;
  return key;
}

}  // namespace sluice::core
