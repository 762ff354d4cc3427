#include "store/lmdb/pages.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace permit::lmdb {
namespace {

// A page in LMDB 0.9 (format 1), in the machine's byte order:
//
//   page = number:u64 pad:u16 flags:u16 lower:u16 upper:u16 offset-of-node:u16* … node*       the offsets end at lower
//   node = low:u16 high:u16 flags:u16 key-size:u16 key data
//          branch: low, high, flags are the child's number; leaf: low, high are the size of data
//   big data = the number of its first page; the data begins after that page's header
//   meta = header magic:u32 version:u32 address:u64 map-size:u64 free:tree main:tree last-page:u64 transaction:u64
//   tree = pad:u32 flags:u16 depth:u16 branches:u64 leaves:u64 overflow:u64 entries:u64 root:u64
//   a row of the free list = count:u64 number-of-page:u64*
constexpr std::size_t kHeader = 16;
constexpr std::size_t kFlags = 10;
constexpr std::size_t kLower = 12;
constexpr std::uint16_t kBranch = 0x01;
constexpr std::uint16_t kLeaf = 0x02;
constexpr std::size_t kNode = 8;
constexpr std::uint16_t kBigData = 0x01;
constexpr std::size_t kTree = 48;
constexpr std::size_t kFreeTree = kHeader + 24;
constexpr std::size_t kFreeRoot = kFreeTree + 40;
constexpr std::size_t kMainRoot = kFreeRoot + kTree;
constexpr std::size_t kLastPage = kFreeTree + 2 * kTree;
constexpr std::size_t kTransaction = kLastPage + 8;
constexpr std::uint64_t kNoPage = ~std::uint64_t{0};
constexpr int kDeepest = 32;
constexpr std::uint64_t kMostMissing = std::uint64_t{1} << 24;

/// Returns nothing when the bytes end before the value does.
template <typename Number>
std::optional<Number> number(std::string_view bytes, std::size_t at) {
  if (bytes.size() < sizeof(Number) || at > bytes.size() - sizeof(Number)) return std::nullopt;
  Number value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

/// The pages of a file. Checks that each is in the place of its number.
class Pages {
 public:
  Pages(int file, std::size_t page_bytes) : file_(file), page_bytes_(page_bytes) {
    const off_t length = lseek(file, 0, SEEK_END);
    whole_ = length < 0 ? 0 : static_cast<std::uint64_t>(length) / page_bytes;
  }

  /// Returns the number of whole pages in the file.
  std::uint64_t whole() const { return whole_; }

  std::string page(std::uint64_t number) const { return read(number * page_bytes_, page_bytes_); }

  /// Whether the tree at `root` can be followed to its end, each of its pages has its own number, and `take` accepts
  /// the data of each row.
  template <typename Take>
  bool walk(std::uint64_t root, Take take) const {
    std::uint64_t left = whole_;  // no page is in a tree twice
    return root == kNoPage || walk(root, kDeepest, left, take);
  }

 private:
  /// Returns fewer bytes where the file ends.
  std::string read(std::uint64_t at, std::size_t size) const {
    if (size > whole_ * page_bytes_) return {};
    std::string bytes(size, '\0');
    const ssize_t got = pread(file_, bytes.data(), size, static_cast<off_t>(at));
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }

  template <typename Take>
  bool walk(std::uint64_t page_number, int depth, std::uint64_t& left, Take take) const {
    if (depth == 0 || left-- == 0 || page_number >= whole_) return false;
    const std::string bytes = page(page_number);
    const auto flags = number<std::uint16_t>(bytes, kFlags);
    const auto lower = number<std::uint16_t>(bytes, kLower);
    if (number<std::uint64_t>(bytes, 0) != page_number || !flags || !lower) return false;
    if ((*flags & (kBranch | kLeaf)) == 0) return false;
    for (std::size_t offset = kHeader; offset + 2 <= *lower; offset += 2) {
      const auto node = number<std::uint16_t>(bytes, offset);
      if (!node) return false;
      if ((*flags & kLeaf) != 0 ? !visit(bytes, *node, take) : !descend(bytes, *node, depth, left, take)) return false;
    }
    return true;
  }

  template <typename Take>
  bool descend(std::string_view page, std::size_t node, int depth, std::uint64_t& left, Take take) const {
    const auto low = number<std::uint16_t>(page, node);
    const auto high = number<std::uint16_t>(page, node + 2);
    const auto highest = number<std::uint16_t>(page, node + 4);
    if (!low || !high || !highest) return false;
    return walk(*low | std::uint64_t{*high} << 16 | std::uint64_t{*highest} << 32, depth - 1, left, take);
  }

  template <typename Take>
  bool visit(std::string_view page, std::size_t node, Take take) const {
    const auto low = number<std::uint16_t>(page, node);
    const auto high = number<std::uint16_t>(page, node + 2);
    const auto flags = number<std::uint16_t>(page, node + 4);
    const auto key = number<std::uint16_t>(page, node + 6);
    if (!low || !high || !flags || !key) return false;
    const std::size_t size = *low | std::size_t{*high} << 16;
    const std::size_t data = node + kNode + *key;
    if ((*flags & kBigData) == 0) return data <= page.size() && take(page.substr(data, size));
    const auto elsewhere = number<std::uint64_t>(page, data);
    return elsewhere && *elsewhere < whole_ && take(read(*elsewhere * page_bytes_ + kHeader, size));
  }

  int file_;
  std::size_t page_bytes_;
  std::uint64_t whole_ = 0;
};

}  // namespace

bool lacks_only_free_pages(int file, std::size_t page_bytes) {
  const Pages pages(file, page_bytes);
  const std::string first = pages.page(0);
  const std::string second = pages.page(1);
  const std::string& meta =
      number<std::uint64_t>(first, kTransaction) > number<std::uint64_t>(second, kTransaction) ? first : second;
  const auto root = number<std::uint64_t>(meta, kFreeRoot);
  const auto last = number<std::uint64_t>(meta, kLastPage);
  if (!root || !last) return false;
  if (*last < pages.whole()) return true;
  if (*last - pages.whole() >= kMostMissing) return false;
  std::vector<bool> is_free(static_cast<std::size_t>(*last - pages.whole() + 1),
                            false);  // from the first missing page on
  const bool is_read = pages.walk(*root, [&](std::string_view row) {
    const auto count = number<std::uint64_t>(row, 0);
    if (!count || *count > row.size() / 8 - 1) return false;
    for (std::size_t each = 1; each <= *count; ++each) {
      const std::uint64_t page = *number<std::uint64_t>(row, each * 8);
      if (page >= pages.whole() && page - pages.whole() < is_free.size())
        is_free[static_cast<std::size_t>(page - pages.whole())] = true;
    }
    return true;
  });
  return is_read && std::find(is_free.begin(), is_free.end(), false) == is_free.end();
}

// While a transaction is read, neither its pages nor those of a later one are reused, except its meta page.
bool databases_are_in_place(int file, std::size_t page_bytes, std::uint64_t transaction) {
  const Pages pages(file, page_bytes);
  for (const std::uint64_t each : {0, 1}) {
    const std::string meta = pages.page(each);
    if (number<std::uint64_t>(meta, kTransaction) != transaction) continue;
    const auto root = number<std::uint64_t>(meta, kMainRoot);
    return root && pages.walk(*root, [](std::string_view) { return true; });
  }
  return true;
}

}  // namespace permit::lmdb
