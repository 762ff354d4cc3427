#include "test/rig/register_view.h"

#include <iterator>
#include <stdexcept>
#include <utility>

#include "ruleset/read/source.h"

namespace permit::test {
namespace {

template <typename T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(result.value());
}

constexpr Instant kAlways = Instant::min();
constexpr Instant kEver = Instant::max();

}  // namespace

const InspectionStore& RegisterView::store() {
  if (!store_) store_ = or_throw(open_store(folder_, {.read_only = true}));
  return *store_;
}

std::vector<Entry> RegisterView::log() {
  constexpr std::size_t page = 1000;
  std::vector<Entry> log;
  for (Sequence first = 1;;) {
    auto records = or_throw(store().log(first, page));
    if (records.empty()) return log;
    first = records.back().sequence + 1;
    for (Record& record : records)
      if (record.text()) log.push_back(std::get<Entry>(std::move(record.event)));
  }
}

std::vector<Entry> RegisterView::log_of(std::string_view phone) {
  auto entries = log();
  std::erase_if(entries, [&](const Entry& entry) { return entry.text.phone != phone; });
  return entries;
}

std::vector<Permit> RegisterView::permits_of(std::string_view document) {
  return or_throw(store().by_document(document, kAlways, kEver));
}

bool RegisterView::has_rules(const Digest& hash) {
  const auto text = or_throw(store().rules(hash));
  return text && *hash_of(*text) == hash;
}

void RegisterView::verify() { or_throw(store().verify()); }

}  // namespace permit::test
