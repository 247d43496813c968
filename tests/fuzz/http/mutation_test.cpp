// The oracle over responses that are broken a little, the same ones on every machine.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/http/oracle.hpp"

using sluice::http::oracle;

namespace {

std::vector<std::string> seeds() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(SLUICE_CORPUS))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return out;
}

const char* const kPieces[] = {"\r\n",
                               "\n",
                               "\r",
                               " ",
                               "\t",
                               ":",
                               ";",
                               "=",
                               "\"",
                               ",",
                               "0",
                               "1",
                               "5",
                               "F",
                               "-",
                               "0\r\n\r\n",
                               "100",
                               "204",
                               "304",
                               "Content-Length: 5\r\n",
                               "HTTP/1.1 ",
                               "\x80",
                               "close",
                               "gzip",
                               "Transfer-Encoding: chunked\r\n",
                               "HTTP/1.1 100 Continue\r\n\r\n",
                               "Connection: close\r\n"};

std::string mutated(std::string text, std::minstd_rand& dice) {
  const auto below = [&dice](size_t n) { return static_cast<size_t>(dice()) % n; };
  for (size_t times = 1 + below(3); times; times--) {
    const size_t at = below(text.size() + 1);
    switch (below(5)) {
      case 0:
        text.insert(at, kPieces[below(std::size(kPieces))]);
        break;
      case 1:
        text.erase(at, 1 + below(4));
        break;
      case 2:
        text.insert(at, text.substr(below(text.size() + 1), below(30)));
        break;
      case 3:
        text.resize(at);
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("the seeds read alike in all pieces") {
  REQUIRE(seeds().size() > 5);
  for (const std::string& seed : seeds())
    for (const char* sizes : {"@", "A", "@@B", "D@", "EFG", "H@", "/"})
      CHECK_MESSAGE(oracle(sizes + seed.substr(seed.find('\n'))) == "", seed);
}

TEST_CASE("mutated responses read alike in one piece, in many and in place") {
  const std::vector<std::string> all = seeds();
  std::minstd_rand dice(20261127);
  for (int i = 0; i < 40000; i++) {
    const std::string text = mutated(all[dice() % all.size()], dice);
    const std::string bad = oracle(text);
    if (!bad.empty()) FAIL_CHECK(bad, " for: ", text);
  }
}
