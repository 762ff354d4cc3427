#include "test/torture/file_on_disk.h"

#include <algorithm>

namespace permit::test {
namespace {

using Did = Event::Did;

constexpr std::uint64_t kPage = 4096;

std::size_t below(std::mt19937_64& chance, std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(chance);
}

}  // namespace

void FileOnDisk::apply(const Event& event) {
  switch (event.did) {
    case Did::write:
    case Did::write_through:
      write(event.at, event.bytes());
      break;
    case Did::through:  // only that write
      for (std::uint64_t sector = event.at / kSector; sector * kSector < event.at + event.length; ++sector)
        settle(sector);
      break;
    case Did::through_failed:
      for (std::uint64_t sector = event.at / kSector; sector * kSector < event.at + event.length; ++sector)
        if (const auto found = pending_.find(sector); found != pending_.end()) found->second.will_be_written = false;
      break;
    case Did::resize:
      resize(event.at);
      break;
    case Did::sync: {
      std::vector<std::uint64_t> written;
      for (const auto& [sector, pending] : pending_)
        if (pending.will_be_written) written.push_back(sector);
      for (const std::uint64_t sector : written) settle(sector);
      lengths_ = {cached_.size()};
      settled_.resize(cached_.size());
      break;
    }
    case Did::sync_failed:
      for (auto& [sector, pending] : pending_) pending.will_be_written = false;
      break;
    case Did::make:
      is_named_ = true;
      break;
    case Did::sync_folder:
      name_is_settled_ = is_named_;
      break;
    case Did::map_writable:
    case Did::say:
      break;
  }
}

void FileOnDisk::write(std::uint64_t at, std::string_view bytes) {
  if (bytes.empty()) return;
  if (at + bytes.size() > cached_.size()) resize(at + bytes.size());
  cached_.replace(at, bytes.size(), bytes);
  ++writes_;
  for (std::uint64_t sector = at / kSector; sector * kSector < at + bytes.size(); ++sector) {
    Pending& pending = pending_[sector];
    pending.contents.push_back(cached_.substr(sector * kSector, kSector));
    pending.when.push_back(writes_);
    pending.will_be_written = true;
  }
}

void FileOnDisk::settle(std::uint64_t sector) {
  const auto found = pending_.find(sector);
  if (found == pending_.end()) return;
  const std::string& content = found->second.contents.back();
  if (settled_.size() < sector * kSector + content.size()) settled_.resize(sector * kSector + content.size());
  settled_.replace(sector * kSector, content.size(), content);
  lengths_.front() = std::max(lengths_.front(), std::uint64_t{settled_.size()});
  pending_.erase(found);
}

void FileOnDisk::resize(std::uint64_t length) {
  cached_.resize(length);
  lengths_.push_back(length);
}

std::optional<std::string> FileOnDisk::sample(std::mt19937_64& chance) const {
  if (!name_is_settled_ && below(chance, 2) == 0) return std::nullopt;
  std::string file = settled_;
  file.resize(cached_.size());

  // Three kinds of disk: one writes in order until the power is cut, one writes pages in any order, one sectors.
  enum class Writes { in_order, pages, sectors };
  const auto writes = static_cast<Writes>(below(chance, 3));
  const std::uint64_t until = below(chance, writes_ + 1);
  const std::uint64_t since = writes_ - std::min(writes_, until % 40);  // most pending writes are recent
  const std::size_t share = below(chance, 5);                           // in quarters
  std::uint64_t page = ~std::uint64_t{0};
  std::optional<std::size_t> version;
  for (const auto& [sector, pending] : pending_) {
    const std::size_t versions = pending.contents.size();
    if (writes == Writes::in_order) {
      version.reset();
      for (std::size_t each = 0; each < versions; ++each)
        if (pending.when[each] <= since) version = each;
    } else if (writes == Writes::sectors || sector * kSector / kPage != page) {
      page = sector * kSector / kPage;
      version.reset();
      if (below(chance, 4) < share) version = below(chance, 3) == 0 ? below(chance, versions) : versions - 1;
    }
    if (!version) continue;
    const std::string& content = pending.contents[std::min(*version, versions - 1)];
    file.replace(sector * kSector, content.size(), content);
  }
  std::uint64_t length = lengths_[below(chance, lengths_.size())];
  for (const std::uint64_t each : lengths_)
    if (share == 4) length = std::max(length, each);
  file.resize(length);
  return file;
}

}  // namespace permit::test
