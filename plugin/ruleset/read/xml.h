// A rule file as elements with their lines; wraps libxml2 in owning values.
//
// No network, no external entities, no entity expansion (markup.h refuses markup that could request them). The host
// uses libxml2 too, so errors are captured per parse, and libxml2's global handlers and state are not touched.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store.h"
#include "ruleset/diagnostic.h"

struct _xmlDoc;   // NOLINT: libxml2's own names, so that its headers stay in xml.cc and schema.cc
struct _xmlNode;  // NOLINT

namespace permit {

/// Borrowed from its Document, which must outlive it.
class Element {
 public:
  /// REQUIRES: `node` is an element of a Document.
  explicit Element(const _xmlNode* node) : node_(node) {}

  std::string_view name() const;
  /// The place where its tag begins.
  Place place() const;
  /// The place where an attribute begins; the place of the tag if it has no such attribute.
  Place place_of(std::string_view attribute) const;

  /// Nothing if the attribute is absent. Drops spaces around the value.
  std::optional<std::string> attribute(std::string_view name) const;
  std::vector<std::string> attribute_names() const;
  /// The text directly in the element, with each run of spaces and line ends as one space.
  std::string text() const;
  /// The place where that text begins; the place of the tag if there is no text.
  Place place_of_text() const;

  std::vector<Element> children() const;
  std::vector<Element> children(std::string_view name) const;
  /// The first child of that name.
  std::optional<Element> child(std::string_view name) const;

  const _xmlNode* node() const { return node_; }

 private:
  const _xmlNode* node_;
};

class Document {
 public:
  /// Returns nothing and adds a fault if the file is not XML.
  static std::optional<Document> parse(const RuleFile& file, Diagnostics& faults);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  const std::string& file() const;
  Element root() const;
  /// Borrowed; never null.
  _xmlDoc* get() const;

 private:
  struct Contents;
  explicit Document(std::unique_ptr<Contents> contents);
  friend class Element;

  std::unique_ptr<Contents> contents_;  // never moves, because its nodes point into it
};

}  // namespace permit
