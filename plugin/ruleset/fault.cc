#include "ruleset/fault.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace permit {

std::string render(const Fault& fault) {
  std::string text = fault.file;
  if (fault.line > 0) text += ":" + std::to_string(fault.line);
  return text.empty() ? fault.message : text + ": " + fault.message;
}

void Faults::add(const Place& at, std::string message) {
  if (faults_.size() < kMost) faults_.push_back({at.file, at.line, std::move(message)});
}

bool Faults::any_in(const std::string& file) const {
  return std::any_of(faults_.begin(), faults_.end(), [&](const Fault& fault) { return fault.file == file; });
}

std::vector<Fault> Faults::take_sorted() {
  std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& one, const Fault& other) {
    return std::tie(one.file, one.line) < std::tie(other.file, other.line);
  });
  return std::exchange(faults_, {});
}

}  // namespace permit
