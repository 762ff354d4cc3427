#include "test/rig/smsc.h"

#include <algorithm>
#include <iterator>

namespace permit::test {
namespace {

std::string_view without_plus(std::string_view number) { return number.starts_with('+') ? number.substr(1) : number; }

}  // namespace

std::vector<Sms> Smsc::replies_to(std::string_view phone) const {
  std::vector<Sms> result;
  std::copy_if(replies_.begin(), replies_.end(), std::back_inserter(result),
               [&](const Sms& reply) { return without_plus(reply.to) == without_plus(phone); });
  return result;
}

}  // namespace permit::test
