#include "tool/cli/output.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <streambuf>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/atomic_file.h"
#include "system/descriptor.h"
#include "system/kept_rights.h"
#include "system/write_all.h"

namespace permit::tool {

namespace {

namespace fs = std::filesystem;

Error cannot_begin(const Error& error) { return {error.message + "; name a file in a folder that you may write to"}; }

class DescriptorBuffer : public std::streambuf {
 public:
  /// Borrows the descriptor.
  explicit DescriptorBuffer(int file) : file_(file) { reset(); }

  int reason() const { return reason_; }  ///< the errno of the first failure

 protected:
  int_type overflow(int_type next) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
    return traits_type::not_eof(next);
  }
  int sync() override {
    const bool written = write_all(file_, {pbase(), static_cast<std::size_t>(pptr() - pbase())});
    if (!written && reason_ == 0) reason_ = errno;
    reset();
    return written ? 0 : -1;
  }

 private:
  void reset() { setp(bytes_.data(), bytes_.data() + bytes_.size()); }

  const int file_;
  int reason_ = 0;
  std::array<char, std::size_t{64} << 10> bytes_{};
};

class StandardOutput final : public Output {
 public:
  std::ostream& stream() override { return std::cout; }
  Status finish() override {
    std::cout.flush();
    return Done{};
  }
};

class DirectOutput final : public Output {
 public:
  DirectOutput(std::string path, Descriptor file)
      : path_(std::move(path)), file_(std::move(file)), buffer_(file_.get()), stream_(&buffer_) {}

  std::ostream& stream() override { return stream_; }
  Status finish() override { return stream_.flush() ? Status(Done{}) : not_written(path_, buffer_.reason()); }

 private:
  const std::string path_;
  const Descriptor file_;
  DescriptorBuffer buffer_;
  std::ostream stream_;
};

class ReplacingOutput final : public Output {
 public:
  ReplacingOutput(std::string path, AtomicFile file)
      : path_(std::move(path)), file_(std::move(file)), buffer_(file_.descriptor()), stream_(&buffer_) {}

  std::ostream& stream() override { return stream_; }
  Status finish() override {
    if (!stream_.flush()) return not_written(path_, buffer_.reason());
    if (!kept_) return file_.commit();
    const auto committed = (*kept_)({});
    return committed ? Status(Done{}) : committed.error();
  }
  Status keep_rights() override {
    const auto commit = [this](const KeptRights::Words&) -> Result<KeptRights::Words> {
      if (const Status committed = file_.commit(); !committed) return committed.error();
      return KeptRights::Words{};
    };
    auto kept = KeptRights::keep(commit, {}, [this] { file_.discard(); });
    if (!kept) return kept.error();
    kept_.emplace(std::move(*kept));
    file_.release();
    return Done{};
  }

 private:
  const std::string path_;
  AtomicFile file_;
  std::optional<KeptRights> kept_;
  DescriptorBuffer buffer_;
  std::ostream stream_;
};

/// A file's name with links resolved. Nothing if it has none, or another file has that name now.
std::optional<std::string> name_of(const Descriptor& file, const struct stat& status) {
  std::error_code error;
  const fs::path name = fs::read_symlink("/proc/self/fd/" + std::to_string(file.get()), error);
  struct stat named = {};
  if (error || lstat(name.c_str(), &named) != 0) return std::nullopt;
  if (named.st_dev != status.st_dev || named.st_ino != status.st_ino) return std::nullopt;
  return name.string();
}

}  // namespace

// A link is followed only if nobody else made it, as by the kernel in /tmp (proc(5): protected_symlinks).
Result<std::unique_ptr<Output>> Output::open(const std::string& path, std::optional<mode_t> mode) {
  if (path.empty()) return std::unique_ptr<Output>(std::make_unique<StandardOutput>());
  struct stat named = {};
  const bool is_link = lstat(path.c_str(), &named) == 0 && S_ISLNK(named.st_mode);
  if (is_link && named.st_uid != 0 && named.st_uid != geteuid())
    return cannot_begin(Error{"`" + path + "' is a symbolic link of another user, which is not followed"});
  Descriptor old(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | (is_link ? 0 : O_NOFOLLOW)));
  if (old.get() < 0 && errno != ENOENT) return cannot_begin(not_written(path, errno));

  std::string target = path;
  if (old.get() >= 0) {
    struct stat status = {};
    if (fstat(old.get(), &status) != 0) return cannot_begin(not_written(path, errno));
    const bool is_regular = S_ISREG(status.st_mode);
    const auto name = is_regular && is_link ? name_of(old, status) : std::nullopt;
    if (name) target = *name;
    if (!is_regular || (is_link && !name)) {
      if (is_regular && ftruncate(old.get(), 0) != 0) return cannot_begin(not_written(path, errno));
      return std::unique_ptr<Output>(std::make_unique<DirectOutput>(path, std::move(old)));
    }
  }
  auto file = AtomicFile::create(target, {.mode = mode});
  if (!file) return cannot_begin(file.error());
  return std::unique_ptr<Output>(std::make_unique<ReplacingOutput>(path, std::move(*file)));
}

}  // namespace permit::tool
