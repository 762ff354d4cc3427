#include "ruleset/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"

namespace permit {

std::string render(const Diagnostic& fault) {
  const auto& [id, name, severity] = kind_of(fault.id);
  std::string line = as_one_line(fault.file);
  if (fault.line > 0) line += ":" + std::to_string(fault.line);
  if (!line.empty()) line += ": ";
  if (severity == Severity::warning) line += "warning: ";
  return line + fault.message + " [" + std::string(name) + "]";
}

void Diagnostics::add(DiagnosticId id, const Place& at, std::string_view message) {
  std::size_t& count = counts_[static_cast<std::size_t>(kind_of(id).severity)];
  if (count == kMost) return;
  ++count;
  std::string line(message);
  std::replace_if(
      line.begin(), line.end(), [](char sign) { return kWhiteSpace.find(sign) != std::string_view::npos; }, ' ');
  faults_.push_back({id, at.file, at.line, show_hidden(line)});
}

bool Diagnostics::has_broken(const std::string& file) const {
  return std::any_of(faults_.begin(), faults_.end(), [&](const Diagnostic& fault) {
    return fault.file == file && kind_of(fault.id).severity == Severity::broken;
  });
}

std::vector<Diagnostic> Diagnostics::take_sorted() {
  std::stable_sort(faults_.begin(), faults_.end(), [](const Diagnostic& one, const Diagnostic& other) {
    return std::tie(one.file, one.line) < std::tie(other.file, other.line);
  });
  counts_ = {};
  return std::exchange(faults_, {});
}

}  // namespace permit
