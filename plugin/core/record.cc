#include "core/record.h"

namespace permit {

std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::granted:
      return "granted";
    case Outcome::repeated:
      return "repeated";
    case Outcome::refused:
      return "refused";
    case Outcome::unreadable:
      return "unreadable";
    case Outcome::information:
      return "information";
    case Outcome::silent:
      return "silent";
  }
  return "unknown";
}

}  // namespace permit
