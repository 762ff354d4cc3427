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

std::string_view name(Import::State state) {
  switch (state) {
    case Import::State::staged:
      return "staged";
    case Import::State::shown:
      return "shown";
    case Import::State::dropped:
      return "dropped";
  }
  return "unknown";
}

}  // namespace permit
