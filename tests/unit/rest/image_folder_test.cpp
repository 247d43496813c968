#include "sluice/rest/image_folder.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <thread>

#include "support/temp_folder.hpp"
#include "unit/rest/host_rig.hpp"

using namespace sluice;
using sluice::rest::ImageFolder;
using sluice::test::has;
using sluice::test::TempFolder;
namespace fs = std::filesystem;

namespace {

struct Images {
  Images() {
    outside.write("secret.png", "secret");
    folder.write("a.png", "pixels");
    folder.write("deep/er/b.png", "more");
  }
  Result<std::string> read(const std::string& place, size_t most = 1000) const {
    auto opened = ImageFolder::open(folder.path().string());
    REQUIRE(opened.ok());
    return opened->read(place, most);
  }
  std::string refused(const std::string& place, size_t most = 1000) const {
    auto got = read(place, most);
    REQUIRE(!got.ok());
    CHECK(got.status().code() == SLUICE_E_DATA);
    return got.status().message();
  }
  TempFolder folder, outside;
};

}  // namespace

TEST_CASE("a file below the folder is read by its path within it, or by its whole path") {
  Images images;
  CHECK(*images.read("a.png") == "pixels");
  CHECK(*images.read("./a.png") == "pixels");
  CHECK(*images.read("deep/er/b.png") == "more");
  CHECK(*images.read("deep//er/./b.png") == "more");
  CHECK(*images.read((images.folder / "deep/er/b.png").string()) == "more");
}

TEST_CASE("a folder that is configured over a link is read below where it leads to") {
  Images images;
  const auto link = images.outside / "images";
  fs::create_directory_symlink(images.folder.path(), link);
  auto folder = ImageFolder::open(link.string());
  REQUIRE(folder.ok());
  CHECK(*folder->read((link / "a.png").string(), 1000) == "pixels");
  CHECK(*folder->read((images.folder / "a.png").string(), 1000) == "pixels");
}

TEST_CASE("what is not below the folder is not read") {
  Images images;
  const std::string secret = (images.outside / "secret.png").string();
  CHECK(has(images.refused(secret), "is not below"));
  CHECK(has(images.refused("/dev/zero"), "is not below"));
  CHECK(has(images.refused(images.folder.path().string() + "-other/a.png"), "is not below"));
  const std::string up = "../" + images.outside.path().filename().string() + "/secret.png";
  CHECK(has(images.refused(up), ".."));
  CHECK(has(images.refused("deep/../../x"), ".."));
  CHECK(has(images.refused(images.folder.path().string() + "/" + up), ".."));
}

TEST_CASE("links are not followed, neither of the file nor of a folder on the way") {
  Images images;
  fs::create_symlink(images.outside / "secret.png", images.folder / "link.png");
  fs::create_directory_symlink(images.outside.path(), images.folder / "out");
  fs::create_symlink(images.folder / "a.png", images.folder / "inner.png");
  CHECK(has(images.refused("link.png"), "links are not followed"));
  CHECK(has(images.refused("out/secret.png"), "links are not followed"));
  CHECK(has(images.refused("inner.png"), "links are not followed"));
}

TEST_CASE("a pipe, a socket and a folder are refused without being opened") {
  Images images;
  REQUIRE(mkfifo((images.folder / "pipe.png").c_str(), 0600) == 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un at{};
  at.sun_family = AF_UNIX;
  const std::string path = (images.folder / "socket.png").string();
  std::memcpy(at.sun_path, path.c_str(), path.size() + 1);
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
  CHECK(has(images.refused("pipe.png"), "not a regular file"));
  CHECK(has(images.refused("socket.png"), "not a regular file"));
  CHECK(has(images.refused("deep"), "is a folder"));
  CHECK(has(images.refused("deep/"), "is a folder"));
  CHECK(has(images.refused("/"), "is not below"));
  ::close(socket);
}

TEST_CASE("what is not there says so") {
  Images images;
  CHECK(has(images.refused("none.png"), "cannot be opened: No such file"));
  CHECK(has(images.refused("none/a.png"), "cannot be opened: No such file"));
  CHECK(has(images.refused("a.png/b.png"), "cannot be opened: Not a directory"));
}

TEST_CASE("the size is known before anything is read") {
  Images images;
  CHECK(*images.read("a.png", 6) == "pixels");
  CHECK(has(images.refused("a.png", 5), "is larger than"));
  // A file without blocks, larger than all memory.
  images.folder.write("huge.png", "");
  fs::resize_file(images.folder / "huge.png", uintmax_t{1} << 42);
  CHECK(has(images.refused("huge.png", 32 << 20), "is larger than 32 MiB"));
}

TEST_CASE("a name that is exchanged between looking and opening never leads out of the folder") {
  Images images;
  fs::create_directory(images.folder / "real");
  images.folder.write("real/secret.png", "pixels");
  const auto way = images.folder / "way", spare = images.folder / "spare";
  fs::rename(images.folder / "real", way);
  fs::create_directory_symlink(images.outside.path(), spare);
  std::atomic<bool> over = false;
  std::thread exchanges([&] {
    const auto third = images.folder / "third";
    while (!over) {
      fs::rename(way, third);
      fs::rename(spare, way);
      fs::rename(third, spare);
    }
  });
  auto folder = ImageFolder::open(images.folder.path().string());
  REQUIRE(folder.ok());
  size_t read = 0;
  for (int i = 0; i < 20'000; i++) {
    auto got = folder->read("way/secret.png", 1000);
    if (got.ok()) read++;
    if (got.ok() && *got != "pixels") FAIL("a file outside was read");
  }
  over = true;
  exchanges.join();
  MESSAGE(read, " of 20000 times the name led to the file inside");
}

TEST_CASE("what is no folder is refused") {
  Images images;
  CHECK(has(ImageFolder::open((images.folder / "none").string()).status().message(),
            "cannot be opened as a folder: No such file"));
  CHECK(has(ImageFolder::open((images.folder / "a.png").string()).status().message(),
            "cannot be opened as a folder: Not a directory"));
}
