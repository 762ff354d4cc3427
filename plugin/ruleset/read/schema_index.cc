#include "ruleset/read/schema_index.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/lookalike.h"
#include "base/nearest.h"
#include "base/utf8.h"

namespace permit {

namespace {

std::string tag(std::string_view name) { return "<" + std::string(name) + ">"; }

std::vector<std::string> tags(std::vector<std::string> names) {
  for (std::string& name : names) name = tag(name);
  return names;
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// The beginning of a text for a fault to quote, cut between characters.
std::string beginning(const std::string& text) {
  constexpr std::size_t kLongest = 40;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t read = text.size() - rest.size();
    if (take_code_point(rest); text.size() - rest.size() > kLongest) return text.substr(0, read) + "…";
  }
  return text;
}

/// Quotes a text in a sentence; an invisible first character is named instead.
std::string shown(const std::string& text) {
  std::string_view rest = text;
  take_code_point(rest);
  const auto lookalike = find_lookalike(text.substr(0, text.size() - rest.size()));
  const bool is_unseen =
      lookalike && (lookalike->kind == Lookalike::Kind::space || lookalike->kind == Lookalike::Kind::invisible);
  return is_unseen ? lookalike->in_words : in_quotes(beginning(text));
}

}  // namespace

// ---- Reading the schema ------------------------------------------------------------------------------------------

SchemaIndex::SchemaIndex(const Element& grammar) {
  for (const Element& define : grammar.children("define"))
    defines_.emplace(define.attribute("name").value_or(""), define);
  if (const auto start = grammar.child("start")) read_children(*start, {true, false}, start_);
  defines_.clear();
}

void SchemaIndex::read_children(const Element& pattern, Occurrence occurrence, ElementRule& rule) {
  for (const Element& child : pattern.children()) read(child, occurrence, rule);
}

void SchemaIndex::read(const Element& pattern, Occurrence occurrence, ElementRule& rule) {
  const std::string_view kind = pattern.name();
  const std::string name = pattern.attribute("name").value_or("");
  if (kind == "element") {
    rule.slots.push_back({{name}, occurrence.required, occurrence.repeated});
    const auto [at, is_new] = elements_.try_emplace(name);
    if (is_new) read_children(pattern, {true, false}, at->second);
  } else if (kind == "attribute") {
    AttributeRule attribute{name, occurrence.required, {}};
    for (const Element& child : pattern.children()) read_values(child, attribute.values);
    rule.attributes.push_back(std::move(attribute));
  } else if (kind == "ref") {
    if (const auto define = defines_.find(name); define != defines_.end())
      read_children(define->second, occurrence, rule);
  } else if (kind == "optional") {
    read_children(pattern, {false, occurrence.repeated}, rule);
  } else if (kind == "zeroOrMore") {
    read_children(pattern, {false, true}, rule);
  } else if (kind == "oneOrMore") {
    read_children(pattern, {occurrence.required, true}, rule);
  } else if (kind == "choice") {
    read_choice(pattern, occurrence, rule);
  } else if (kind == "group") {
    read_children(pattern, occurrence, rule);
  } else if (kind == "text" || kind == "data" || kind == "value") {
    rule.has_text = true;
  }
}

/// Reads alternatives: any of several elements at one position.
void SchemaIndex::read_choice(const Element& choice, Occurrence occurrence, ElementRule& rule) {
  ElementRule alternatives;
  read_children(choice, occurrence, alternatives);
  rule.has_text = rule.has_text || alternatives.has_text;
  Slot slot{{}, occurrence.required, false};
  for (Slot& one : alternatives.slots) {
    slot.elements.insert(slot.elements.end(), one.elements.begin(), one.elements.end());
    slot.required = slot.required && one.required;
    slot.repeated = slot.repeated || one.repeated;
  }
  if (!slot.elements.empty()) rule.slots.push_back(std::move(slot));
}

void SchemaIndex::read_values(const Element& pattern, std::vector<std::string>& values) const {
  if (pattern.name() == "value") values.push_back(pattern.text());
  const auto define = pattern.name() == "ref" ? defines_.find(pattern.attribute("name").value_or("")) : defines_.end();
  const Element& inside = define == defines_.end() ? pattern : define->second;
  for (const Element& child : inside.children()) read_values(child, values);
}

// ---- Explaining a file -------------------------------------------------------------------------------------------

void SchemaIndex::explain(const Element& root, Diagnostics& faults) const {
  const auto& roots = start_.slots.front().elements;
  if (contains(roots, root.name())) return explain_element(root, faults);
  faults.add(DiagnosticId::unknown_beginning, root.place(),
             "a rule file cannot begin with " + tag(root.name()) + "; it begins with " + listed(tags(roots), " or ") +
                 did_you_mean(root.name(), roots));
}

void SchemaIndex::explain_element(const Element& element, Diagnostics& faults) const {
  const auto known = elements_.find(element.name());
  if (known == elements_.end()) return;  // reported with its parent
  const ElementRule& rule = known->second;
  explain_attributes(element, rule, faults);
  if (!rule.has_text && !element.text().empty()) {
    faults.add(DiagnosticId::stray_text, element.place_of_text(),
               tag(element.name()) + " cannot contain text; found " + shown(element.text()));
  }
  explain_children(element, rule, faults);
  for (const Element& child : element.children()) explain_element(child, faults);
}

void SchemaIndex::explain_attributes(const Element& element, const ElementRule& rule, Diagnostics& faults) const {
  std::vector<std::string> known;
  for (const AttributeRule& attribute : rule.attributes) known.push_back(attribute.name);
  std::vector<std::string> meant;  // attributes that misspelt ones probably mean
  for (const std::string& name : element.attribute_names()) {
    if (contains(known, name)) continue;
    meant.push_back(nearest(name, known));
    const std::string knows = known.empty() ? "; it has none" : "; it has " + listed(known);
    faults.add(DiagnosticId::unknown_attribute, element.place_of(name),
               tag(element.name()) + " has no attribute `" + name + "'" + note_on_lookalike(name) +
                   (meant.back().empty() ? knows : did_you_mean(name, known)));
  }
  for (const AttributeRule& attribute : rule.attributes) {
    const auto value = element.attribute(attribute.name);
    if (!value && attribute.required && !contains(meant, attribute.name)) {
      faults.add(DiagnosticId::missing_attribute, element.place(),
                 tag(element.name()) + ": the attribute `" + attribute.name + "' is missing");
    } else if (value && !attribute.values.empty() && !contains(attribute.values, *value)) {
      faults.add(DiagnosticId::bad_choice, element.place_of(attribute.name),
                 attribute.name + "=\"" + *value + "\": it must be " + listed(attribute.values, " or ") +
                     note_on_lookalike(*value) + did_you_mean(*value, attribute.values));
    }
  }
}

void SchemaIndex::explain_children(const Element& element, const ElementRule& rule, Diagnostics& faults) const {
  std::size_t at = 0;                        // the highest slot that is used so far
  std::map<std::size_t, std::string> taken;  // the first element of each slot, written or probably meant
  for (const Element& child : element.children()) {
    const auto fits = [&](const Slot& slot) { return contains(slot.elements, child.name()); };
    const auto here = std::find_if(rule.slots.begin(), rule.slots.end(), fits);
    const auto slot = static_cast<std::size_t>(here - rule.slots.begin());
    if (here == rule.slots.end()) {
      explain_unexpected(child, element, rule, faults);
      for (std::size_t i = 0; i < rule.slots.size(); ++i) {
        if (const auto meant = nearest(child.name(), rule.slots[i].elements); !meant.empty()) taken.emplace(i, meant);
      }
      continue;
    }
    const auto [first, is_first] = taken.emplace(slot, child.name());
    if (slot < at) {
      faults.add(DiagnosticId::wrong_order, child.place(),
                 tag(child.name()) + " must come before " + listed(tags(rule.slots[at].elements), " or "));
    } else if (!is_first && first->second != child.name()) {
      faults.add(DiagnosticId::either_or, child.place(),
                 tag(child.name()) + " cannot be used together with " + tag(first->second) + "; write one of the two");
    } else if (!is_first && !here->repeated) {
      faults.add(DiagnosticId::repeated_element, child.place(),
                 tag(child.name()) + " may occur only once here; remove one");
    }
    at = std::max(at, slot);
  }
  for (std::size_t slot = 0; slot < rule.slots.size(); ++slot) {
    if (!rule.slots[slot].required || taken.contains(slot)) continue;
    faults.add(DiagnosticId::missing_element, element.place(),
               tag(element.name()) + ": " + listed(tags(rule.slots[slot].elements), " or ") + " is missing");
  }
}

/// Reports an element that its parent cannot contain.
void SchemaIndex::explain_unexpected(const Element& child, const Element& parent, const ElementRule& rule,
                                     Diagnostics& faults) const {
  std::vector<std::string> here;
  for (const Slot& slot : rule.slots) here.insert(here.end(), slot.elements.begin(), slot.elements.end());
  std::string message = tag(child.name());
  const bool is_known = elements_.contains(child.name());
  if (is_known) {
    message +=
        " does not belong in " + tag(parent.name()) + "; it belongs in " + listed(parents_of(child.name()), " or ");
  } else if (const std::string hint = did_you_mean(child.name(), here); !hint.empty()) {
    message += " is not known" + note_on_lookalike(child.name()) + hint;
  } else if (here.empty()) {
    message += " is not known; " + tag(parent.name()) + " contains no elements";
  } else {
    message += " is not known; " + tag(parent.name()) + " contains " + listed(tags(here));
  }
  faults.add(is_known ? DiagnosticId::misplaced_element : DiagnosticId::unknown_element, child.place(), message);
}

std::vector<std::string> SchemaIndex::parents_of(std::string_view element) const {
  std::vector<std::string> parents;
  for (const auto& [name, rule] : elements_) {
    const bool holds = std::any_of(rule.slots.begin(), rule.slots.end(),
                                   [&](const Slot& slot) { return contains(slot.elements, element); });
    if (holds) parents.push_back(tag(name));
  }
  if (parents.empty()) parents.emplace_back("a separate file");
  return parents;
}

}  // namespace permit
