#include "checkcode/key_file.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/strings.h"
#include "system/atomic_file.h"
#include "system/descriptor.h"

namespace permit {

namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr std::size_t kLongestFile = std::size_t{64} << 10;
constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kHead =
    "# Keys of the check codes on permits. Secret: all who can read this file can make codes.\n"
    "# The last key signs, all of them verify; the codes of a removed key are no longer valid.\n";

std::string because(int error) { return std::generic_category().message(error); }

Error refused(const std::string& file, const std::string& why) { return {"the key file `" + file + "' " + why}; }

/// Returns why an open file is not secret; empty if it is.
std::string why_not_secret(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return "is not a regular file; name one";
  if (status.st_uid != 0 && status.st_uid != geteuid()) {
    return "belongs to user " + std::to_string(status.st_uid) +
           ", and must belong to root or to the user who reads it, " + std::to_string(geteuid()) +
           "; change its owner (chown)";
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return "is accessible to users other than its owner; use chmod 600, and make a new key if someone has read it";
  return {};
}

/// The text of a key file, in memory that is wiped.
struct SecretText {
  SecretMemory memory;
  std::size_t size = 0;

  std::string_view view() const { return {memory.chars(), size}; }
};

/// Returns nothing if there is no file.
Result<std::optional<SecretText>> read_secret(const std::string& file) {
  const Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (opened.get() < 0) {
    if (errno == ENOENT) return std::optional<SecretText>();
    const int code = errno;
    if (code == ELOOP) return refused(file, "is a symbolic link; name the file itself, or remove the link");
    struct stat closed {};
    if (code == EACCES && lstat(file.c_str(), &closed) == 0 && closed.st_uid != geteuid())
      return refused(file, "belongs to user " + std::to_string(closed.st_uid) + ", and user " +
                               std::to_string(geteuid()) + " must read it; change its owner (chown)");
    return refused(file, "cannot be opened: " + because(code));
  }
  struct stat status {};
  if (fstat(opened.get(), &status) != 0) return refused(file, "cannot be examined: " + because(errno));
  if (const std::string why = why_not_secret(status); !why.empty()) return refused(file, why);
  auto memory = SecretMemory::make(kLongestFile);
  if (!memory) return memory.error();
  SecretText text{std::move(*memory)};
  for (;;) {
    const ssize_t some = read(opened.get(), text.memory.chars() + text.size, kLongestFile - text.size);
    if (some < 0 && errno == EINTR) continue;
    if (some < 0) return refused(file, "cannot be read: " + because(errno));
    if (some == 0) return std::optional(std::move(text));
    text.size += static_cast<std::size_t>(some);
    if (text.size == kLongestFile) return refused(file, "is too long for a key file; name another");
  }
}

/// The line without comment and blanks.
std::string_view content_of(std::string_view line) { return trim(line.substr(0, line.find('#'))); }

std::optional<KeyId> id_of(std::string_view line) {
  const auto id = parse_number(trim(line.substr(0, line.find(':'))), kMostKeys - 1);
  return id ? std::optional(static_cast<KeyId>(*id)) : std::nullopt;
}

std::optional<std::uint8_t> value_of(char digit) {
  if (digit >= 'A' && digit <= 'F') digit = static_cast<char>(digit - 'A' + 'a');
  const std::size_t value = kHexDigits.find(digit);
  return value == std::string_view::npos ? std::nullopt : std::optional(static_cast<std::uint8_t>(value));
}

/// Calls `each(line)` for every line, without its end.
template <typename Each>
void for_each_line(std::string_view text, Each each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

// ---- Reading -----------------------------------------------------------------------------------------------------

/// Reads one line. Returns the error; empty if there is none.
std::string Keys::parse_line(std::string_view line) {
  const std::string_view content = content_of(line);
  if (content.empty()) return {};
  const std::size_t colon = content.find(':');
  const auto id = colon == std::string_view::npos ? std::nullopt : id_of(content);
  if (!id) return "begin with the id of a key, 0 to 31, and a colon";
  if (has(*id)) return "key " + std::to_string(*id) + " is already in an earlier line; keep one of the two";
  const std::string_view digits = trim(content.substr(colon + 1));
  if (digits.size() != 2 * kKeySize)
    return "a key has 64 hexadecimal digits, this one " + std::to_string(digits.size());
  const auto key = memory_.bytes().subspan(*id * kKeySize, kKeySize);
  for (std::size_t at = 0; at < kKeySize; ++at) {
    const auto high = value_of(digits[2 * at]);
    const auto low = value_of(digits[2 * at + 1]);
    if (!high || !low) return "a key has only hexadecimal digits";
    key[at] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  ids_.push_back(*id);
  return {};
}

bool Keys::has(KeyId id) const { return std::find(ids_.begin(), ids_.end(), id) != ids_.end(); }

Result<Keys> Keys::parse(const std::string& file, std::string_view text) {
  auto memory = SecretMemory::make(kMostKeys * kKeySize);
  if (!memory) return memory.error();
  Keys keys(std::move(*memory));
  std::string fault;
  std::size_t number = 0;
  for_each_line(text, [&](std::string_view line) {
    ++number;
    if (!fault.empty()) return;
    if (const std::string wrong = keys.parse_line(line); !wrong.empty())
      fault = file + ":" + std::to_string(number) + ": " + wrong;
  });
  if (!fault.empty()) return Error{fault};
  if (keys.ids_.empty()) return refused(file, "holds no key; make one with `permitctl keys new " + file + "'");
  return keys;
}

Result<Keys> Keys::load(const std::string& file) {
  const auto text = read_secret(file);
  if (!text) return text.error();
  if (!*text) return refused(file, "does not exist; make it with `permitctl keys new " + file + "'");
  return parse(file, (*text)->view());
}

// ---- Writing -----------------------------------------------------------------------------------------------------

namespace {

/// Appends text to memory that is wiped. REQUIRES: it fits.
class SecretWriter {
 public:
  explicit SecretWriter(SecretMemory& memory) : memory_(memory) {}

  void operator()(std::string_view text) {
    std::copy(text.begin(), text.end(), memory_.chars() + size_);
    size_ += text.size();
  }
  std::string_view view() const { return {memory_.chars(), size_}; }

 private:
  SecretMemory& memory_;
  std::size_t size_ = 0;
};

Result<KeyId> next_id(const std::string& file, const Keys& keys, bool wrap) {
  const KeyId last = keys.current();
  const auto next = static_cast<KeyId>((last + 1) % kMostKeys);
  if (wrap || (next != 0 && !keys.has(next))) return next;
  return refused(file, "has used its ids up to " + std::to_string(last) + "; with --wrap the new key gets id " +
                           std::to_string(next) + ", and codes of an earlier key of that id no longer count");
}

}  // namespace

Result<KeyId> add_key(const std::string& file, bool wrap, std::string_view note) {
  auto successor = AtomicFile::create(file, {.mode = kOwnerOnly, .temporary = file + ".new"});
  if (!successor) return successor.error();
  const auto before = read_secret(file);
  if (!before) return before.error();
  KeyId id = 0;
  if (*before) {
    const auto keys = Keys::parse(file, (*before)->view());
    if (!keys) return keys.error();
    const auto next = next_id(file, *keys, wrap);
    if (!next) return next.error();
    id = *next;
  }

  auto memory = SecretMemory::make(2 * kLongestFile);
  auto random = SecretMemory::make(kKeySize);
  if (!memory || !random) return (memory ? random : memory).error();
  if (RAND_priv_bytes(random->bytes().data(), static_cast<int>(kKeySize)) != 1)
    return Error{"libcrypto returns no random bytes; check its configuration (openssl.cnf)"};
  SecretWriter write(*memory);
  if (!*before) write(kHead);
  for_each_line(*before ? (*before)->view() : std::string_view(), [&](std::string_view line) {
    const std::string_view content = content_of(line);
    if (!content.empty() && id_of(content) == id) return;
    write(line);
    write("\n");
  });
  write(std::to_string(id) + ": ");
  for (const std::uint8_t byte : random->bytes()) {
    write(kHexDigits.substr(byte >> 4, 1));
    write(kHexDigits.substr(byte & 15, 1));
  }
  write("  # ");
  write(note);
  write("\n");
  if (const Status written = successor->write(write.view()); !written) return written.error();
  if (const Status replaced = successor->commit(); !replaced) return replaced.error();
  return id;
}

}  // namespace permit
