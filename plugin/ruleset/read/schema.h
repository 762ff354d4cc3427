// The schema of rule files, rules/permit.rng, which is built into the program.
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

  /// Reports in words what does not fit the schema. Returns libxml2's message if the file does not fit but nothing
  /// could be reported in words; the caller reports it if reading the values finds no fault either.
  std::optional<Diagnostic> check(const Document& document, Diagnostics& faults) const;

 private:
  struct Free {
    void operator()(_xmlRelaxNG* schema) const;
  };

  Document source_;
  std::unique_ptr<_xmlRelaxNG, Free> compiled_;
  SchemaIndex index_;
};

}  // namespace permit
