#include "checkcode/secret_memory.h"

#include <openssl/crypto.h>
#include <sys/mman.h>

namespace permit {

Result<SecretMemory> SecretMemory::make(std::size_t size) {
  void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return Error{"there is not enough memory for the keys of check codes"};
  madvise(pages, size, MADV_DONTDUMP);  // a kernel without it is not our fault
  (void)mlock(pages, size);             // fails beyond RLIMIT_MEMLOCK; `permitctl doctor` says so
  return SecretMemory({static_cast<std::uint8_t*>(pages), size});
}

SecretMemory::~SecretMemory() {
  if (bytes_.empty()) return;
  OPENSSL_cleanse(bytes_.data(), bytes_.size());
  munmap(bytes_.data(), bytes_.size());
}

}  // namespace permit
