#include "store/format/chain.h"

#include <string>

#include "store/format/bytes.h"
#include "store/format/hash.h"

namespace permit {

Digest chain(const Digest& previous, Sequence sequence, const ChainLink& link) {
  std::string before;
  ByteWriter head(before);
  head.fixed(previous);
  head.u64(sequence);
  std::string behind;
  ByteWriter tail(behind);
  tail.fixed(link.personal);
  tail.fixed(link.raw);
  return sha256_or_throw({before, link.open, behind});
}

}  // namespace permit
