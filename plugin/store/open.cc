#include "store/open.h"

#include <utility>

#include "store/lmdb_store.h"

namespace permit {

Result<std::unique_ptr<RegisterStore>> open_store(const std::string& folder, const OpenOptions& options) {
  auto opened = LmdbStore::open(folder, {.map_size = options.map_size,
                                         .read_only = options.read_only,
                                         .exclusive = options.exclusive,
                                         .writer_timeout = options.writer_timeout,
                                         .long_write = options.long_write});
  if (!opened) return opened.error();
  return std::unique_ptr<RegisterStore>(std::move(*opened));
}

Result<std::unique_ptr<RegisterStore>> open_to_read(const std::string& folder) {
  return open_store(folder, {.read_only = true});
}

Result<std::unique_ptr<RegisterStore>> open_to_write(const std::string& folder) {
  if (auto existing = open_to_read(folder); !existing) return existing;
  return open_store(folder);
}

}  // namespace permit
