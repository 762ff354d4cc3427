// Knows from the schema where a rule file may have which elements and attributes, and explains faults in words.
//
// libxml2's validator decides whether a file fits; its messages name an element and little else. This index explains
// the fault: which element or attribute is wrong, what is allowed there, and which one was probably meant. It reads
// the part of RELAX NG that rules/permit.rng uses: one definition per element, a fixed order, no <interleave>.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ruleset/diagnostic.h"
#include "ruleset/read/xml.h"

namespace permit {

class SchemaIndex {
 public:
  /// `grammar` is the schema's root; it is not needed afterwards.
  explicit SchemaIndex(const Element& grammar);

  /// Reports what does not fit in `root` and below. May report nothing if only a value does not fit.
  void explain(const Element& root, Diagnostics& faults) const;

 private:
  struct AttributeRule {
    std::string name;
    bool required;
    std::vector<std::string> values;  ///< allowed values; empty: any
  };
  /// A position in the order of an element's children.
  struct Slot {
    std::vector<std::string> elements;  ///< alternatives: one kind may be used
    bool required;
    bool repeated;
  };
  struct ElementRule {
    std::vector<AttributeRule> attributes;
    std::vector<Slot> slots;
    bool has_text = false;
  };
  struct Occurrence {
    bool required;
    bool repeated;
  };

  void read(const Element& pattern, Occurrence occurrence, ElementRule& rule);
  void read_children(const Element& pattern, Occurrence occurrence, ElementRule& rule);
  void read_choice(const Element& choice, Occurrence occurrence, ElementRule& rule);
  void read_values(const Element& pattern, std::vector<std::string>& values) const;

  void explain_element(const Element& element, Diagnostics& faults) const;
  void explain_attributes(const Element& element, const ElementRule& rule, Diagnostics& faults) const;
  void explain_children(const Element& element, const ElementRule& rule, Diagnostics& faults) const;
  void explain_unexpected(const Element& child, const Element& parent, const ElementRule& rule,
                          Diagnostics& faults) const;
  std::vector<std::string> parents_of(std::string_view element) const;

  std::map<std::string, Element, std::less<>> defines_;  // only while the schema is read
  std::map<std::string, ElementRule, std::less<>> elements_;
  ElementRule start_;
};

}  // namespace permit
