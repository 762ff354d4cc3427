// The schema of rule files, rules/permit.rng, as it was built into the program.
#pragma once

#include <memory>
#include <optional>

#include "ruleset/diagnostic.h"
#include "ruleset/read/schema_index.h"
#include "ruleset/read/xml.h"

struct _xmlRelaxNG;  // NOLINT: libxml2's own name

namespace permit {

class Schema {
 public:
  Schema();
  ~Schema();
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;

  /// Adds what does not fit, in words. Returns libxml2's own word on a file that does not fit when there was no other:
  /// for the case that its values, which are read next, are found right.
  std::optional<Diagnostic> check(const Document& document, Diagnostics& faults) const;

 private:
  struct Free {
    void operator()(_xmlRelaxNG* schema) const;
  };

  Document source_;
  std::unique_ptr<_xmlRelaxNG, Free> compiled_;
  SchemaIndex vocabulary_;
};

}  // namespace permit
