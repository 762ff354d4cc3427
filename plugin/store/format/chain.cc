#include "store/format/chain.h"

#include <string>

#include "store/format/bytes.h"
#include "store/format/hash.h"

namespace permit {

Digest chain(const Digest& previous, Sequence sequence, const ChainLink& link) {
  std::string prefix;
  ByteWriter head(prefix);
  head.fixed(previous);
  head.u64(sequence);
  std::string suffix;
  ByteWriter tail(suffix);
  tail.fixed(link.personal);
  tail.fixed(link.raw);
  return sha256_or_throw({prefix, link.open, suffix});
}

}  // namespace permit
