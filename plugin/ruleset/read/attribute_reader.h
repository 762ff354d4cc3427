// Reads the values of one element's attributes. A value that cannot be read is a fault on the attribute's line. An
// absent value is empty or nothing: the schema has already reported required attributes that are missing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/zone.h"
#include "core/read/picture.h"
#include "ruleset/diagnostic.h"
#include "ruleset/read/xml.h"

namespace permit {

class AttributeReader {
 public:
  /// Borrows both for its lifetime.
  AttributeReader(const Element& element, Diagnostics& faults) : element_(element), faults_(faults) {}

  /// Any text.
  std::string text(std::string_view name) const;
  /// Words separated by spaces.
  std::vector<std::string> words(std::string_view name) const;
  /// A name that the author chooses: up to 32 letters, digits, dots, underscores and dashes.
  std::string id(std::string_view name) const;
  /// `az`, `ru`: two or three small letters (ISO 639); empty if the value is anything else.
  std::string language(std::string_view name) const;
  /// Up to `longest` digits.
  std::string digits(std::string_view name, std::size_t longest) const;
  /// A purpose code as people send it.
  std::string code(std::string_view name) const;
  std::optional<unsigned> count(std::string_view name, unsigned least, unsigned most) const;
  bool flag(std::string_view name, bool by_default) const;
  /// `2020-07-19`, unchanged.
  std::string date(std::string_view name) const;
  /// `06:00` as the time since midnight; `24:00` is the end of the day.
  std::chrono::minutes clock(std::string_view name) const;
  std::optional<LocalTime> local_time(std::string_view name) const;
  std::optional<Picture> picture(std::string_view name) const;
  /// The sum of `hours` and `minutes`, up to seven days.
  std::optional<std::chrono::minutes> duration() const;

  /// Reports `name="value": message` on the attribute's line.
  void fault(std::string_view attribute, DiagnosticId id, const std::string& message) const;

 private:
  Element element_;
  Diagnostics& faults_;
};

}  // namespace permit
