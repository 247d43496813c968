#include "sluice/rest/image_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace sluice::rest {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string words(int error) { return std::generic_category().message(error); }

Status refused(std::string_view what) { return Status::data(std::string(what)); }

Status cannot_be_opened(int error) { return refused("cannot be opened: " + words(error)); }

Status is_link() {
  return refused(
      "is a link or is reached over one, and links are not followed: name the file itself");
}

// A folder on the path. With O_PATH nothing is read, so nothing can block.
Result<Descriptor> enter(int folder, const std::string& name) {
  Descriptor out(::openat(folder, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  if (out.get() < 0) return cannot_be_opened(errno);
  struct stat found {};
  if (::fstat(out.get(), &found)) return cannot_be_opened(errno);
  if (S_ISLNK(found.st_mode)) return is_link();
  if (!S_ISDIR(found.st_mode)) return cannot_be_opened(ENOTDIR);
  return out;
}

Status check(const struct stat& found, size_t most) {
  if (S_ISLNK(found.st_mode)) return is_link();
  if (S_ISDIR(found.st_mode)) return refused("is a folder");
  if (!S_ISREG(found.st_mode))
    return refused("is not a regular file but a device, pipe or socket, which are not read");
  if (static_cast<uint64_t>(found.st_size) <= most) return {};
  return refused("is larger than " + std::to_string(most >> 20) + " MiB");
}

// Checked before it is opened, since opening a pipe or a device has an effect, and again when
// it is open, since it may be another file by then.
Result<Descriptor> open_file(int folder, const std::string& name, size_t most, size_t& size) {
  struct stat found {};
  if (::fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW)) return cannot_be_opened(errno);
  if (Status s = check(found, most); !s) return s;
  constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  Descriptor out(::openat(folder, name.c_str(), kFlags));
  if (out.get() < 0) return errno == ELOOP ? is_link() : cannot_be_opened(errno);
  if (::fstat(out.get(), &found)) return cannot_be_opened(errno);
  if (Status s = check(found, most); !s) return s;
  size = static_cast<size_t>(found.st_size);
  return out;
}

// Up to `room` bytes; fewer at the file's end. Failing: errno says why.
bool read_up_to(int fd, char* into, size_t room, size_t& got) {
  for (got = 0; got < room;) {
    const ssize_t now = ::read(fd, into + got, room - got);
    if (now < 0 && errno != EINTR) return false;
    if (now == 0) return true;
    if (now > 0) got += static_cast<size_t>(now);
  }
  return true;
}

Result<std::string> read_all(int fd, size_t size) {
  std::string out(size + 1, '\0');  // one more, to detect a file that has grown
  size_t got = 0;
  if (!read_up_to(fd, out.data(), out.size(), got))
    return refused("cannot be read: " + words(errno));
  if (got != size) return refused("changed while it was read");
  out.resize(size);
  return out;
}

bool remove_front(std::string_view& place, const std::string& folder) {
  const bool inside = place.starts_with(folder) &&
                      (folder.ends_with('/') || place.substr(folder.size()).starts_with('/'));
  if (inside) place.remove_prefix(folder.size());
  return inside;
}

}  // namespace

Result<ImageFolder> ImageFolder::open(const std::string& path) {
  std::error_code error;
  std::string absolute = std::filesystem::absolute(path, error).lexically_normal().string();
  while (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  const int folder = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0)
    return Status(SLUICE_E_INVALID, path + " cannot be opened as a folder: " + words(errno));
  std::string real = std::filesystem::canonical(path, error).string();
  return ImageFolder(std::move(absolute), std::move(real), folder);
}

ImageFolder::ImageFolder(ImageFolder&& other) noexcept
    : path_(std::move(other.path_)),
      real_path_(std::move(other.real_path_)),
      folder_(std::exchange(other.folder_, -1)) {}

ImageFolder& ImageFolder::operator=(ImageFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(real_path_, other.real_path_);
  std::swap(folder_, other.folder_);
  return *this;
}

ImageFolder::~ImageFolder() {
  if (folder_ >= 0) ::close(folder_);
}

// The part of `place` after the folder.
Result<std::string> ImageFolder::below(std::string_view place) const {
  if (!place.starts_with('/') || remove_front(place, path_) || remove_front(place, real_path_))
    return std::string(place);
  return refused("is not below " + path_ + ", the image_folder");
}

Result<std::string> ImageFolder::read(std::string_view place, size_t most) const {
  auto left = below(place);
  if (!left) return left.status();
  Descriptor folder(::fcntl(folder_, F_DUPFD_CLOEXEC, 0));
  std::string_view rest = *left;
  for (;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
    const size_t end = std::min(rest.find('/'), rest.size());
    const std::string name(rest.substr(0, end));
    rest.remove_prefix(end);
    if (name == "..") return refused("leads out of a folder with \"..\": name it without");
    if (name.empty()) return refused("is a folder");
    if (rest.empty()) {
      size_t size = 0;
      auto file = open_file(folder.get(), name, most, size);
      return file ? read_all(file->get(), size) : file.status();
    }
    auto next = enter(folder.get(), name);
    if (!next) return next.status();
    folder = *std::move(next);
  }
}

}  // namespace sluice::rest
