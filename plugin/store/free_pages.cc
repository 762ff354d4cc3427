#include "store/free_pages.h"

#include <unistd.h>

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace permit::lmdb {
namespace {

// What LMDB 0.9 (format 1) has in a page, in the machine's own order of bytes:
//
//   page = number:u64 pad:u16 flags:u16 lower:u16 upper:u16 offset-of-node:u16* … node*       lower ends the offsets
//   node = low:u16 high:u16 flags:u16 key-size:u16 key data
//          branch: low, high, flags are the child's number; leaf: low, high are the size of data
//   big data = the number of the first of the pages that hold it, behind the header of the first
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
constexpr std::size_t kFreeRoot = kHeader + 24 + 40;
constexpr std::size_t kLastPage = kHeader + 24 + 2 * 48;
constexpr std::size_t kTransaction = kLastPage + 8;
constexpr std::uint64_t kNoPage = ~std::uint64_t{0};
constexpr int kDeepest = 32;

/// Nothing when it is not all there.
template <typename Number>
std::optional<Number> number(std::string_view bytes, std::size_t at) {
  if (bytes.size() < sizeof(Number) || at > bytes.size() - sizeof(Number)) return std::nullopt;
  Number value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

class FreeList {
 public:
  FreeList(int file, std::size_t page_bytes) : file_(file), page_bytes_(page_bytes) {}

  bool covers_the_end() {
    const std::string first = read(0, page_bytes_);
    const std::string second = read(page_bytes_, page_bytes_);
    const std::string& meta =
        number<std::uint64_t>(first, kTransaction) > number<std::uint64_t>(second, kTransaction) ? first : second;
    const auto root = number<std::uint64_t>(meta, kFreeRoot);
    const auto last = number<std::uint64_t>(meta, kLastPage);
    const off_t length = lseek(file_, 0, SEEK_END);
    if (!root || !last || length < 0) return false;
    first_missing_ = static_cast<std::uint64_t>(length) / page_bytes_;
    if (*last < first_missing_) return true;
    if (*last - first_missing_ >= kMostMissing || *root == kNoPage) return false;
    is_free_.assign(static_cast<std::size_t>(*last - first_missing_ + 1), false);
    if (!walk(*root, kDeepest)) return false;
    for (const bool is_free : is_free_)
      if (!is_free) return false;
    return true;
  }

 private:
  static constexpr std::uint64_t kMostMissing = std::uint64_t{1} << 24;

  /// Shorter where the file ends.
  std::string read(std::uint64_t at, std::size_t size) const {
    std::string bytes(size, '\0');
    const ssize_t got = pread(file_, bytes.data(), size, static_cast<off_t>(at));
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }

  bool walk(std::uint64_t page_number, int depth) {
    if (depth == 0 || page_number >= first_missing_) return false;
    const std::string page = read(page_number * page_bytes_, page_bytes_);
    const auto flags = number<std::uint16_t>(page, kFlags);
    const auto lower = number<std::uint16_t>(page, kLower);
    if (!flags || !lower || (*flags & (kBranch | kLeaf)) == 0) return false;
    for (std::size_t offset = kHeader; offset + 2 <= *lower; offset += 2) {
      const auto node = number<std::uint16_t>(page, offset);
      if (!node || !visit(page, *node, (*flags & kLeaf) != 0, depth)) return false;
    }
    return true;
  }

  bool visit(std::string_view page, std::size_t node, bool is_leaf, int depth) {
    const auto low = number<std::uint16_t>(page, node);
    const auto high = number<std::uint16_t>(page, node + 2);
    const auto flags = number<std::uint16_t>(page, node + 4);
    const auto key = number<std::uint16_t>(page, node + 6);
    if (!low || !high || !flags || !key) return false;
    const std::uint64_t low_and_high = *low | std::uint64_t{*high} << 16;
    if (!is_leaf) return walk(low_and_high | std::uint64_t{*flags} << 32, depth - 1);

    const std::size_t data = node + kNode + *key;
    if ((*flags & kBigData) == 0) return data <= page.size() && take(page.substr(data, low_and_high));
    const auto elsewhere = number<std::uint64_t>(page, data);
    return elsewhere && *elsewhere < first_missing_ &&
           take(read(*elsewhere * page_bytes_ + kHeader, static_cast<std::size_t>(low_and_high)));
  }

  bool take(std::string_view row) {
    const auto count = number<std::uint64_t>(row, 0);
    if (!count || *count > row.size() / 8 - 1) return false;
    for (std::size_t each = 1; each <= *count; ++each) {
      const std::uint64_t page = *number<std::uint64_t>(row, each * 8);
      if (page >= first_missing_ && page - first_missing_ < is_free_.size())
        is_free_[static_cast<std::size_t>(page - first_missing_)] = true;
    }
    return true;
  }

  int file_;
  std::size_t page_bytes_;
  std::uint64_t first_missing_ = 0;  ///< page that is not there, or not whole
  std::vector<bool> is_free_;        ///< from that one on
};

}  // namespace

bool lacks_only_free_pages(int file, std::size_t page_bytes) { return FreeList(file, page_bytes).covers_the_end(); }

}  // namespace permit::lmdb
